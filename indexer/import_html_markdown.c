#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "indexer/import_html.h"

struct writer {
    struct buf *out;
    const struct html_asked *asked;
    struct arena arena;
    struct buf prefix; /* of each line: "> ", "  " */
    struct buf text;   /* of the paragraph that is being gathered */
    struct str anchor; /* of an empty <a name="x">, for the next heading */
    size_t start;      /* of what this writer wrote to `out` */
    unsigned gap;      /* line feeds due before the next text */
    unsigned space;    /* white space seen since the last sign: SPACE_* */
    unsigned strong, em, del, link; /* how deep in these */
    size_t closed; /* where a mark that just ended stands; 0: none */
    unsigned closed_len;
    bool fresh; /* nothing on this line but a marker */
    bool in_cell, in_heading;
};

enum { SPACE_NONE, SPACE_FIXED, SPACE_PLAIN };

static void walk(struct writer *w, const struct html_part *n);

static void walk_children(struct writer *w, const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        walk(w, k);
}

static void lose(struct writer *w, const struct html_part *n,
                 const char *before, struct str name, const char *after)
{
    struct str text =
        arena_fmt(&w->arena, "%s%.*s%s", before, STR_ARG(name), after);

    if (text.ptr)
        w->asked->lost(w->asked->context, n->line, text);
}

/* Inline: gathered in `text`. */

static bool is_mark(char c)
{
    return c == '*' || c == '~';
}

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || (c & 0x80);
}

static char last_of(const struct buf *b)
{
    return b->len ? b->ptr[b->len - 1] : ' ';
}

/* "**Note:**text" would be no bold text: the mark goes before the colon. */
static void mend_closed(struct writer *w, char next)
{
    size_t at = w->closed, n = w->closed_len;

    w->closed = 0;
    if (!at || at + n != w->text.len || !is_word(next))
        return;
    while (at && ispunct((unsigned char)w->text.ptr[at - 1]) &&
           !is_mark(w->text.ptr[at - 1]))
        at--;
    if (at == w->closed || at == 0 || w->text.ptr[at - 1] == ' ')
        return;
    size_t length = w->text.len - n - at;
    char mark = w->text.ptr[w->text.len - 1];
    memmove(w->text.ptr + at + n, w->text.ptr + at, length);
    memset(w->text.ptr + at, mark, n);
}

static void flush_space(struct writer *w)
{
    if (w->space != SPACE_NONE && w->text.len && last_of(&w->text) != '\n')
        buf_text(&w->text, w->space == SPACE_FIXED ? "\xC2\xA0" : " ");
    w->space = SPACE_NONE;
}

/* Signs that are Markdown's. */
static void put_raw(struct writer *w, struct str s)
{
    flush_space(w);
    buf_put(&w->text, s);
}

static bool is_entity(struct str s)
{
    size_t i = 1;

    while (i < s.len && i < 12 &&
           (isalnum((unsigned char)s.ptr[i]) || s.ptr[i] == '#'))
        i++;
    return i > 1 && i < s.len && s.ptr[i] == ';';
}

static bool is_special(struct str s, size_t i, char before, bool in_cell)
{
    char c = s.ptr[i], next = i + 1 < s.len ? s.ptr[i + 1] : ' ';

    switch (c) {
    case '\\':
    case '`':
    case '[':
    case ']': return true;
    case '*': return before != ' ' || next != ' ';
    case '_': return !is_word(before) || !is_word(next);
    case '~': return before == '~' || next == '~';
    case '<': return next == '/' || next == '!' || next == '?' || is_word(next);
    case '&': return is_entity(str_skip(s, i));
    case '{': return next == '{' || next == '%' || next == ':' || next == '#';
    case '|': return in_cell;
    }
    return false;
}

/* Where a sign stands that begins a list, a heading and the like. */
static size_t block_sign(struct str s)
{
    size_t i = 0;

    while (i < s.len && i < 10 && isdigit((unsigned char)s.ptr[i]))
        i++;
    if (i && i < s.len && (s.ptr[i] == '.' || s.ptr[i] == ')') &&
        (i + 1 == s.len || s.ptr[i + 1] == ' '))
        return i;
    if (str_starts(s, S(":::")) || str_starts(s, S("!!!")) ||
        str_starts(s, S("???")))
        return 0;
    return s.len && strchr("#+-=>", s.ptr[0]) ? 0 : s.len;
}

