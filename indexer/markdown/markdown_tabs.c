#include "indexer/markdown/markdown_tree.h"

/* Tabs that are being looked at: from the sign on, as long as they are right.
 */
struct tabs {
    struct markdown *m;
    cmark_node *begin;  /* the sign; NULL: none is open */
    cmark_node *first;  /* heading */
    int level;          /* of the headings; 0: none yet */
    size_t count;       /* of headings of that level */
    cmark_node *larger; /* a heading of a higher level */
};

enum sign { NO_SIGN, BEGIN, END };

static enum sign sign_of(cmark_node *node)
{
    if (cmark_node_get_type(node) != CMARK_NODE_HTML_BLOCK)
        return NO_SIGN;

    struct str html = str_trim(str_from(cmark_node_get_literal(node)));

    if (!str_starts(html, S("<!--")) || !str_ends(html, S("-->")) ||
        html.len < 8)
        return NO_SIGN;
    html = str_trim(str_sub(html, 4, html.len - 7));
    return str_eq(html, S("tabs"))    ? BEGIN
           : str_eq(html, S("/tabs")) ? END
                                      : NO_SIGN;
}

static void tell(const struct tabs *t, cmark_node *node, const char *why)
{
    markdown_problem(t->m, CHECK_TABS, markdown_line_of(t->m, node), 1, "%s",
                     why);
}

static void see_heading(struct tabs *t, cmark_node *heading)
{
    int level = cmark_node_get_heading_level(heading);

    if (t->level == 0) {
        t->level = level;
        t->first = heading;
    }
    t->count += level == t->level;
    if (level < t->level && !t->larger)
        t->larger = heading;
}

static bool are_right(const struct tabs *t)
{
    if (t->larger)
        tell(t, t->larger,
             "this heading is larger than those of the tabs round it, which "
             "are shown one below the other: put <!-- /tabs --> before it");
    else if (t->count < 2)
        tell(t, t->begin,
             "tabs need two headings at least: write one for each tab");
    return !t->larger && t->count >= 2;
}

/* Each heading of the level begins a tab; what stands before the first stays
 * before the tabs. */
static void build(struct tabs *t, cmark_node *end)
{
    struct arena *a = &t->m->article->arena;
    cmark_node *whole =
        markdown_new_block(a, (struct block_data){.kind = BLOCK_TABS});
    cmark_node *tab = NULL, *next;

    if (!whole)
        return;
    cmark_node_insert_before(t->first, whole);
    for (cmark_node *node = t->first; node != end; node = next) {
        next = cmark_node_next(node);
        if (cmark_node_get_type(node) == CMARK_NODE_HEADING &&
            cmark_node_get_heading_level(node) == t->level) {
            tab = markdown_new_block(a, (struct block_data){.kind = BLOCK_TAB});
            if (!tab)
                return;
            cmark_node_append_child(whole, tab);
        }
        cmark_node_append_child(tab, node);
    }
}

static void begin(struct tabs *t, cmark_node *sign)
{
    if (t->begin) {
        tell(t, sign,
             "these tabs begin inside others and are left out: end those by "
             "<!-- /tabs --> first");
        markdown_drop(sign);
        return;
    }
    *t = (struct tabs){.m = t->m, .begin = sign};
}

static void end(struct tabs *t, cmark_node *sign)
{
    if (!t->begin)
        tell(t, sign,
             "no tabs to end here: write <!-- tabs --> before the first "
             "heading, in the same list, quote or article");
    else if (are_right(t))
        build(t, sign);
    if (t->begin)
        markdown_drop(t->begin);
    t->begin = NULL;
    markdown_drop(sign);
}

static void find_in(struct markdown *m, cmark_node *whole)
{
    struct tabs t = {.m = m};

    for (cmark_node *node = cmark_node_first_child(whole), *next; node;
         node = next) {
        enum sign sign = sign_of(node);
        next = cmark_node_next(node);
        if (sign == BEGIN)
            begin(&t, node);
        else if (sign == END)
            end(&t, node);
        else if (t.begin && cmark_node_get_type(node) == CMARK_NODE_HEADING)
            see_heading(&t, node);
    }
    if (!t.begin)
        return;
    tell(&t, t.begin,
         "these tabs never end: write <!-- /tabs --> behind the last, in the "
         "same list, quote or article");
    markdown_drop(t.begin);
}

int markdown_find_tabs(struct markdown *m, cmark_node *root, struct err *e)
{
    cmark_iter *iter = cmark_iter_new(root);

    /* Nodes may be changed when they are left, not before. */
    while (cmark_iter_next(iter) != CMARK_EVENT_DONE)
        if (cmark_iter_get_event_type(iter) == CMARK_EVENT_EXIT)
            find_in(m, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
    return m->article->arena.failed ? err_no_memory(e) : 0;
}
