/* The YAML block at the top of an article. */
#ifndef GABAY_INDEXER_FRONT_MATTER_H
#define GABAY_INDEXER_FRONT_MATTER_H

#include "indexer/base/article.h"
#include "indexer/base/problem.h"
#include "lib/err.h"

/* Splits `source` (valid UTF-8, BOM allowed, any line ends) into the block
 * between "---" lines (the last may be "...") and the body; both borrow from
 * it. Without an opening "---" line at the very top there is none, and the
 * block's pointer is NULL. `*body_line` is the line that the body begins on. A
 * block that is never closed, and one of TOML between "+++", are errors. */
int front_matter_split(struct str source, struct str *block, struct str *body,
                       unsigned *body_line, struct err *e);

/* Reads the block, which begins on the file's second line, into the article's
 * fields by the tables of front_matter_keys.h; a key that is empty or null
 * counts as absent. Texts become one line, without control characters. Dates
 * and times are ISO 8601; where they name no zone they are UTC's, until
 * publication_settle().
 *
 * YAML that does not parse, and a known key of a wrong type, are errors with
 * line and column in the file. Unknown keys are kept in `front`, with a
 * warning; so is a key that stands there by two names, of which the own one
 * counts. `problems` may be NULL. */
int front_matter_read(struct article *a, struct str block,
                      struct problems *problems, struct err *e);

/* Takes over those keys of an _index.md's `cascade` that the article does not
 * have: call it for the nearest folder first. False when memory ran out. */
bool front_matter_inherit(struct article *a, const struct value *cascade);

/* Warns of a block that does not begin in the first line of its file, and so is
 * text. `body` is that of an article without a block. */
void front_matter_warn_late(const struct article *a, struct str body,
                            struct problems *problems);

/* The i-th key that front matter may have; NULL behind the last. */
const char *front_matter_key(size_t i);

#endif