static void put_signs(struct buf *out, struct str s, char before, bool starts,
                      bool in_cell)
{
    size_t sign = starts ? block_sign(s) : s.len;

    for (size_t i = 0; i < s.len; i++) {
        if (i == sign || is_special(s, i, i ? s.ptr[i - 1] : before, in_cell))
            buf_char(out, '\\');
        buf_char(out, s.ptr[i]);
    }
}

void import_put_text(struct buf *out, struct str text, bool starts,
                     bool in_cell)
{
    put_signs(out, text, ' ', starts, in_cell);
}

static void put_word(struct writer *w, struct str s)
{
    bool starts = w->text.len == 0 || last_of(&w->text) == '\n';
    char before = w->space ? ' ' : last_of(&w->text);

    if (w->space == SPACE_NONE)
        mend_closed(w, s.ptr[0]);
    flush_space(w);
    w->closed = 0;
    put_signs(&w->text, s, before, starts, w->in_cell);
}

static size_t space_at(struct str s, unsigned *kind)
{
    if (s.len && strchr(" \n\t\r\f", s.ptr[0])) {
        *kind = SPACE_PLAIN;
        return 1;
    }
    if (str_starts(s, S("\xC2\xA0"))) {
        *kind = SPACE_FIXED;
        return 2;
    }
    if (str_starts(s, S("\xE2\x80\x8B")) || str_starts(s, S("\xEF\xBB\xBF"))) {
        *kind = SPACE_NONE;
        return 3;
    }
    return 0;
}

/* White space becomes one blank; a lone fixed blank stays fixed. */
static void put_text(struct writer *w, struct str s)
{
    size_t start = 0;

    for (size_t i = 0; i <= s.len;) {
        unsigned kind = SPACE_NONE;
        size_t n = space_at(str_skip(s, i), &kind);
        if (i < s.len && n == 0) {
            i++;
            continue;
        }
        if (i > start)
            put_word(w, str_sub(s, start, i - start));
        if (i == s.len)
            break;
        if (kind != SPACE_NONE)
            w->space = w->space ? SPACE_PLAIN : kind;
        i += n;
        start = i;
    }
}

/* Blocks: lines of `out`. */

static void end_line(struct writer *w, bool blank)
{
    struct str prefix = buf_str(&w->prefix);

    buf_char(w->out, '\n');
    if (blank)
        while (prefix.len && prefix.ptr[prefix.len - 1] == ' ')
            prefix.len--;
    buf_put(w->out, prefix);
}

/* Begins a line for a block, or goes on behind a marker. */
static void begin_line(struct writer *w)
{
    if (!w->fresh)
        for (; w->gap && w->out->len > w->start; w->gap--)
            end_line(w, w->gap > 1);
    w->gap = 0;
    w->fresh = false;
}

static void need_gap(struct writer *w, unsigned gap)
{
    if (!w->fresh && w->gap < gap)
        w->gap = gap;
}

static void put_lines(struct writer *w, struct str s)
{
    struct str line;
    bool first = true;

    while (str_cut(&s, '\n', &line)) {
        if (!first)
            end_line(w, !line.len);
        first = false;
        buf_put(w->out, line);
    }
}

static void drop_end(struct buf *b)
{
    while (b->len &&
           (last_of(b) == ' ' || last_of(b) == '\n' ||
            (last_of(b) == '\\' && b->len > 1 && b->ptr[b->len - 2] == ' ')))
        b->len--;
}

/* Writes the paragraph that was gathered. */
static void end_text(struct writer *w)
{
    w->space = SPACE_NONE;
    w->closed = 0;
    if (w->in_cell)
        return;
    while (w->text.len >= 2 && last_of(&w->text) == '\n')
        w->text.len -= 2; /* a "\" and the line feed of a break */
    drop_end(&w->text);
    if (w->text.len) {
        begin_line(w);
        put_lines(w, buf_str(&w->text));
        need_gap(w, 2);
    }
    buf_clear(&w->text);
}

/* In a cell all blocks are one line. */
static void begin_block(struct writer *w)
{
    if (!w->in_cell) {
        end_text(w);
        need_gap(w, 2);
    } else if (str_trim(buf_str(&w->text)).len &&
               !str_ends(buf_str(&w->text), S("<br>"))) {
        w->space = SPACE_NONE;
        buf_text(&w->text, "<br>");
    }
}

