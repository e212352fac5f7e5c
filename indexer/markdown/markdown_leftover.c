#include "indexer/markdown/markdown_tree.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/settings/variables.h"

/* Where several begin alike the first is meant. */
static const struct sign {
    struct str open, close;
    enum leftover kind;
    bool in_mdx; /* means something there only */
} signs[] = {
    {STR("{{<"), STR("}}"), LEFT_HUGO, false},
    {STR("{{%"), STR("}}"), LEFT_HUGO, false},
    {STR("{{"), STR("}}"), LEFT_LIQUID, false},
    {STR("{%"), STR("%}"), LEFT_LIQUID, false},
    {STR("{:"), STR("}"), LEFT_KRAMDOWN, false},
    {STR("{/*"), STR("*/}"), LEFT_JSX, false},
    {STR("{"), STR("}"), LEFT_JSX, true},
};

enum { SIGNS = sizeof(signs) / sizeof(*signs) };

/* How far from a tag its link may begin or end. */
enum { LINK_BYTES = 400 };

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
    struct markdown *m;
    bool hopeless[SIGNS + 1]; /* among these siblings; the last: a component */
    size_t count;
    bool failed;
};

static void note(struct stripping *s, cmark_node *node, size_t at,
                 const struct sign *sign, struct str open)
{
    unsigned line, column;

    s->count++;
    places_find_text(&s->m->file->places, node, at, open, &line, &column);
    markdown_leave_out(s->m, sign ? sign->kind : LEFT_JSX, line, column);
}

/* What is kept of the text node at hand, read up to `done`. */
struct keeping {
    cmark_node *node;
    struct str text;
    size_t at, done;
    bool changed;
    struct buf kept;
};

/* A bare address takes a tag's end for its own: it becomes text again. */
static cmark_node *as_text(cmark_node *link, struct str close)
{
    cmark_node *child = cmark_node_first_child(link);

    if (cmark_node_get_type(link) != CMARK_NODE_LINK || !child ||
        cmark_node_next(child) || !is_text(child) ||
        str_search(literal(child), close) == literal(child).len)
        return link;
    cmark_node_insert_before(link, child);
    markdown_drop(link);
    return child;
}

/* The node from the one at hand on that holds `close`, there behind `from`, and
 * the place behind it; NULL when there is none. */
static cmark_node *find_close(const struct keeping *k, size_t from,
                              struct str close, size_t *behind)
{
    struct str text = k->text;

