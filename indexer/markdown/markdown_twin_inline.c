#include "indexer/markdown/markdown_twin.h"

#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_word(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/* Ends are no space: more may follow in another node. */
static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* A text while it is escaped: 0 stands for what lies beyond it. */
struct escaping {
    struct twin *t;
    struct str text;
    size_t at;
    bool ends;
};

static char next_of(const struct escaping *e)
{
    return e->at + 1 < e->text.len ? e->text.ptr[e->at + 1] : '\0';
}

static char previous_of(const struct escaping *e)
{
    const struct buf *out = &e->t->out;

    if (e->at)
        return e->text.ptr[e->at - 1];
    return out->len && !e->t->line_start ? out->ptr[out->len - 1] : '\0';
}

/* "[x]" is plain text unless it may be a link, a note or a box. One that is
 * longer is escaped unlooked at: many openings must not cost squares. */
enum { BRACKET_BYTES = 80 };

static bool is_plain_bracket(const struct escaping *e)
{
    struct str rest = str_skip(e->text, e->at + 1);
    struct str inside = str_sub(rest, 0, BRACKET_BYTES);
    size_t close = str_find(inside, ']');
    char behind = close + 1 < rest.len ? rest.ptr[close + 1] : '\0';

    return !e->t->line_start && !e->t->link && close < inside.len &&
           rest.ptr[0] != '^' && (behind ? !strchr("([:", behind) : e->ends);
}

static bool stands_free(const struct escaping *e)
{
    return is_space(previous_of(e)) && is_space(next_of(e));
}

/* What would begin a block where the line begins. */
static bool begins_block(const struct escaping *e)
{
    char next = next_of(e);
    bool apart = next == '\0' || is_space(next);

    switch (e->text.ptr[e->at]) {
    case '#': return apart || next == '#';
    case '-': return apart || next == '-';
    case '+': return apart;
    case ':': return next == '-';
    case '>':
    case '=':
    case '|': return true;
    default: return false;
    }
}

static bool needs_escape(const struct escaping *e)
{
    char c = e->text.ptr[e->at], next = next_of(e);

    if (e->t->line_start && begins_block(e))
        return true;
    switch (c) {
    case '\\':
    case '`': return true;
    case '*':
    case '~': return !stands_free(e);
    case '_': return !(is_word(previous_of(e)) && is_word(next));
    case '[': return !is_plain_bracket(e);
    case ']': return e->t->link > 0;
    case '<': return next ? is_letter(next) || strchr("/!?", next) : !e->ends;
    case '&': return next == '#' || is_word(next);
    case '!': return next == '\0' && !e->ends;
    case '|': return e->t->in_cell;
    case '#': return e->t->in_heading && is_space(previous_of(e));
    default: return false;
    }
}

/* How many bytes of "12." at the line's start are its number; 0: none, since
 * no item begins so. */
static size_t item_number(struct str text)
{
    size_t n = 0;

    while (n < text.len && text.ptr[n] >= '0' && text.ptr[n] <= '9')
        n++;
    if (n == 0 || n > 9 || n == text.len || !strchr(".)", text.ptr[n]))
        return 0;
    return n + 1 == text.len || is_space(text.ptr[n + 1]) ? n : 0;
}

static void put_words(struct twin *t, struct str text, bool ends)
{
    while (t->line_start && text.len && text.ptr[0] == ' ')
        text = str_skip(text, 1);

    struct escaping e = {t, text, 0, ends};

    if (text.len && t->line_start) {
        e.at = item_number(text);
        buf_put(&t->out, str_sub(text, 0, e.at));
        if (e.at) {
            t->line_start = false;
            buf_char(&t->out, '\\');
            buf_char(&t->out, text.ptr[e.at++]);
        }
    }
    for (; e.at < text.len; e.at++) {
        if (needs_escape(&e))
            buf_char(&t->out, '\\');
        buf_char(&t->out, text.ptr[e.at]);
        t->line_start = false;
    }
}

void twin_words(struct twin *t, struct str text, bool ends)
{
    struct buf clean = {0};

    markdown_put_clean(&clean, text);
    put_words(t, buf_str(&clean), ends);
    t->out.failed |= clean.failed;
    buf_release(&clean);
}

static void put_mark(struct twin *t, const char *mark)
{
    buf_text(&t->out, mark);
    t->line_start = false;
}

static size_t longest_run(struct str s, char c)
{
    size_t longest = 0, run = 0;

    for (size_t i = 0; i < s.len; i++) {
        run = s.ptr[i] == c ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static bool all_spaces(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] != ' ')
            return false;
    return true;
}

/* A space inside both ends is dropped by who reads it. */
static bool wants_padding(struct str code)
{
    bool spaces = str_starts(code, S(" ")) && str_ends(code, S(" "));

    return str_starts(code, S("`")) || str_ends(code, S("`")) ||
           (spaces && !all_spaces(code));
}

/* A cell is cut at each "|" before its code is looked for. */
static void put_raw(struct twin *t, struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        if (t->in_cell && s.ptr[i] == '|')
            buf_char(&t->out, '\\');
        buf_char(&t->out, s.ptr[i]);
    }
}