static void plain_text(const struct html_part *n, struct buf *out)
{
    buf_put(out, n->text);
    if (n->kind == KIND_BREAK)
        buf_char(out, '\n');
    for (const struct html_part *k = n->child; k; k = k->next)
        plain_text(k, out);
}

static unsigned longest_run(struct str s, char sign)
{
    unsigned run = 0, most = 0;

    for (size_t i = 0; i < s.len; i++) {
        run = s.ptr[i] == sign ? run + 1 : 0;
        most = run > most ? run : most;
    }
    return most;
}

static void put_code(struct writer *w, struct str text)
{
    unsigned count = longest_run(text, '`') + 1;

    if (!text.len)
        return;
    flush_space(w);
    for (unsigned i = 0; i < count; i++)
        buf_char(&w->text, '`');
    buf_text(&w->text, count > 1 ? " " : "");
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '|' && w->in_cell)
            buf_char(&w->text, '\\');
        buf_char(&w->text, c == '\n' || c == '\t' || c == '\r' ? ' ' : c);
    }
    buf_text(&w->text, count > 1 ? " " : "");
    for (unsigned i = 0; i < count; i++)
        buf_char(&w->text, '`');
}

static void walk_code(struct writer *w, const struct html_part *n)
{
    struct buf text = {0};

    plain_text(n, &text);
    put_code(w, str_trim(buf_str(&text)));
    w->out->failed |= text.failed;
    buf_release(&text);
}

/* The children's text, apart: for what stands between marks. `*before` and
 * `*after`: it had white space there. */
static struct str inner(struct writer *w, const struct html_part *n,
                        bool *before, bool *after)
{
    struct buf kept = w->text;
    unsigned space = w->space;
    size_t closed = w->closed;
    unsigned closed_len = w->closed_len;

    w->text = (struct buf){0};
    w->closed = 0;
    buf_char(&w->text, ' '); /* so that nothing begins a line */
    w->space = SPACE_NONE;
    for (const struct html_part *k = n->child; k; k = k->next)
        walk(w, k);
    struct str text = buf_copy(&w->text, &w->arena);
    w->out->failed |= w->text.failed;
    buf_release(&w->text);
    text = str_skip(text, 1);
    *before = text.len && text.ptr[0] == ' ';
    *after = w->space || (text.len && text.ptr[text.len - 1] == ' ');
    w->text = kept;
    w->space = space;
    w->closed = closed;
    w->closed_len = closed_len;
    return str_trim(text);
}

static void put_marked(struct writer *w, struct str text, struct str mark)
{
    size_t lead = 0;

    if (w->space == SPACE_NONE && w->closed &&
        w->closed + w->closed_len == w->text.len &&
        str_ends(buf_str(&w->text), mark)) {
        w->text.len -= mark.len; /* <b>a</b><b>b</b> */
    } else {
        if (w->space == SPACE_NONE && is_word(last_of(&w->text)))
            while (lead < text.len && ispunct((unsigned char)text.ptr[lead]) &&
                   !strchr("\\`[!<", text.ptr[lead]))
                lead++;
        put_raw(w, str_sub(text, 0, lead));
        put_raw(w, mark);
    }
    buf_put(&w->text, str_skip(text, lead));
    w->closed = w->text.len;
    w->closed_len = (unsigned)mark.len;
    buf_put(&w->text, mark);
}

static bool holds_block(const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        if ((k->kind >= KIND_RULE && k->kind <= KIND_CAPTION) || holds_block(k))
            return true;
    return false;
}

static void walk_marked(struct writer *w, const struct html_part *n,
                        unsigned *depth, struct str mark)
{
    bool before = false, after = false;

    if (*depth || w->in_heading || (!w->in_cell && holds_block(n))) {
        walk_children(w, n);
        return;
    }
    ++*depth;
    struct str text = inner(w, n, &before, &after);
    --*depth;
    if (before && !w->space)
        w->space = SPACE_PLAIN;
    if (text.len && memchr(text.ptr, '\n', text.len) && str_ends(text, S("\\")))
        text = str_trim(str_sub(text, 0, text.len - 1));
    if (text.len)
        put_marked(w, text, mark);
    if (after && !w->space)
        w->space = SPACE_PLAIN;
}

