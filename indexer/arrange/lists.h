/* Lists of a locale's articles: by tag, by letter, the promoted ones. */
#ifndef GABAY_INDEXER_LISTS_H
#define GABAY_INDEXER_LISTS_H

#include "indexer/base/site.h"

/* Of an arranged site. */
int lists_make(struct site *site, struct err *e);

#endif
