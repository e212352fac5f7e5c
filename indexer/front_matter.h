/* The YAML block at the top of an article. */
#ifndef GABAY_INDEXER_FRONT_MATTER_H
#define GABAY_INDEXER_FRONT_MATTER_H

#include "indexer/article.h"
#include "lib/err.h"

/* Splits `source` (valid UTF-8, BOM allowed, any line ends) into the block
 * between "---" lines (the last may be "...") and the body; both borrow from
 * it. Without an opening "---" line at the very top there is none, and the
 * block's pointer is NULL. `*body_line` is the line that the body begins on. A
 * block that is never closed is an error. */
int front_matter_split(struct str source, struct str *block, struct str *body,
                       unsigned *body_line, struct err *e);

/* Reads the block, which begins on the file's second line, into the article's
 * fields by a table of keys; a key that is empty or null counts as absent.
 * Texts become one line, without control characters. Lists may also be one
 * text; keywords are parted at commas then. `updated` is an ISO 8601 date (the
 * start of that day in UTC) or date and time (UTC where it names no zone).
 *
 * YAML that does not parse, and a known key of a wrong type, are errors with
 * line and column in the file; unknown keys are kept in `front`. */
int front_matter_read(struct article *a, struct str block, struct err *e);

/* The i-th key that front matter may have; NULL behind the last. */
const char *front_matter_key(size_t i);

#endif