void import_put_address(struct buf *out, struct str address)
{
    address = str_trim(address);
    for (size_t i = 0; i < address.len; i++) {
        unsigned char c = (unsigned char)address.ptr[i];
        if (c <= ' ' || c == 0x7F || strchr("()<>\\|`\"{}", c))
            buf_fmt(out, "%%%02X", c);
        else
            buf_char(out, (char)c);
    }
}

static void put_link(struct writer *w, struct str address, bool is_image,
                     unsigned line)
{
    struct buf found = {0};

    w->asked->link(w->asked->context, address, is_image, line, &found);
    put_raw(w, S("]("));
    import_put_address(&w->text, buf_str(&found));
    buf_char(&w->text, ')');
    w->out->failed |= found.failed;
    buf_release(&found);
}

/* <a name="x"></a> names the place of what follows. */
static void note_anchor(struct writer *w, const struct html_part *n)
{
    struct str id =
        n->fields[FIELD_ID].len ? n->fields[FIELD_ID] : n->fields[FIELD_NAME];

    if (id.len && w->asked->is_aimed_at(w->asked->context, id))
        w->anchor = id;
}

static void walk_link(struct writer *w, const struct html_part *n)
{
    struct str address = str_trim(n->fields[FIELD_HREF]);
    bool before = false, after = false;

    note_anchor(w, n);
    if (!address.len || w->link) {
        walk_children(w, n);
        return;
    }
    /* Blocks in a link become one line, as in a cell. */
    bool in_cell = w->in_cell;
    w->in_cell |= holds_block(n);
    w->link++;
    struct str text = inner(w, n, &before, &after);
    w->link--;
    w->in_cell = in_cell;
    while (str_ends(text, S("<br>")))
        text.len -= 4;
    if (before && !w->space)
        w->space = SPACE_PLAIN;
    if (text.len) {
        put_raw(w, S("["));
        buf_put(&w->text, text);
        put_link(w, address, false, n->line);
    }
    if (after && !w->space)
        w->space = SPACE_PLAIN;
}

static void put_one_line(struct buf *out, struct str s, bool in_cell)
{
    struct buf plain = {0};

    for (size_t i = 0; i < s.len; i++) {
        char c = (unsigned char)s.ptr[i] < ' ' ? ' ' : s.ptr[i];
        if (c != ' ' || (plain.len && plain.ptr[plain.len - 1] != ' '))
            buf_char(&plain, c);
    }
    put_signs(out, str_trim(buf_str(&plain)), ' ', false, in_cell);
    out->failed |= plain.failed;
    buf_release(&plain);
}

static void walk_image(struct writer *w, const struct html_part *n)
{
    struct str source = str_trim(n->fields[FIELD_SRC]);

    if (!source.len)
        return;
    if (str_starts(source, S("data:"))) {
        lose(w, n, "an image that is part of the text", S(""), "");
        return;
    }
    put_raw(w, S("!["));
    put_one_line(&w->text, n->fields[FIELD_ALT], w->in_cell);
    put_link(w, source, true, n->line);
}

void import_media_address(struct str source, struct buf *out)
{
    const struct str players[] = {S("youtube.com/embed/"),
                                  S("youtube-nocookie.com/embed/")};

    source = str_trim(source);
    for (size_t i = 0; i < sizeof(players) / sizeof(*players); i++) {
        size_t at = str_search(source, players[i]);
        struct str id = str_skip(source, at + players[i].len);
        size_t end = str_find(id, '?');
        if (at == source.len)
            continue;
        id = str_sub(id, 0, end);
        if (id.len && str_find(id, '/') == id.len) {
            buf_fmt(out, "https://www.youtube.com/watch?v=%.*s", STR_ARG(id));
            return;
        }
    }
    if (str_starts(source, S("//")))
        buf_text(out, "https:");
    buf_put(out, source);
}

static const struct html_part *source_below(const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        if (k->kind == KIND_MEDIA && k->fields[FIELD_SRC].len)
            return k;
    return n;
}

static void walk_media(struct writer *w, const struct html_part *n)
{
    struct str source = source_below(n)->fields[FIELD_SRC];
    struct str title = n->fields[FIELD_TITLE];
    struct buf address = {0};

    if (!source.len) {
        walk_children(w, n);
        return;
    }
    import_media_address(source, &address);
    put_raw(w, S("["));
    put_one_line(&w->text, title.len ? title : S("Video"), w->in_cell);
    put_link(w, buf_str(&address), false, n->line);
    w->out->failed |= address.failed;
    buf_release(&address);
}

