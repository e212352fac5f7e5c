#include "indexer/markdown/markdown_tree.h"

#include "lib/icu/fold.h"
#include "lib/map.h"
#include "lib/slug.h"
#include "lib/utf8.h"

/* The headings in order, with the anchors that writers named. */
struct headings {
    cmark_node **nodes;
    size_t count, room;
    struct map anchors; /* anchor -> the next number behind its doubles */
};

void markdown_put_clean(struct buf *out, struct str s)
{
    size_t done = 0;

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool is_c1 =
            c == 0xC2 && i + 1 < s.len && (unsigned char)s.ptr[i + 1] < 0xA0;
        if (c == '\t' || c == '\n' || (c >= ' ' && c != 0x7F && !is_c1))
            continue;
        buf_add(out, s.ptr + done, i - done);
        i += is_c1;
        done = i + 1;
    }
    buf_put(out, str_skip(s, done));
}

struct str markdown_node_text(struct arena *a, cmark_node *node)
{
    cmark_iter *iter = cmark_iter_new(node);
    struct buf out = {0};

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *here = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(here);
        if (cmark_iter_get_event_type(iter) != CMARK_EVENT_ENTER)
            continue;
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            markdown_put_clean(&out, str_from(cmark_node_get_literal(here)));
        else if (markdown_is_break(here))
            buf_char(&out, ' ');
    }
    cmark_iter_free(iter);

    struct str text = arena_str(a, str_trim(buf_str(&out)));

    a->failed |= out.failed;
    buf_release(&out);
    return text;
}

static struct str slug_of(struct arena *a, struct str text)
{
    struct buf out = {0};

    slug_put(&out, text);

    struct str slug = buf_copy(&out, a);

    buf_release(&out);
    return slug;
}

/* What the pages and their footnotes, notes and parts call their own. */
static bool is_kept(struct str id)
{
    static const struct str kept[] = {STR("_"), STR("fn:"), STR("fnref:"),
                                      STR("note:")};

    for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
        if (str_starts(id, kept[i]))
            return true;
    return false;
}

static bool is_anchor(struct str id)
{
    for (size_t at = 0; at < id.len;) {
        uint32_t c = utf8_next(id, &at, NULL);
        if (!fold_is_word(c) && c != '-' && c != '_' && c != '.' && c != ':')
            return false;
    }
    return id.len > 0;
}

static struct str trim_end(struct str s)
{
    while (s.len && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t'))
        s.len--;
    return s;
}

/* Takes a trailing "{#id}" off the heading; empty when there is none. */
static struct str take_id(struct arena *a, cmark_node *heading)
{
    cmark_node *last = cmark_node_last_child(heading);
    struct str none = {0};

    if (!last || cmark_node_get_type(last) != CMARK_NODE_TEXT)
        return none;

    struct str text = arena_str(a, str_from(cmark_node_get_literal(last)));

    text = trim_end(text);

    size_t open = str_find_last(text, '{');

    if (!str_ends(text, S("}")) || !str_starts(str_skip(text, open), S("{#")))
        return none;

    struct str rest = arena_str(a, trim_end(str_sub(text, 0, open)));

    if (a->failed)
        return none;
    cmark_node_set_literal(last, rest.ptr);
    return str_sub(text, open + 2, text.len - open - 3);
}

static bool reserve(struct headings *h, struct str anchor)
{
    if (map_get(&h->anchors, anchor))
        return false;

    unsigned *next = arena_new(h->anchors.arena, unsigned, 1);

    if (!next)
        return false;
    *next = 2;
    return map_set(&h->anchors, anchor, next);
}

/* The first of "x", "x-2", "x-3" that is free. */
static struct str free_anchor(struct headings *h, struct str base)
{
    struct arena *a = h->anchors.arena;
    struct str name = base;

