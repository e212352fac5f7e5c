#include "indexer/markdown/markdown_tree.h"

#include <string.h>

/* <details> inside one another; each costs a step for what is moved in. */
enum { DETAILS_DEPTH = 16 };

enum tag_kind { DETAILS, DETAILS_END, SUMMARY, SUMMARY_END, TAG_KINDS };

static const struct str names[] = {
    [DETAILS] = STR("<details"),
    [DETAILS_END] = STR("</details"),
    [SUMMARY] = STR("<summary"),
    [SUMMARY_END] = STR("</summary"),
};

struct tag {
    struct tag *next; /* in the order of the text */
    cmark_node *block;
    size_t start, end; /* in the block's text */
    enum tag_kind kind;
    bool open;           /* the attribute */
    bool asked;          /* its summary was found */
    struct tag *partner; /* NULL: left out */
    struct tag *parent;  /* of a start tag: the one it stands in */
    unsigned line;       /* in the file */
};

/* Work on the blocks of one quote, item or article. */
struct finding {
    struct markdown *m;
    struct arena *a;
    struct tag *first, **last;
    struct tag *top; /* the innermost that is open */
    size_t depth;
};

static struct str literal_of(cmark_node *block)
{
    return str_from(cmark_node_get_literal(block));
}

static enum tag_kind kind_at(struct str rest)
{
    size_t kind = 0;

    for (; kind < TAG_KINDS; kind++) {
        size_t n = names[kind].len;
        if (str_eq_nocase(str_sub(rest, 0, n), names[kind]) &&
            (rest.len == n || strchr(" \t\r\n/>", rest.ptr[n])))
            break;
    }
    return (enum tag_kind)kind;
}

static bool is_block(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK &&
           kind_at(str_trim(literal_of(node))) < TAG_KINDS;
}

static bool is_space(char c)
{
    return strchr(" \t\r\n", c) != NULL;
}

static bool has_open(struct str tag)
{
    struct str word;

    for (size_t i = 0; i < tag.len; i += word.len + 1) {
        word = str_skip(tag, i);
        size_t n = 0;
        while (n < word.len && !is_space(word.ptr[n]) &&
               !strchr("/>=", word.ptr[n]))
            n++;
        word.len = n;
        if (str_eq_nocase(word, S("open")))
            return true;
    }
    return false;
}

static void warn(const struct finding *f, const struct tag *t, const char *why)
{
    bool begins = t->kind == DETAILS || t->kind == SUMMARY;
    struct str name = str_skip(names[t->kind], 1);

    markdown_problem(f->m, CHECK_DETAILS, t->line, 1,
                     begins ? "<%.*s> %s: the tag is left out, its text stays"
                            : "<%.*s> %s: it is left out",
                     STR_ARG(name), why);
}

/* NULL: it has its place. */
static const char *open_tag(struct finding *f, struct tag *t)
{
    struct tag *top = f->top;
    bool in_summary = top && top->kind == SUMMARY;

    if (t->kind == DETAILS && in_summary)
        return "stands in a <summary>";
    if (t->kind == DETAILS && f->depth == DETAILS_DEPTH)
        return "stands in too many others";
    if (t->kind == SUMMARY && (!top || in_summary))
        return "stands in no <details>";
    if (t->kind == SUMMARY && top->asked)
        return "is the second of its <details>";
    if (t->kind == SUMMARY)
        top->asked = true;
    f->depth += t->kind == DETAILS;
    t->parent = top;
    f->top = t;
    return NULL;
}

static void leave(struct finding *f)
{
    f->depth -= f->top->kind == DETAILS;
    f->top = f->top->parent;
}

/* Browsers close what is in a summary before a list, a table and the like. */
static bool holds_words(const struct tag *from, const struct tag *to)
{
    cmark_node *node = from->block;

    for (; node && node != to->block; node = cmark_node_next(node)) {
        cmark_node_type type = cmark_node_get_type(node);
        if (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING &&
            type != CMARK_NODE_HTML_BLOCK)
            return false;
    }
    return true;
}

