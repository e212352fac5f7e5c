#include "indexer/markdown/markdown_render.h"

#include <cmark-gfm-core-extensions.h>

#include "lib/utf8.h"

/* Parts the words of two cells where a row is shown in one line; no word. */
#define BETWEEN_CELLS " \xC2\xB7 "

enum { LABEL_COLUMNS = 5, LABEL_BYTES = 80 };

/* A table is called by its number and the heads of its first columns. */
static void put_label(struct render *r, cmark_node *table)
{
    cmark_node *head = cmark_node_first_child(table);
    cmark_node *cell = head ? cmark_node_first_child(head) : NULL;
    struct arena *a = &r->a->html_arena;
    struct str *columns = arena_new(a, struct str, LABEL_COLUMNS);
    size_t count = 0;

    for (; columns && cell && count < LABEL_COLUMNS;
         cell = cmark_node_next(cell)) {
        struct str name = markdown_node_text(a, cell);
        if (name.len)
            columns[count++] = utf8_cut(name, LABEL_BYTES);
    }

    struct body_text *text =
        render_text(r, count ? "table_columns" : "table_number");

    if (!text)
        return;
    text->number = r->tables;
    text->columns = columns;
    text->column_count = count;
}

void markdown_begin_table(struct render *r, cmark_node *node)
{
    r->align = cmark_gfm_extensions_get_table_alignments(node);
    r->columns = cmark_gfm_extensions_get_table_columns(node);
    r->in_head = false;
    r->tables++;
    render_put(r, "<div class=\"table\" tabindex=\"0\" role=\"region\" "
                  "aria-label=\"");
    put_label(r, node);
    render_put(r, "\">\n<table>\n");
}

void markdown_begin_row(struct render *r, cmark_node *node)
{
    bool head = cmark_gfm_extensions_get_table_row_is_header(node);

    r->column = 0;
    if (head)
        render_put(r, "<thead>\n");
    else if (r->in_head || !cmark_node_previous(node))
        render_put(r, "<tbody>\n");
    r->in_head = head;
    render_put(r, "<tr>");
}

void markdown_end_row(struct render *r, cmark_node *node)
{
    render_put(r, "</tr>\n");
    if (r->in_head)
        render_put(r, "</thead>\n");
    else if (!cmark_node_next(node))
        render_put(r, "</tbody>\n");
}

static const char *align_class(const struct render *r)
{
    switch (r->align && r->column < r->columns ? r->align[r->column] : 0) {
    case 'c': return " class=\"center\"";
    case 'r': return " class=\"end\"";
    default: return "";
    }
}

/* A head cell without text is no heading of its column. */
static bool is_head_cell(const struct render *r, cmark_node *cell)
{
    return r->in_head && cmark_node_first_child(cell);
}

void markdown_begin_cell(struct render *r, cmark_node *node)
{
    render_put(r, is_head_cell(r, node) ? "<th scope=\"col\"" : "<td");
    render_put(r, align_class(r));
    render_put(r, ">");
    r->cell = r->text.len;
    if (r->column++ && r->text.len && r->text.ptr[r->text.len - 1] != '\n')
        buf_text(&r->text, BETWEEN_CELLS);
    r->cell_text = r->text.len;
}

/* Nothing parts an empty cell from the one before. */
void markdown_end_cell(struct render *r, cmark_node *node)
{
    if (r->text.len == r->cell_text)
        r->text.len = r->cell;
    render_put(r, is_head_cell(r, node) ? "</th>" : "</td>");
}