static void walk_break(struct writer *w)
{
    w->space = SPACE_NONE;
    w->closed = 0;
    if (w->in_heading)
        w->space = SPACE_PLAIN;
    else if (w->in_cell)
        buf_text(&w->text, w->text.len ? "<br>" : "");
    else if (w->text.len && last_of(&w->text) != '\n' &&
             str_trim(buf_str(&w->text)).len)
        buf_text(&w->text, "\\\n");
    else if (w->text.len && last_of(&w->text) == '\n' && !w->strong && !w->em &&
             !w->del && !w->link)
        end_text(w); /* two breaks part paragraphs */
}

static void walk_heading(struct writer *w, const struct html_part *n)
{
    struct str id = n->fields[FIELD_ID];
    int level = n->name.ptr[1] - '0';

    begin_block(w);
    if (w->in_cell) {
        walk_marked(w, n, &w->strong, S("**"));
        begin_block(w);
        return;
    }
    w->in_heading = true;
    walk_children(w, n);
    w->in_heading = false;
    if (id.len && w->asked->is_aimed_at(w->asked->context, id))
        w->anchor = id;
    drop_end(&w->text);
    if (w->text.len) {
        begin_line(w);
        for (int i = 0; i < level; i++)
            buf_char(w->out, '#');
        buf_fmt(w->out, " %.*s", STR_ARG(buf_str(&w->text)));
        if (w->anchor.len)
            buf_fmt(w->out, " {#%.*s}", STR_ARG(w->anchor));
        w->anchor = S("");
        need_gap(w, 2);
    }
    w->space = SPACE_NONE;
    buf_clear(&w->text);
}

/* What the children's lines begin with, behind a marker. */
static void walk_prefixed(struct writer *w, const struct html_part *n,
                          struct str marker, struct str prefix)
{
    size_t before = w->prefix.len;

    begin_line(w);
    buf_put(w->out, marker);
    w->fresh = true;
    buf_put(&w->prefix, prefix);
    walk_children(w, n);
    end_text(w);
    w->prefix.len = before;
    if (w->fresh) { /* it was empty */
        w->fresh = false;
        while (w->out->len && last_of(w->out) == ' ')
            w->out->len--;
    }
    w->gap = 0;
}

static void walk_quote(struct writer *w, const struct html_part *n,
                       const char *note)
{
    begin_block(w);
    if (w->in_cell) {
        walk_children(w, n);
        begin_block(w);
        return;
    }
    if (note) {
        begin_line(w);
        buf_fmt(w->out, "> [!%s]", note);
        w->gap = 1;
    }
    walk_prefixed(w, n, S("> "), S("> "));
    need_gap(w, 2);
}

static bool is_blank_text(const struct html_part *n)
{
    return n->kind == KIND_TEXT && str_trim(n->text).len == 0;
}

/* Items of one paragraph each stand without empty lines between them. */
static bool is_tight(const struct html_part *list)
{
    for (const struct html_part *k = list->child; k; k = k->next) {
        unsigned blocks = 0;
        for (const struct html_part *b = k->child; b; b = b->next)
            blocks += b->kind >= KIND_PARAGRAPH && b->kind <= KIND_TABLE &&
                      b->kind != KIND_LIST;
        if (blocks > 1)
            return false;
    }
    return true;
}

static void walk_item(struct writer *w, const struct html_part *n,
                      unsigned long number)
{
    char marker[32] = "- ";

    if (number)
        snprintf(marker, sizeof(marker), "%lu. ", number);
    walk_prefixed(w, n, str_from(marker),
                  str_sub(S("                        "), 0, strlen(marker)));
}

/* Lists in a list, without an item round them, belong to the item before. */
static void walk_between(struct writer *w, const struct html_part *n)
{
    size_t before = w->prefix.len;

    buf_text(&w->prefix, "   ");
    walk(w, n);
    end_text(w);
    w->prefix.len = before;
    need_gap(w, 1);
}

static void walk_cell_list(struct writer *w, const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next) {
        begin_block(w);
        if (k->kind == KIND_ITEM)
            buf_text(&w->text, "• ");
        walk_children(w, k);
    }
    begin_block(w);
}

