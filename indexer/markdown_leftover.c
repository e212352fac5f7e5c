#include "indexer/markdown_tree.h"

#include <stdlib.h>
#include <string.h>

/* Template tags of Liquid, and attribute lists of kramdown. */
static const struct leftover {
    struct str open, close;
} kinds[] = {
    {STR("{%"), STR("%}")},
    {STR("{{"), STR("}}")},
    {STR("{:"), STR("}")},
};

enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

static struct str literal(cmark_node *node)
{
    return str_from(cmark_node_get_literal(node));
}

static bool is_text(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_TEXT;
}

/* The text node from `first` on among its siblings that holds `close`, and the
 * place behind it; NULL when there is none. In `first` itself it must stand
 * behind `from`. */
static cmark_node *find_close(cmark_node *first, size_t from, struct str close,
                              size_t *behind)
{
    for (cmark_node *n = first; n; n = cmark_node_next(n), from = 0) {
        if (!is_text(n))
            continue;
        struct str rest = str_skip(literal(n), from);
        size_t at = str_search(rest, close);
        if (at < rest.len) {
            *behind = from + at + close.len;
            return n;
        }
    }
    return NULL;
}

static void drop_between(cmark_node *first, cmark_node *last)
{
    while (first != last && cmark_node_next(first) != last)
        cmark_node_free(cmark_node_next(first));
}

/* Leaves of `first` what stands before `at`, of `last` what stands `behind`. */
static bool cut(cmark_node *first, size_t at, cmark_node *last, size_t behind)
{
    struct str head = str_sub(literal(first), 0, at);
    struct str tail = str_skip(literal(last), behind);
    char *text = malloc(head.len + tail.len + 1);

    if (!text)
        return false;
    if (head.len)
        memcpy(text, head.ptr, head.len);
    if (tail.len)
        memcpy(text + head.len, tail.ptr, tail.len);
    text[head.len + tail.len] = '\0';
    drop_between(first, last);
    if (last != first)
        cmark_node_free(last);
    bool set = cmark_node_set_literal(first, text);
    free(text);
    return set;
}

struct stripping {
    size_t count;
    int line, column; /* of the first, in the body */
    bool failed;
};

static void note(struct stripping *s, cmark_node *node, size_t at)
{
    if (s->count++ == 0) {
        s->line = cmark_node_get_start_line(node);
        s->column = cmark_node_get_start_column(node) + (int)at;
    }
}

/* A kind whose end is not found once is not looked for again among these
 * siblings: the work stays linear. */
static void strip_text(struct stripping *s, cmark_node *text,
                       bool hopeless[KINDS])
{
    size_t at = 0;

    while (!s->failed && at < literal(text).len) {
        struct str rest = str_skip(literal(text), at);
        size_t brace = str_find(rest, '{'), kind = 0;
        at += brace;
        rest = str_skip(rest, brace);
        while (kind < KINDS && !str_starts(rest, kinds[kind].open))
            kind++;
        if (kind == KINDS || hopeless[kind]) {
            at++;
            continue;
        }
        size_t behind;
        cmark_node *last = find_close(text, at + kinds[kind].open.len,
                                      kinds[kind].close, &behind);
        if (!last) {
            hopeless[kind] = true;
            continue;
        }
        note(s, text, at);
        s->failed = !cut(text, at, last, behind);
    }
}

static bool is_blank(cmark_node *node)
{
    for (cmark_node *n = cmark_node_first_child(node); n;
         n = cmark_node_next(n)) {
        cmark_node_type type = cmark_node_get_type(n);
        if (type != CMARK_NODE_SOFTBREAK && type != CMARK_NODE_LINEBREAK &&
            !(is_text(n) && str_trim(literal(n)).len == 0))
            return false;
    }
    return true;
}

static void strip_children(struct stripping *s, cmark_node *parent)
{
    bool hopeless[KINDS] = {false};
    size_t before = s->count;

    for (cmark_node *n = cmark_node_first_child(parent); n;
         n = cmark_node_next(n))
        if (is_text(n))
            strip_text(s, n, hopeless);

    cmark_node_type type = cmark_node_get_type(parent);
    bool droppable = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
    if (s->count > before && droppable && is_blank(parent))
        cmark_node_free(parent);
}

int markdown_strip_leftovers(struct markdown *m, struct err *e)
{
    struct stripping s = {0};
    cmark_iter *iter;

    cmark_consolidate_text_nodes(m->root);
    iter = cmark_iter_new(m->root);
    /* On leaving a node all below it is done and it may be dropped. */
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE)
        if (cmark_iter_get_event_type(iter) == CMARK_EVENT_EXIT)
            strip_children(&s, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
    if (s.failed)
        return err_no_memory(e);
    if (s.count)
        problem_add(m->problems, SEVERITY_WARNING, "template-leftover",
                    m->article->path, m->body_line + (unsigned)s.line - 1,
                    (unsigned)s.column,
                    "template tags of another system are left out (%zu in "
                    "this article): write Markdown, or put them into code",
                    s.count);
    return 0;
}