    for (cmark_node *n = k->node; n; n = cmark_node_next(n), from = 0) {
        n = as_text(n, close);
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

/* The end of a component's tag that cmark-gfm took for words, because of the
 * braces in it; NULL: it is none. */
static cmark_node *find_tag_end(const struct keeping *k, size_t *behind)
{
    struct str text = k->text;
    size_t depth = 0, at = k->at + 1;
    bool braces = false;

    for (cmark_node *n = k->node; n; n = cmark_node_next(n), at = 0) {
        if (!is_text(n))
            continue;
        if (n != k->node)
            text = literal(n);
        for (; at < text.len; at++) {
            char c = text.ptr[at];
            braces |= c == '{';
            depth += c == '{';
            depth -= c == '}' && depth;
            if (depth || (c != '<' && c != '>'))
                continue;
            *behind = at + 1;
            return braces && c == '>' ? n : NULL;
        }
    }
    return NULL;
}

static void finish(struct stripping *s, struct keeping *k)
{
    if (!k->changed)
        return;
    buf_put(&k->kept, str_skip(k->text, k->done));
    buf_char(&k->kept, '\0');
    if (k->kept.failed || !cmark_node_set_literal(k->node, k->kept.ptr))
        s->failed = true;
}

/* "[text]({{ x }})" is no link for cmark-gfm: the text is what stays. */
static void mend_link(struct keeping *k)
{
    struct str kept = buf_str(&k->kept);
    struct str behind = str_sub(k->text, k->at, LINK_BYTES);
    size_t from = kept.len > LINK_BYTES ? kept.len - LINK_BYTES : 0;
    size_t open = str_find_last(str_skip(kept, from), '[') + from;
    size_t end = str_find(behind, ')');

    if (!str_ends(kept, S("](")) || open >= kept.len || end == behind.len)
        return;

    size_t sign = open && kept.ptr[open - 1] == '!';

    memmove(k->kept.ptr + open - sign, k->kept.ptr + open + 1,
            kept.len - open - 3);
    k->kept.len -= 3 + sign;
    k->at = k->done = k->at + end + 1;
}

/* Leaves out what stands from `at` to `behind` in the node `last`, this one or
 * a later one, where it goes on. */
static void leave_out(struct stripping *s, struct keeping *k, cmark_node *last,
                      size_t behind)
{
    buf_put(&k->kept, str_sub(k->text, k->done, k->at - k->done));
    if (last != k->node) {
        drop_between(k->node, last);
        k->done = k->text.len;
        k->changed = true;
        finish(s, k);
        buf_clear(&k->kept);
        k->node = last;
        k->text = literal(last);
    }
    k->changed = true;
    k->at = k->done = behind;
    mend_link(k);
}

static const struct sign *sign_at(const struct stripping *s, struct str rest)
{
    bool mdx = s->m->file->left->is_mdx;
    size_t i = 0;

    while (i < SIGNS &&
           (!str_starts(rest, signs[i].open) ||
            (signs[i].in_mdx && (!mdx || str_starts(rest, S("{#"))))))
        i++;
    return i < SIGNS && !s->hopeless[i] ? &signs[i] : NULL;
}

/* "{{site.x}}": its text takes the place of the name. */
static bool put_variable(struct stripping *s, struct keeping *k)
{
    struct variable v;

    if (!markdown_variable_at(s->m, str_skip(k->text, k->at), &v))
        return false;
    if (!v.text) {
        unsigned line, column;
        places_find_text(&s->m->file->places, k->node, k->at, S("{{"), &line,
                         &column);
        markdown_tell_unknown(s->m, v.name, line, column);
    }
    buf_put(&k->kept, str_sub(k->text, k->done, k->at - k->done));
    s->m->added += v.text ? v.text->len : 0;
    if (v.text && s->m->added <= MARKDOWN_BYTES)
        buf_put(&k->kept, *v.text);
    k->at = k->done = k->at + v.length;
    k->changed = true;
    return true;
}

static void strip_tag(struct stripping *s, struct keeping *k)
{
    struct str rest = str_skip(k->text, k->at);
    bool tag = rest.ptr[0] == '<';
    const struct sign *sign = tag ? NULL : sign_at(s, rest);
    cmark_node *last = NULL;
    size_t behind;

    if (tag && !s->hopeless[SIGNS] && markdown_begins_component(rest)) {
        last = find_tag_end(k, &behind);
        s->hopeless[SIGNS] = !last;
    } else if (sign) {
        last = find_close(k, k->at + sign->open.len, sign->close, &behind);
        s->hopeless[sign - signs] = !last;
    }
    if (!last) {
        k->at++;
        return;
    }
    note(s, k->node, k->at, sign, tag ? S("<") : sign->open);
    leave_out(s, k, last, behind);
}

/* A kind whose end is not found once is not looked for again among these
 * siblings, and each text is put together once: the work stays linear. Gives
 * the node that it came to. */
static cmark_node *strip_text(struct stripping *s, cmark_node *text)
{
    struct keeping k = {.node = text, .text = literal(text)};
    bool reply = s->m->article->is_reply;

    while (!s->failed && k.at < k.text.len) {
        char c = k.text.ptr[k.at];
        if (c == '{' && put_variable(s, &k))
            continue;
        if (!reply && (c == '{' || c == '<'))
            strip_tag(s, &k);
        else
            k.at++;
    }
    finish(s, &k);
    buf_release(&k.kept);
    return k.node;
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
    size_t before = s->count;

    memset(s->hopeless, 0, sizeof(s->hopeless));
    for (cmark_node *n = cmark_node_first_child(parent); n;
         n = cmark_node_next(n))
        if (is_text(n))
            n = strip_text(s, n);

    cmark_node_type type = cmark_node_get_type(parent);
    bool droppable = type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING;
    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
        s->failed |= markdown_fill_link(s->m, parent) != 0;
        return;
    }
    if (s->count > before && droppable && is_blank(parent))
        cmark_node_free(parent);
}

int markdown_strip_leftovers(struct markdown *m, cmark_node *root,
                             struct err *e)
{
    struct stripping s = {.m = m};
    cmark_iter *iter;

    cmark_consolidate_text_nodes(root);
    iter = cmark_iter_new(root);
    /* On leaving a node all below it is done and it may be dropped. */
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (cmark_iter_get_event_type(iter) == CMARK_EVENT_EXIT) {
            strip_children(&s, node);
            continue;
        }
        places_enter(&m->file->places, node);
        s.failed |= markdown_fill_html(m, node) != 0;
    }
    cmark_iter_free(iter);
    if (m->added > MARKDOWN_BYTES)
        return err_set(e, ERR_CONTENT,
                       "variables make the article over %d MB longer: part it",
                       MARKDOWN_BYTES >> 20);
    return s.failed || m->article->html_arena.failed ? err_no_memory(e) : 0;
}
