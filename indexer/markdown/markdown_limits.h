/* Some openings of Markdown cost cmark-gfm 0.29 the square of their number.
 * Nobody writes them by the hundred: an article that does is refused before
 * (by its text) or while (by its blocks) it is parsed, so that the work stays
 * in proportion to its length. */
#ifndef GABAY_INDEXER_MARKDOWN_LIMITS_H
#define GABAY_INDEXER_MARKDOWN_LIMITS_H

#include "indexer/markdown/markdown_tree.h"

enum {
    MARKDOWN_DEPTH = 100,      /* quotes, lists and items inside one another */
    MARKDOWN_COLUMNS = 1000,   /* of a table */
    MARKDOWN_BARS = 10000,     /* "|" in a line */
    MARKDOWN_MISSING = 100000, /* cells that a table's rows leave out */
    MARKDOWN_FREE = 64,        /* of each kind in one paragraph */
    MARKDOWN_STEPS = 4 << 20,  /* what is more, times what it looks through */
    MARKDOWN_TABLE_STEPS = 64 << 20,
};

/* -1, with the line of the body and what to do, for a text that would cost
 * too much. Linear. */
int markdown_check_text(struct str body, struct err *e);

/* -1: `reason`, on that line. */
int markdown_refuse(struct err *e, const char *reason, unsigned line);

/* Looks at each line beside cmark-gfm's own extensions: attach it first. */
struct markdown_guard {
    const char *reason; /* set once something is too much: stop feeding */
    unsigned line;
    size_t steps, missing;
};

/* Lives as long as the parser; the caller frees it behind the parser. NULL:
 * no memory. */
cmark_syntax_extension *markdown_guard_new(struct markdown_guard *g);
void markdown_guard_free(cmark_syntax_extension *extension);

#endif