    while (!a->failed && !reserve(h, name)) {
        unsigned *next = map_get(&h->anchors, base);
        if (!next)
            break;
        name = arena_fmt(a, "%.*s-%u", STR_ARG(base), (*next)++);
    }
    return name;
}

/* A named anchor is kept as it is; whether the name is right and free is told
 * to the writer, and the heading then gets one made from its text. */
static void named_anchor(struct markdown *m, struct headings *h,
                         cmark_node *heading, struct heading_data *data)
{
    struct str id = take_id(h->anchors.arena, heading);
    unsigned line = markdown_line_of(m, heading);

    data->text = markdown_node_text(h->anchors.arena, heading);
    if (!id.ptr)
        return;
    if (!is_anchor(id))
        markdown_problem(
            m, CHECK_ANCHOR, line, 1,
            "\"{#%.*s}\" names no anchor: use letters, digits, '-', "
            "'_' and '.'",
            STR_ARG(utf8_cut(id, 80)));
    else if (is_kept(id))
        markdown_problem(
            m, CHECK_ANCHOR, line, 1,
            "the anchor \"%.*s\" begins as the page's own do: give "
            "this heading another",
            STR_ARG(utf8_cut(id, 80)));
    else if (reserve(h, id))
        data->anchor = id;
    else
        markdown_problem(
            m, CHECK_ANCHOR, line, 1,
            "the anchor \"%.*s\" is taken: give this heading another",
            STR_ARG(utf8_cut(id, 80)));
}

static void add_heading(struct markdown *m, struct headings *h,
                        cmark_node *heading)
{
    struct arena *a = h->anchors.arena;
    struct heading_data *data = arena_new(a, struct heading_data, 1);

    if (h->count == h->room) {
        size_t room = h->room ? h->room * 2 : 16;
        cmark_node **nodes = arena_new(a, cmark_node *, room);
        if (!nodes)
            return;
        for (size_t i = 0; i < h->count; i++)
            nodes[i] = h->nodes[i];
        h->nodes = nodes;
        h->room = room;
    }
    if (!data)
        return;
    named_anchor(m, h, heading, data);
    cmark_node_set_user_data(heading, data);
    h->nodes[h->count++] = heading;
}

static void name_headings(struct headings *h)
{
    struct arena *a = h->anchors.arena;

    for (size_t i = 0; i < h->count && !a->failed; i++) {
        struct heading_data *data = cmark_node_get_user_data(h->nodes[i]);
        if (data->anchor.len)
            continue;
        struct str slug = slug_of(a, data->text);
        data->anchor = free_anchor(h, slug.len ? slug : S("section"));
    }
}

void markdown_drop(cmark_node *node)
{
    cmark_node_unlink(node);
    cmark_node_free(node);
}

bool markdown_is_break(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/* The first block but raw HTML, such as a comment for a checker. */
static cmark_node *first_block(cmark_node *root)
{
    cmark_node *node = cmark_node_first_child(root);

    while (node && cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK)
        node = cmark_node_next(node);
    return node;
}

static void take_title(struct markdown *m)
{
    struct article *a = m->article;
    cmark_node *first = first_block(m->root);

    if (!first || cmark_node_get_type(first) != CMARK_NODE_HEADING ||
        cmark_node_get_heading_level(first) != 1)
        return;

    struct str text = markdown_node_text(&a->arena, first);

    if (str_ends(text, S("}")))
        text = trim_end(str_sub(text, 0, str_search(text, S("{#"))));

    if (a->title.len == 0) {
        a->title = text;
        a->title_line = markdown_line_of(m, first);
    }
    if (str_eq(a->title, text) ||
        str_eq(slug_of(&a->arena, a->title), slug_of(&a->arena, text)))
        markdown_drop(first);
}

int markdown_prepare(struct markdown *m, struct err *e)
{
    struct arena *a = &m->article->arena;
    struct headings h = {0};

    take_title(m);
    map_init(&h.anchors, a);

    cmark_iter *iter = cmark_iter_new(m->root);

    /* Nodes may be changed when they are left, not before. */
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        bool enters = cmark_iter_get_event_type(iter) == CMARK_EVENT_ENTER;
        markdown_follow_file(m, node, enters);
        if (enters)
            continue;
        if (type == CMARK_NODE_HEADING)
            add_heading(m, &h, node);
        else if (type == CMARK_NODE_BLOCK_QUOTE)
            markdown_mark_note(a, node);
    }
    cmark_iter_free(iter);
    name_headings(&h);
    return a->failed ? err_no_memory(e) : 0;
}
