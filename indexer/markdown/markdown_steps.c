#include "indexer/markdown/markdown_tree.h"

#include <string.h>

/* How many blocks between two lists may belong to the last step. */
enum { BETWEEN = 3 };

static bool is_steps(cmark_node *node)
{
    return cmark_node_get_type(node) == CMARK_NODE_LIST &&
           cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
}

static bool is_picture(cmark_node *paragraph)
{
    cmark_node *first = cmark_node_first_child(paragraph);

    return cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH && first &&
           !cmark_node_next(first) &&
           cmark_node_get_type(first) == CMARK_NODE_IMAGE;
}

/* Notes, code, pictures and tables explain a step; words and headings may
 * begin another task. */
static bool explains(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);

    return type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_CODE_BLOCK ||
           type == CMARK_NODE_HTML_BLOCK || is_picture(node) ||
           strcmp(cmark_node_get_type_string(node), "table") == 0;
}

/* The list that this one seems to go on with; NULL: none. */
static cmark_node *list_before(cmark_node *list)
{
    cmark_node *node = cmark_node_previous(list);
    size_t between = 0;

    for (; node && explains(node) && between < BETWEEN; between++)
        node = cmark_node_previous(node);
    return node && between && is_steps(node) ? node : NULL;
}

static int last_number(cmark_node *list)
{
    int number = cmark_node_get_list_start(list) - 1;

    for (cmark_node *item = cmark_node_first_child(list); item;
         item = cmark_node_next(item))
        number++;
    return number;
}

static void check_list(struct markdown *m, cmark_node *list)
{
    cmark_node *before = list_before(list);

    if (!before)
        return;

    int last = last_number(before);

    markdown_problem(m, CHECK_LIST_RESTART, markdown_line_of(m, list),
                     (unsigned)cmark_node_get_start_column(list),
                     "these steps begin at 1 again, after step %d: indent what "
                     "stands between them, so that it belongs to its step, or "
                     "begin with %d.",
                     last, last + 1);
}

void markdown_check_steps(struct markdown *m, cmark_node *root)
{
    cmark_iter *iter = cmark_iter_new(root);

    while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        if (cmark_iter_get_event_type(iter) == CMARK_EVENT_ENTER &&
            is_steps(node) && cmark_node_get_list_start(node) == 1)
            check_list(m, node);
    }
    cmark_iter_free(iter);
}
