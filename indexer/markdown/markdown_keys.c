#include "indexer/markdown/markdown_tree.h"

/* Key caps inside one another: "<kbd><kbd>Ctrl</kbd>+<kbd>C</kbd></kbd>". */
enum { KEY_DEPTH = 4 };

static struct str literal_of(cmark_node *node)
{
    return str_from(cmark_node_get_literal(node));
}

bool markdown_is_key(cmark_node *html)
{
    return cmark_node_get_user_data(html) == html;
}

/* Both tags stand beside each other on one line, so what is between them is
 * whole; a line may be a note's title. */
static void mark_in(cmark_node *parent)
{
    cmark_node *open[KEY_DEPTH];
    size_t depth = 0;

    for (cmark_node *n = cmark_node_first_child(parent); n;
         n = cmark_node_next(n)) {
        if (markdown_is_break(n))
            depth = 0;
        if (cmark_node_get_type(n) != CMARK_NODE_HTML_INLINE)
            continue;
        if (str_eq_nocase(literal_of(n), S("<kbd>")) && depth < KEY_DEPTH) {
            open[depth++] = n;
        } else if (str_eq_nocase(literal_of(n), S("</kbd>")) && depth) {
            cmark_node *first = open[--depth];
            cmark_node_set_user_data(first, first);
            cmark_node_set_user_data(n, n);
        }
    }
}

void markdown_mark_keys(cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE)
        if (cmark_iter_get_event_type(iter) == CMARK_EVENT_ENTER)
            mark_in(cmark_iter_get_node(iter));
    cmark_iter_free(iter);
}
