/* The differences of two site files in words, and as JSON. */
#ifndef GABAY_INDEXER_DIFF_PRINT_H
#define GABAY_INDEXER_DIFF_PRINT_H

#include <stdbool.h>

#include "indexer/history/site_diff.h"
#include "lib/buf.h"

/* A line a change, then one a missing address; `missing_only` leaves out the
 * rest. Control characters become spaces. */
void diff_put_text(struct buf *out, const struct site_diff *d,
                   bool missing_only);
/* One object and a line feed; values are made in `a`. */
void diff_put_json(struct buf *out, const struct site_diff *d, struct arena *a);

#endif
