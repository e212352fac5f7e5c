#include "indexer/markdown/markdown_tree.h"

#include "lib/utf8.h"

/* How far to look for an inline whose place is unknown: keeps hostile input
 * linear. */
enum { SEARCH_BYTES = 4096 };

static size_t line_end(struct str body, size_t at)
{
    while (at < body.len && body.ptr[at] != '\n' && body.ptr[at] != '\r')
        at++;
    if (at + 1 < body.len && body.ptr[at] == '\r' && body.ptr[at + 1] == '\n')
        at++;
    return at;
}

int places_init(struct places *p, struct arena *a, struct str body,
                unsigned line, struct err *e)
{
    size_t count = 1;

    for (size_t at = 0; (at = line_end(body, at)) < body.len; at++)
        count++;

    size_t *starts = arena_new(a, size_t, count);

    if (!starts)
        return err_no_memory(e);
    count = 1;
    for (size_t at = 0; (at = line_end(body, at)) < body.len; at++)
        starts[count++] = at + 1;
    *p = (struct places){
        .body = body, .body_line = line, .starts = starts, .count = count};
    return 0;
}

/* False when the node has no place, or one outside the text. */
static bool offset_of(const struct places *p, cmark_node *node, size_t *offset)
{
    int line = cmark_node_get_start_line(node);
    int column = cmark_node_get_start_column(node);

    if (line < 1 || column < 1 || (size_t)line > p->count)
        return false;
    *offset = p->starts[line - 1] + (size_t)column - 1;
    return *offset < p->body.len;
}

void places_enter(struct places *p, cmark_node *block)
{
    size_t offset;

    if (offset_of(p, block, &offset))
        p->cursor = offset;
}

static bool begins_inline(struct str here, struct str target)
{
    return str_starts(here, S("[")) || str_starts(here, S("<")) ||
           str_starts(here, S("![")) ||
           (target.len && str_starts(here, target));
}

/* Finds the target behind the cursor; cmark-gfm itself has put the scheme
 * before addresses that were written without. */
static bool search(const struct places *p, struct str target, size_t *at)
{
    static const struct str schemes[] = {STR(""), STR("mailto:"),
                                         STR("http://")};
    struct str window = str_sub(p->body, p->cursor, SEARCH_BYTES);

    for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
        struct str needle = str_skip(target, schemes[i].len);
        if (needle.len == 0 || !str_starts(target, schemes[i]))
            continue;
        size_t found = str_search(window, needle);
        if (found < window.len) {
            *at = p->cursor + found;
            return true;
        }
    }
    return false;
}

/* Counts on from the place found last where that is possible, so that a long
 * line with many links is read once. */
static void set_place(struct places *p, size_t at)
{
    size_t low = 0, high = p->count;

    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (p->starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    if (p->line != low || p->at > at) {
        p->line = low;
        p->at = p->starts[low];
        p->column = 0;
    }
    p->column += utf8_count(str_sub(p->body, p->at, at - p->at));
    p->at = at;
}

void places_of(struct places *p, size_t offset, unsigned *line,
               unsigned *column)
{
    set_place(p, offset);
    *line = p->body_line + (unsigned)p->line;
    *column = (unsigned)p->column + 1;
}

struct str places_source(const struct places *p, cmark_node *block,
                         size_t *offset)
{
    size_t from = (size_t)cmark_node_get_start_line(block);
    size_t to = (size_t)cmark_node_get_end_line(block);

    if (!offset_of(p, block, offset))
        return (struct str){0};
    /* A row may have the place of its first cell. */
    if (cmark_node_get_type(block) != CMARK_NODE_PARAGRAPH)
        *offset = p->starts[from - 1];
    to = to < from ? from : to;
    size_t end = to < p->count ? p->starts[to] : p->body.len;
    return str_sub(p->body, *offset, end - *offset);
}

void places_find(struct places *p, cmark_node *node, struct str target,
                 unsigned *line, unsigned *column)
{
    size_t at;

    if ((!offset_of(p, node, &at) ||
         !begins_inline(str_skip(p->body, at), target)) &&
        !search(p, target, &at))
        at = p->cursor;
    if (at > p->cursor)
        p->cursor = at;
    places_of(p, at, line, column);
}

void places_find_text(struct places *p, cmark_node *text, size_t at,
                      struct str needle, unsigned *line, unsigned *column)
{
    size_t from;

    if (!offset_of(p, text, &from)) {
        places_find(p, text, needle, line, column);
        return;
    }

    struct str window = str_sub(p->body, from + at, SEARCH_BYTES);
    size_t found = str_search(window, needle);

    places_of(p, from + at + (found < window.len ? found : 0), line, column);
}