static const char *close_tag(struct finding *f, struct tag *t)
{
    enum tag_kind wanted = t->kind == DETAILS_END ? DETAILS : SUMMARY;

    if (wanted == DETAILS && f->top && f->top->kind == SUMMARY) {
        warn(f, f->top, "is never closed");
        leave(f);
    }
    if (!f->top || f->top->kind != wanted)
        return "closes nothing that begins in the same list, quote or article";

    struct tag *from = f->top;

    leave(f);
    if (wanted == SUMMARY && !holds_words(from, t))
        return "closes more than words and a heading";
    from->partner = t;
    t->partner = from;
    return NULL;
}

static void match(struct finding *f)
{
    for (struct tag *t = f->first; t; t = t->next) {
        const char *why = t->kind == DETAILS || t->kind == SUMMARY
                              ? open_tag(f, t)
                              : close_tag(f, t);
        if (why)
            warn(f, t, why);
    }
    for (; f->top; leave(f))
        warn(f, f->top, "is never closed");
}

static void add_tag(struct finding *f, struct tag tag)
{
    struct tag *t = arena_new(f->a, struct tag, 1);

    if (!t)
        return;
    *t = tag;
    *f->last = t;
    f->last = &t->next;
}

static void list_tags(struct finding *f, cmark_node *block)
{
    struct str html = literal_of(block);
    unsigned line = markdown_line_of(f->m, block);
    size_t counted = 0;

    for (size_t at = str_find(html, '<'), end; at < html.len;
         at = end + str_find(str_skip(html, end), '<')) {
        enum tag_kind kind = kind_at(str_skip(html, at));
        end = markdown_markup_end(html, at);
        for (; counted < at; counted++)
            line += html.ptr[counted] == '\n';
        if (kind == TAG_KINDS)
            continue;
        add_tag(f, (struct tag){.block = block,
                                .start = at,
                                .end = end,
                                .kind = kind,
                                .open = has_open(str_sub(html, at, end - at)),
                                .line = line});
    }
}

/* A summary needs its <details>. */
static bool is_good(const struct tag *t)
{
    const struct tag *from =
        t->kind == SUMMARY || t->kind == DETAILS ? t : t->partner;

    return t->partner && (from->kind == DETAILS || from->parent->partner);
}

/* Where blocks go: behind the last child of `into`, or of the whole: before
 * `before`. */
struct target {
    cmark_node *whole, *into, *before;
};

static void put_node(const struct target *to, cmark_node *node)
{
    if (to->into == to->whole)
        cmark_node_insert_before(to->before, node);
    else
        cmark_node_append_child(to->into, node);
}

static struct str words_of(struct arena *a, struct str html)
{
    struct buf plain = {0}, clean = {0};

    markdown_put_plain(&plain, html);
    for (size_t i = 0; i < plain.len; i++) {
        bool space = is_space(plain.ptr[i]);
        if (!space)
            buf_char(&clean, plain.ptr[i]);
        else if (clean.len && clean.ptr[clean.len - 1] != ' ')
            buf_char(&clean, ' ');
    }
    struct str words = arena_str(a, str_trim(buf_str(&clean)));
    a->failed |= plain.failed || clean.failed;
    buf_release(&plain);
    buf_release(&clean);
    return words;
}

/* Is there markup but comments and what makes letters bold? */
static bool has_markup(struct str html)
{
    static const struct str silent[] = {
        STR("<b>"),    STR("</b>"),    STR("<strong>"), STR("</strong>"),
        STR("<i>"),    STR("</i>"),    STR("<em>"),     STR("</em>"),
        STR("<code>"), STR("</code>"), STR("<br>"),     STR("<br/>"),
        STR("<p>"),    STR("</p>"),    STR("<!--"),
    };

    for (size_t at = str_find(html, '<'); at < html.len;) {
        struct str rest = str_skip(html, at);
        size_t i = 0, count = sizeof(silent) / sizeof(*silent);
        while (i < count &&
               !str_eq_nocase(str_sub(rest, 0, silent[i].len), silent[i]))
            i++;
        if (i == count && kind_at(rest) == TAG_KINDS)
            return true;
        at = markdown_markup_end(html, at);
        at += str_find(str_skip(html, at), '<');
    }
    return false;
}