static void walk_list(struct writer *w, const struct html_part *n)
{
    bool ordered = str_eq_nocase(n->name, S("ol"));
    bool nested = n->parent->kind == KIND_ITEM || n->parent->kind == KIND_LIST;
    unsigned between = is_tight(n) ? 1 : 2;
    uint64_t number = 1;

    if (w->in_cell) {
        walk_cell_list(w, n);
        return;
    }
    end_text(w);
    if (nested && w->gap)
        w->gap = 1;
    need_gap(w, nested ? 1 : 2);
    if (!str_to_u64(n->fields[FIELD_START], &number) || number > 999999999)
        number = 1;
    for (const struct html_part *k = n->child; k; k = k->next) {
        if (is_blank_text(k))
            continue;
        if (k->kind == KIND_ITEM)
            walk_item(w, k, ordered ? (unsigned long)number++ : 0);
        else
            walk_between(w, k);
        need_gap(w, between);
    }
    need_gap(w, nested ? 1 : 2);
}

static struct str language_of(const struct html_part *n)
{
    const struct str marks[] = {S("language-"), S("lang-"), S("brush: ")};
    struct str classes = n->fields[FIELD_CLASS];

    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
        size_t at = str_search(classes, marks[i]);
        size_t end = at + marks[i].len;
        if (at == classes.len)
            continue;
        while (end < classes.len &&
               (is_word(classes.ptr[end]) || strchr("+#-", classes.ptr[end])))
            end++;
        return str_sub(classes, at + marks[i].len, end - at - marks[i].len);
    }
    return n->child && !n->child->next && n->child->kind == KIND_CODE
               ? language_of(n->child)
               : (struct str){0};
}

static void walk_pre(struct writer *w, const struct html_part *n)
{
    struct buf text = {0};

    plain_text(n, &text);
    struct str code = buf_str(&text);
    while (code.len && strchr("\n\r ", code.ptr[code.len - 1]))
        code.len--;
    while (str_starts(code, S("\n")) || str_starts(code, S("\r")))
        code = str_skip(code, 1);
    begin_block(w);
    if (w->in_cell) {
        put_code(w, code);
        begin_block(w);
    } else if (code.len) {
        unsigned fence = longest_run(code, '`') + 1;
        begin_line(w);
        for (unsigned i = 0; i < (fence < 3 ? 3 : fence); i++)
            buf_char(w->out, '`');
        buf_put(w->out, language_of(n));
        end_line(w, false);
        put_lines(w, code);
        end_line(w, false);
        for (unsigned i = 0; i < (fence < 3 ? 3 : fence); i++)
            buf_char(w->out, '`');
        need_gap(w, 2);
    }
    w->out->failed |= text.failed;
    buf_release(&text);
}

static void walk_details(struct writer *w, const struct html_part *n)
{
    if (w->in_cell) {
        walk_children(w, n);
        return;
    }
    begin_block(w);
    begin_line(w);
    buf_text(w->out, "<details>");
    w->gap = 1;
    walk_children(w, n);
    end_text(w);
    need_gap(w, 2);
    begin_line(w);
    buf_text(w->out, "</details>");
    need_gap(w, 2);
}

static void walk_summary(struct writer *w, const struct html_part *n)
{
    if (n->parent->kind != KIND_DETAILS || w->in_cell) {
        walk_marked(w, n, &w->strong, S("**"));
        return;
    }
    end_text(w);
    w->in_heading = true;
    walk_children(w, n);
    w->in_heading = false;
    begin_line(w);
    buf_fmt(w->out, "<summary>%.*s</summary>", STR_ARG(buf_str(&w->text)));
    buf_clear(&w->text);
    w->space = SPACE_NONE;
    need_gap(w, 2);
}

static uint64_t span_of(const struct html_part *cell, enum html_field field)
{
    uint64_t n = 1;

    if (!str_to_u64(cell->fields[field], &n) || n < 1)
        return 1;
    return n > 100 ? 100 : n;
}

static const struct html_part *first_cell(const struct html_part *row)
{
    const struct html_part *k = row->child;

    while (k && k->kind != KIND_CELL)
        k = k->next;
    return k;
}

struct rows {
    const struct html_part **items;
    size_t count, room, widest;
    bool spans;
};

