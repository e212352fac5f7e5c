/* What changed last in a locale: for its page of changes and its feed. */
#ifndef GABAY_INDEXER_RECENT_H
#define GABAY_INDEXER_RECENT_H

#include "indexer/base/site.h"

enum { CHANGES_MAX = 100 };

/* When the article was last changed or published; 0: nobody knows. */
int64_t recent_at(const struct page *p);

/* Sets l->changes, in `a`: the articles whose date is known, the latest first,
 * of one moment by address, CHANGES_MAX at most; and changes_address if there
 * are any. Dates and addresses must be settled. */
int recent_find(struct locale *l, struct arena *a, struct err *e);

#endif