/* What stands beside the tags in a block: its words; of more than these a
 * block that the writer is warned of. */
static void put_words(struct finding *f, const struct target *to,
                      struct str html)
{
    struct str words = words_of(f->a, html);

    if (words.len) {
        cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
        cmark_node_set_literal(text, words.ptr);
        cmark_node *holder = text;
        if (!markdown_is_kind(to->into, BLOCK_SUMMARY)) {
            holder = cmark_node_new(CMARK_NODE_PARAGRAPH);
            cmark_node_append_child(holder, text);
        }
        put_node(to, holder);
    }
    if (has_markup(html)) {
        cmark_node *rest = cmark_node_new(CMARK_NODE_HTML_BLOCK);
        cmark_node_set_literal(rest, arena_str(f->a, str_trim(html)).ptr);
        put_node(to, rest);
    }
}

static void put_tag(struct finding *f, struct target *to, const struct tag *t)
{
    if (t->kind == DETAILS_END || t->kind == SUMMARY_END) {
        to->into = cmark_node_parent(to->into);
        return;
    }

    cmark_node *node = markdown_new_block(
        f->a, (struct block_data){.kind = t->kind == SUMMARY ? BLOCK_SUMMARY
                                                             : BLOCK_DETAILS,
                                  .open = t->open});

    if (!node)
        return;
    if (t->kind == SUMMARY)
        cmark_node_prepend_child(to->into, node);
    else
        put_node(to, node);
    to->into = node;
}

/* Puts what a block of tags makes in its place; the next tag behind it. */
static struct tag *put_block(struct finding *f, struct target *to,
                             struct tag *t)
{
    cmark_node *block = to->before;
    struct str html = arena_str(f->a, literal_of(block));
    size_t done = 0;

    for (; t && t->block == block && !f->a->failed; t = t->next) {
        put_words(f, to, str_sub(html, done, t->start - done));
        done = t->end;
        if (is_good(t))
            put_tag(f, to, t);
    }
    put_words(f, to, str_skip(html, done));
    markdown_drop(block);
    return t;
}

static void build(struct finding *f, cmark_node *whole)
{
    struct target to = {whole, whole, cmark_node_first_child(whole)};
    struct tag *t = f->first;
    cmark_node *next;

    for (; to.before && t && !f->a->failed; to.before = next) {
        next = cmark_node_next(to.before);
        if (t->block == to.before)
            t = put_block(f, &to, t);
        else if (to.into != whole)
            cmark_node_append_child(to.into, to.before);
    }
}

static void find_in(struct markdown *m, cmark_node *whole)
{
    struct finding f = {.m = m, .a = &m->article->arena};

    f.last = &f.first;
    for (cmark_node *node = cmark_node_first_child(whole); node;
         node = cmark_node_next(node))
        if (is_block(node))
            list_tags(&f, node);
    if (!f.first || f.a->failed)
        return;
    match(&f);
    build(&f, whole);
}

int markdown_find_details(struct markdown *m, cmark_node *root, struct err *e)
{
    if (m->with->allow_html)
        return 0;

    cmark_iter *iter = cmark_iter_new(root);

    /* Nodes may be changed when they are left, not before. */
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (cmark_iter_get_event_type(iter) == CMARK_EVENT_EXIT &&
            (type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_BLOCK_QUOTE ||
             type == CMARK_NODE_ITEM || type == CMARK_NODE_CUSTOM_BLOCK ||
             type == CMARK_NODE_FOOTNOTE_DEFINITION))
            find_in(m, node);
    }
    cmark_iter_free(iter);
    return m->article->arena.failed ? err_no_memory(e) : 0;
}
