#include "server/html_tree.h"

#include <stdio.h>

struct text {
    struct buf *out;
    unsigned gap;    /* line feeds due before the next text */
    unsigned indent; /* spaces before each line */
    unsigned nested; /* in items, rows and cells */
    bool fresh;      /* nothing on this line but a marker */
};

static void put(struct text *t, struct str s)
{
    if (!s.len)
        return;
    if (t->gap && t->out->len && t->out->ptr[t->out->len - 1] == ' ')
        t->out->len--;
    while (t->gap && t->out->len) {
        buf_char(t->out, '\n');
        if (--t->gap == 0)
            buf_fmt(t->out, "%*s", (int)t->indent, "");
    }
    t->gap = 0;
    t->fresh = false;
    buf_put(t->out, s);
}

static void begin_block(struct text *t, unsigned gap)
{
    if (t->nested)
        gap = 1;
    if (!t->fresh && t->gap < gap)
        t->gap = gap;
}

static bool ends_in_space(const struct text *t)
{
    return t->gap || t->fresh || !t->out->len ||
           t->out->ptr[t->out->len - 1] == ' ';
}

static void put_text(struct text *t, struct html_node *n)
{
    bool in_pre = false;

    for (const struct html_node *p = n->parent; p; p = p->parent)
        in_pre |= p->role == HTML_PRE;
    if (!in_pre && str_starts(n->text, S(" ")) && ends_in_space(t))
        n->text = str_skip(n->text, 1);
    put(t, n->text);
}

static void walk(struct text *t, struct html_node *n);

static void walk_children(struct text *t, struct html_node *n)
{
    for (struct html_node *c = n->child; c; c = c->next)
        walk(t, c);
}

static void walk_item(struct text *t, struct html_node *n)
{
    char marker[32] = "- ";
    const struct html_node *list = n->parent;

    begin_block(t, 1);
    t->nested++;
    if (list && str_eq(str_from(list->name), S("ol"))) {
        uint64_t number = 1;
        str_to_u64(html_attribute(list, HTML_START), &number);
        for (const struct html_node *c = list->child; c != n; c = c->next)
            number += c->role == HTML_ITEM;
        snprintf(marker, sizeof(marker), "%llu. ", (unsigned long long)number);
    }
    put(t, str_from(marker));
    t->fresh = true;
    unsigned width = (unsigned)str_from(marker).len;
    t->indent += width;
    walk_children(t, n);
    t->indent -= width;
    t->nested--;
    t->fresh = false;
    begin_block(t, 1);
}

static void walk_row(struct text *t, struct html_node *n)
{
    bool first = true;

    begin_block(t, 1);
    t->nested++;
    for (struct html_node *c = n->child; c; c = c->next) {
        if (c->role == HTML_CELL) {
            if (!first)
                put(t, S(" | "));
            first = false;
        }
        walk(t, c);
    }
    t->nested--;
    begin_block(t, 1);
}

static void walk_block(struct text *t, struct html_node *n, unsigned gap)
{
    begin_block(t, gap);
    walk_children(t, n);
    begin_block(t, gap);
}

static void walk(struct text *t, struct html_node *n)
{
    n->from = t->out->len;
    switch (n->role) {
    case HTML_TEXT: put_text(t, n); break;
    case HTML_IMAGE: put(t, html_attribute(n, HTML_ALT)); break;
    case HTML_BREAK: begin_block(t, 1); break;
    case HTML_CHECKBOX:
        put(t, html_has_attribute(n, HTML_CHECKED) ? S("[x]") : S("[ ]"));
        break;
    case HTML_RULE: begin_block(t, 2); break;
    case HTML_LINES:
    case HTML_PRE:
    case HTML_BLOCK:
    case HTML_LIST:
    case HTML_TABLE: walk_block(t, n, 2); break;
    case HTML_ROWS: walk_block(t, n, 1); break;
    case HTML_ITEM: walk_item(t, n); break;
    case HTML_ROW: walk_row(t, n); break;
    case HTML_ROOT:
    case HTML_INLINE:
    case HTML_CELL: walk_children(t, n); break;
    }
    n->to = t->out->len;
}

void html_text(struct html_node *root, struct buf *out)
{
    walk(&(struct text){.out = out}, root);
}