static void put_code(struct twin *t, struct str literal)
{
    struct buf clean = {0};

    markdown_put_clean(&clean, literal);

    struct str code = buf_str(&clean);
    size_t ticks = longest_run(code, '`') + 1;
    bool padded = wants_padding(code);

    /* What stood between two spans may have been left out. */
    if (t->out.len && t->out.ptr[t->out.len - 1] == '`')
        buf_char(&t->out, ' ');
    for (size_t i = 0; i < ticks; i++)
        buf_char(&t->out, '`');
    buf_text(&t->out, padded ? " " : "");
    put_raw(t, code);
    buf_text(&t->out, padded ? " " : "");
    for (size_t i = 0; i < ticks; i++)
        buf_char(&t->out, '`');
    t->line_start = false;
    t->out.failed |= clean.failed;
    buf_release(&clean);
}

static void put_html(struct twin *t, cmark_node *node)
{
    struct str html = str_from(cmark_node_get_literal(node));
    static const struct str breaks[] = {STR("<br>"), STR("<br/>"),
                                        STR("<br />")};

    for (size_t i = 0; i < sizeof(breaks) / sizeof(*breaks); i++)
        if (str_eq_nocase(html, breaks[i]))
            html = breaks[0];
        else if (i == 2 && html.ptr != breaks[0].ptr &&
                 !t->m->with->allow_html && !markdown_is_key(node))
            return;
    put_raw(t, html);
    t->line_start = false;
}

static void put_break(struct twin *t, bool hard)
{
    if (t->in_heading || t->in_cell) {
        buf_text(&t->out, hard ? "<br>" : " ");
        return;
    }
    if (t->line_start && t->links == t->above_links)
        return;
    if (hard)
        buf_char(&t->out, '\\');
    else
        twin_trim(t);
    twin_newline(t, false);
}

/* Is the text of the link its own address, and fit to stand in <>? */
static bool is_bare(cmark_node *link)
{
    cmark_node *child = cmark_node_first_child(link);
    struct str url = str_from(cmark_node_get_url(link));
    bool mail = str_starts(url, S("mailto:"));

    if (!child || cmark_node_next(child) ||
        cmark_node_get_type(child) != CMARK_NODE_TEXT ||
        str_from(cmark_node_get_title(link)).len)
        return false;
    if (!mail && !str_starts(url, S("http://")) &&
        !str_starts(url, S("https://")))
        return false;
    for (size_t i = 0; i < url.len; i++)
        if ((unsigned char)url.ptr[i] <= ' ' || strchr("<>|\\", url.ptr[i]))
            return false;
    return str_eq(str_from(cmark_node_get_literal(child)),
                  mail ? str_skip(url, sizeof("mailto:") - 1) : url);
}

/* The same links, in the same order, as the HTML has. */
static void begin_link(struct twin *t, cmark_node *node)
{
    if (t->link || t->images) {
        t->inner++;
        return;
    }
    if (t->links == t->a->link_count)
        return;
    t->a->links[t->links].twin_at = t->floor = t->out.len;
    t->a->links[t->links].bare = t->mute = is_bare(node);
    t->link = ++t->links;
}

static void end_link(struct twin *t)
{
    if (t->inner) {
        t->inner--;
        return;
    }
    if (t->link)
        t->a->links[t->link - 1].twin_end = t->floor = t->out.len;
    t->line_start &= !t->mute;
    t->mute = false;
    t->link = 0;
}

static void begin_image(struct twin *t)
{
    if (t->images++ || t->links == t->a->link_count)
        return;

    struct body_link *image = &t->a->links[t->links++];

    image->twin_at = image->twin_end = t->floor = t->out.len;
    t->line_start = false;
}

/* "***" would turn the two round. */
static bool fills_strong(cmark_node *node)
{
    return cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_STRONG &&
           !cmark_node_previous(node) && !cmark_node_next(node);
}

static void put_emphasis(struct twin *t, cmark_node *node, bool enters)
{
    if (!enters)
        t->emphasis--;
    put_mark(t, t->emphasis % 2 || fills_strong(node) ? "_" : "*");
    if (enters)
        t->emphasis++;
}

static void put_reference(struct twin *t, cmark_node *node)
{
    buf_fmt(&t->out, "[^%s]", cmark_node_get_literal(node));
    t->line_start = false;
}

static void enter(struct twin *t, cmark_node *node)
{
    struct str literal = str_from(cmark_node_get_literal(node));

    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_TEXT: twin_words(t, literal, !cmark_node_next(node)); break;
    case CMARK_NODE_SOFTBREAK: put_break(t, false); break;
    case CMARK_NODE_LINEBREAK: put_break(t, true); break;
    case CMARK_NODE_CODE: put_code(t, literal); break;
    case CMARK_NODE_HTML_INLINE: put_html(t, node); break;
    case CMARK_NODE_FOOTNOTE_REFERENCE: put_reference(t, node); break;
    default: break;
    }
}

void twin_inline(struct twin *t, cmark_node *node, bool enters)
{
    cmark_node_type type = cmark_node_get_type(node);

    if (type == CMARK_NODE_IMAGE) {
        if (enters)
            begin_image(t);
        else
            t->images--;
    } else if (type == CMARK_NODE_LINK) {
        if (enters)
            begin_link(t, node);
        else
            end_link(t);
    } else if (t->images || t->mute) {
        return;
    } else if (type == CMARK_NODE_EMPH) {
        put_emphasis(t, node, enters);
    } else if (type == CMARK_NODE_STRONG) {
        put_mark(t, "**");
    } else if (strcmp(cmark_node_get_type_string(node), "strikethrough") == 0) {
        put_mark(t, "~~");
    } else if (enters) {
        enter(t, node);
    }
}
