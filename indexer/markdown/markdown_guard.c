#include "indexer/markdown/markdown_limits.h"

#include <string.h>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm-extension_api.h>

static void stop(struct markdown_guard *g, cmark_parser *parser,
                 const char *reason)
{
    if (!g->reason) {
        g->reason = reason;
        g->line = (unsigned)cmark_parser_get_line_number(parser);
    }
}

static size_t depth_of(cmark_node *node)
{
    size_t depth = 0;

    while ((node = cmark_node_parent(node)))
        depth++;
    return depth;
}

static size_t count_cells(struct str s)
{
    size_t cells = 1;

    for (size_t i = 0; i < s.len; i++)
        cells += s.ptr[i] == '|' || s.ptr[i] == '\n';
    return cells;
}

/* May it be the row under a table's first one? */
static bool is_delimiter(struct str line)
{
    bool dash = false;

    for (size_t i = 0; i < line.len; i++) {
        if (!strchr("-:| \t\v\f\r\n>", line.ptr[i]))
            return false;
        dash = dash || line.ptr[i] == '-';
    }
    return dash;
}

/* cmark-gfm cuts the whole paragraph into cells and appends each to a list
 * that it walks through from the start. */
static void see_paragraph(struct markdown_guard *g, cmark_parser *parser,
                          cmark_node *paragraph, struct str line)
{
    if (!is_delimiter(line))
        return;

    struct str above = str_from(cmark_node_get_string_content(paragraph));
    size_t cells = count_cells(above), columns = count_cells(line);
    struct str head = str_sub(above, 0, above.len - (above.len > 0));
    size_t last = str_find_last(head, '\n');

    head = str_skip(head, last < head.len ? last + 1 : 0);
    if (columns > MARKDOWN_COLUMNS || count_cells(head) > MARKDOWN_COLUMNS)
        stop(g, parser, "a table of over 1000 columns");
    g->steps += cells * cells + above.len;
    if (g->steps > MARKDOWN_TABLE_STEPS)
        stop(g, parser, "paragraphs too long before a table");
}

static void see_row(struct markdown_guard *g, cmark_parser *parser,
                    cmark_node *table, struct str line)
{
    size_t columns = cmark_gfm_extensions_get_table_columns(table);
    size_t cells = count_cells(line);

    if (cells > MARKDOWN_COLUMNS)
        stop(g, parser, "a table of over 1000 columns");
    if (cells < columns)
        g->missing += columns - cells;
    if (g->missing > MARKDOWN_MISSING)
        stop(g, parser, "too many cells are missing in tables");
}

/* Called for each line that opens no block of the core. Opens none; of a
 * paragraph that is too much the line becomes a part, never a table. */
static cmark_node *see_line(cmark_syntax_extension *extension, int indented,
                            cmark_parser *parser, cmark_node *parent,
                            unsigned char *input, int len)
{
    struct markdown_guard *g = cmark_syntax_extension_get_private(extension);
    struct str line = str_of((const char *)input, (size_t)len);

    (void)indented;
    if (!g->reason && depth_of(parent) > 2 * MARKDOWN_DEPTH)
        stop(g, parser, "quotes or lists nested too deep");
    if (strcmp(cmark_node_get_type_string(parent), "table") == 0)
        see_row(g, parser, parent, line);
    if (cmark_node_get_type(parent) != CMARK_NODE_PARAGRAPH)
        return NULL;
    see_paragraph(g, parser, parent, line);
    return g->reason ? parent : NULL;
}

cmark_syntax_extension *markdown_guard_new(struct markdown_guard *g)
{
    cmark_syntax_extension *extension = cmark_syntax_extension_new("guard");

    if (extension) {
        cmark_syntax_extension_set_private(extension, g, NULL);
        cmark_syntax_extension_set_open_block_func(extension, see_line);
    }
    return extension;
}

void markdown_guard_free(cmark_syntax_extension *extension)
{
    if (extension)
        cmark_syntax_extension_free(cmark_get_default_mem_allocator(),
                                    extension);
}
