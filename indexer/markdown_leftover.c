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

static void drop_between(cmark_node *first, cmark_node *last)
{
    while (first != last && cmark_node_next(first) != last)
        cmark_node_free(cmark_node_next(first));
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

/* What is kept of the text node at hand, read up to `done`. */
struct keeping {
    cmark_node *node;
    struct str text;
    size_t at, done;
    struct buf kept;
};

/* The node from the one at hand on that holds `close`, there behind `from`, and
 * the place behind it; NULL when there is none. */
static cmark_node *find_close(const struct keeping *k, size_t from,
                              struct str close, size_t *behind)
{
    struct str text = k->text;

    for (cmark_node *n = k->node; n; n = cmark_node_next(n), from = 0) {
        if (n != k->node && !is_text(n))
            continue;
        /* Its length is counted each time it is asked for. */
        if (n != k->node)
            text = literal(n);
        size_t at = str_search(str_skip(text, from), close);
        if (at < text.len - from) {
            *behind = from + at + close.len;
            return n;
        }
    }
    return NULL;
}

static void finish(struct stripping *s, struct keeping *k)
{
    if (k->done == 0)
        return;
    buf_put(&k->kept, str_skip(k->text, k->done));
    buf_char(&k->kept, '\0');
    if (k->kept.failed || !cmark_node_set_literal(k->node, k->kept.ptr))
        s->failed = true;
}

/* Leaves out what stands from `at` to `behind` in the node `last`, this one or
 * a later one, where it goes on. */
static void leave_out(struct stripping *s, struct keeping *k, cmark_node *last,
                      size_t behind)
{
    note(s, k->node, k->at);
    buf_put(&k->kept, str_sub(k->text, k->done, k->at - k->done));
    if (last != k->node) {
        drop_between(k->node, last);
        k->done = k->text.len;
        finish(s, k);
        buf_clear(&k->kept);
        k->node = last;
        k->text = literal(last);
    }
    k->at = k->done = behind;
}

static size_t kind_at(struct str rest)
{
    size_t kind = 0;

    while (kind < KINDS && !str_starts(rest, kinds[kind].open))
        kind++;
    return kind;
}

/* A kind whose end is not found once is not looked for again among these
 * siblings, and each text is put together once: the work stays linear. */
static void strip_text(struct stripping *s, cmark_node *text,
                       bool hopeless[KINDS])
{
    struct keeping k = {.node = text, .text = literal(text)};

    while (!s->failed && k.at < k.text.len) {
        k.at += str_find(str_skip(k.text, k.at), '{');
        size_t kind = kind_at(str_skip(k.text, k.at));
        if (kind == KINDS || hopeless[kind]) {
            k.at++;
            continue;
        }
        size_t behind;
        cmark_node *last = find_close(&k, k.at + kinds[kind].open.len,
                                      kinds[kind].close, &behind);
        if (last)
            leave_out(s, &k, last, behind);
        else
            hopeless[kind] = true;
    }
    finish(s, &k);
    buf_release(&k.kept);
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
        problem_add(m->problems, CHECK_TEMPLATE_LEFTOVER, m->article->path,
                    m->body_line + (unsigned)s.line - 1, (unsigned)s.column,
                    "template tags of another system are left out (%zu in "
                    "this article): write Markdown, or put them into code",
                    s.count);
    return 0;
}
