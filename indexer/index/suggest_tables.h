/* What the search box suggests: titles, headings of the first two levels below
 * them, keywords. */
#ifndef GABAY_INDEXER_SUGGEST_TABLES_H
#define GABAY_INDEXER_SUGGEST_TABLES_H

#include "indexer/base/site.h"
#include "lib/buf.h"

/* Appends the two blobs of lib/records/suggestions.h for all pages. */
int suggest_tables_make(const struct locale *l, struct buf *table,
                        struct buf *cards, struct err *e);

#endif
