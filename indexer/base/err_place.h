/* Where in a text an error is. */
#ifndef GABAY_INDEXER_ERR_PLACE_H
#define GABAY_INDEXER_ERR_PLACE_H

#include "lib/err.h"
#include "lib/str.h"

/* err_at() with the line and column of byte `at` of `text`, whose first line is
 * `first_line` of the file; columns count code points. Gives -1. */
int err_place(struct err *e, struct str path, struct str text, size_t at,
              unsigned first_line);

#endif
