/* Which articles a reader may want next. */
#ifndef GABAY_INDEXER_RELATED_H
#define GABAY_INDEXER_RELATED_H

#include "indexer/base/site.h"

enum { RELATED_MAX = 5 };

/* Sets related of every page, after lists_make(): what its front matter names
 * (an unknown one is a warning), then by likeness, but not its neighbours,
 * which stand below the article anyway. */
/* Is `other` among those found so far? */
bool related_has(const struct page *p, const struct page *other);
int related_find(struct site *site, struct err *e);

#endif