static void add_row(struct writer *w, struct rows *rows,
                    const struct html_part *row)
{
    size_t wide = 0;

    for (const struct html_part *k = row->child; k; k = k->next)
        if (k->kind == KIND_CELL) {
            wide += span_of(k, FIELD_COLSPAN);
            rows->spans |= span_of(k, FIELD_ROWSPAN) > 1;
        }
    if (!wide)
        return;
    if (rows->count == rows->room) {
        size_t room = rows->room ? rows->room * 2 : 16;
        const struct html_part **items =
            arena_new(&w->arena, const struct html_part *, room);
        if (!items)
            return;
        if (rows->count)
            memcpy(items, rows->items, rows->count * sizeof(*items));
        rows->items = items;
        rows->room = room;
    }
    rows->items[rows->count++] = row;
    rows->widest = wide > rows->widest ? wide : rows->widest;
}

static void find_rows(struct writer *w, const struct html_part *n,
                      struct rows *rows)
{
    for (const struct html_part *k = n->child; k; k = k->next) {
        if (k->kind == KIND_ROW)
            add_row(w, rows, k);
        else if (k->kind == KIND_ROWS)
            find_rows(w, k, rows);
    }
}

static void put_cell(struct writer *w, const struct html_part *cell)
{
    w->in_cell = true;
    walk_children(w, cell);
    w->in_cell = false;
    w->space = SPACE_NONE;
    w->closed = 0;
    while (str_ends(buf_str(&w->text), S("<br>")))
        w->text.len -= 4;
    buf_fmt(w->out, " %.*s%s|", STR_ARG(buf_str(&w->text)),
            w->text.len ? " " : "");
    buf_clear(&w->text);
}

/* Rows behind the head may be short. */
static void put_row(struct writer *w, const struct html_part *row, size_t width)
{
    size_t column = 0;

    buf_char(w->out, '|');
    for (const struct html_part *k = row->child; k; k = k->next) {
        if (k->kind != KIND_CELL)
            continue;
        put_cell(w, k);
        column += span_of(k, FIELD_COLSPAN);
        for (uint64_t i = 1; i < span_of(k, FIELD_COLSPAN); i++)
            buf_text(w->out, " |");
    }
    for (; column < width; column++)
        buf_text(w->out, " |");
}

static void put_table(struct writer *w, const struct html_part *n,
                      const struct rows *rows)
{
    if (rows->spans)
        lose(w, n, "cells of a table that reach over several rows", S(""), "");
    begin_line(w);
    for (size_t i = 0; i < rows->count; i++) {
        if (i)
            end_line(w, false);
        put_row(w, rows->items[i], i ? 0 : rows->widest);
        if (i)
            continue;
        end_line(w, false);
        buf_char(w->out, '|');
        for (size_t c = 0; c < rows->widest; c++)
            buf_text(w->out, " --- |");
    }
    need_gap(w, 2);
}

static void walk_caption(struct writer *w, const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        if (k->kind == KIND_CAPTION) {
            walk_marked(w, k, &w->strong, S("**"));
            end_text(w);
        }
}

/* A table of one cell is a frame. */
static void walk_table(struct writer *w, const struct html_part *n)
{
    struct rows rows = {0};
    const char *note = import_note_kind(n->fields[FIELD_CLASS]);

    begin_block(w);
    if (w->in_cell) {
        lose(w, n, "a table in a table", S(""), "");
        walk_children(w, n);
        return;
    }
    walk_caption(w, n);
    find_rows(w, n, &rows);
    if (rows.count == 1 && rows.widest == 1)
        walk_quote(w, first_cell(rows.items[0]), note);
    else if (rows.count)
        put_table(w, n, &rows);
    need_gap(w, 2);
}

static const struct {
    struct str word;
    const char *kind;
} notes[] = {
    {STR("warning"), "WARNING"},
    {STR("danger"), "CAUTION"},
    {STR("caution"), "CAUTION"},
    {STR("error"), "CAUTION"},
    {STR("important"), "IMPORTANT"},
    {STR("tip"), "TIP"},
    {STR("hint"), "TIP"},
    {STR("success"), "TIP"},
    {STR("info"), "NOTE"},
    {STR("note"), "NOTE"},
    {STR("secondary"), "NOTE"},
    {STR("callout"), "NOTE"},
    {STR("alert"), "NOTE"},
    {STR("notice"), "NOTE"},
    {STR("admonition"), "NOTE"},
};

