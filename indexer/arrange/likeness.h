/* How alike a locale's articles are, by the words that say what they are about:
 * title, tags, keywords, description, headings and the first lines. */
#ifndef GABAY_INDEXER_LIKENESS_H
#define GABAY_INDEXER_LIKENESS_H

#include "indexer/base/site.h"

/* Adds to related of every page of the locale those most like it, up to
 * RELATED_MAX. The same for any number of threads. Costs as much as there are
 * articles: of each so many rare words are looked up, and in so many others. */
int likeness_find(struct site *site, struct locale *l, struct err *e);

#endif