/* Is the word one of the class's parts: "callout--warning"? */
static bool has_part(struct str classes, struct str word)
{
    for (size_t i = 0; i < classes.len; i++) {
        size_t end = i;
        while (end < classes.len && is_word(classes.ptr[end]))
            end++;
        if (str_eq_nocase(str_sub(classes, i, end - i), word))
            return true;
        i = end;
    }
    return false;
}

const char *import_note_kind(struct str classes)
{
    for (size_t i = 0; classes.len && i < sizeof(notes) / sizeof(*notes); i++)
        if (has_part(classes, notes[i].word))
            return notes[i].kind;
    return NULL;
}

static bool holds_lines(const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        if (!is_blank_text(k))
            return true;
    return false;
}

static void walk_block(struct writer *w, const struct html_part *n)
{
    const char *note = import_note_kind(n->fields[FIELD_CLASS]);

    if (note && holds_lines(n) && !w->in_heading) {
        walk_quote(w, n, note);
        return;
    }
    note_anchor(w, n);
    begin_block(w);
    walk_children(w, n);
    begin_block(w);
}

static void walk_kbd(struct writer *w, const struct html_part *n)
{
    put_raw(w, S("<kbd>"));
    walk_children(w, n);
    buf_text(&w->text, "</kbd>");
}

static void walk_rule(struct writer *w)
{
    begin_block(w);
    if (w->in_cell)
        return;
    begin_line(w);
    buf_text(w->out, "---");
    need_gap(w, 2);
}

static void walk(struct writer *w, const struct html_part *n)
{
    switch (n->kind) {
    case KIND_TEXT: put_text(w, n->text); break;
    case KIND_STRONG: walk_marked(w, n, &w->strong, S("**")); break;
    case KIND_EM: walk_marked(w, n, &w->em, S("*")); break;
    case KIND_DEL: walk_marked(w, n, &w->del, S("~~")); break;
    case KIND_KBD: walk_kbd(w, n); break;
    case KIND_CODE: walk_code(w, n); break;
    case KIND_LINK: walk_link(w, n); break;
    case KIND_IMAGE: walk_image(w, n); break;
    case KIND_MEDIA: walk_media(w, n); break;
    case KIND_BREAK: walk_break(w); break;
    case KIND_CHECKBOX:
        if (str_eq_nocase(n->fields[FIELD_TYPE], S("checkbox")))
            put_raw(w, n->has_checked ? S("[x] ") : S("[ ] "));
        break;
    case KIND_RULE: walk_rule(w); break;
    case KIND_HEADING: walk_heading(w, n); break;
    case KIND_TERM:
        begin_block(w);
        walk_marked(w, n, &w->strong, S("**"));
        begin_block(w);
        break;
    case KIND_PARAGRAPH:
    case KIND_BLOCK: walk_block(w, n); break;
    case KIND_QUOTE:
        walk_quote(w, n, import_note_kind(n->fields[FIELD_CLASS]));
        break;
    case KIND_DETAILS: walk_details(w, n); break;
    case KIND_SUMMARY: walk_summary(w, n); break;
    case KIND_PRE: walk_pre(w, n); break;
    case KIND_LIST: walk_list(w, n); break;
    case KIND_TABLE: walk_table(w, n); break;
    case KIND_CAPTION: break;
    case KIND_UNKNOWN:
        lose(w, n, "the tag <", n->name, ">");
        walk_children(w, n);
        break;
    case KIND_ITEM: /* without a list round it */
    case KIND_ROWS:
    case KIND_ROW:
    case KIND_CELL:
        begin_block(w);
        walk_children(w, n);
        begin_block(w);
        break;
    case KIND_ROOT:
    case KIND_PLAIN: walk_children(w, n); break;
    case KIND_DROPPED: break;
    }
}

bool import_html_markdown(const struct html_part *root,
                          const struct html_asked *asked, struct buf *out)
{
    struct writer w = {.out = out, .asked = asked, .start = out->len};

    walk(&w, root);
    end_text(&w);
    if (out->len > w.start)
        buf_char(out, '\n');
    out->failed |= w.prefix.failed || w.text.failed || w.arena.failed;
    buf_release(&w.prefix);
    buf_release(&w.text);
    arena_release(&w.arena);
    return !out->failed;
}
