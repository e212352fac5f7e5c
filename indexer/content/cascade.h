/* What the _index.md files of an article's folders say of all articles below
 * them, under `cascade`. */
#ifndef GABAY_INDEXER_CASCADE_H
#define GABAY_INDEXER_CASCADE_H

#include "indexer/base/site.h"

/* Gives an article, whose own front matter is read, what it does not say
 * itself: the nearest folder first, the language's own last. Every _index.md of
 * the site is read. Below one that cannot be read, but might have a `cascade`,
 * the article is dropped: it could be one that nobody may see. Any thread. */
int cascade_apply(struct site *site, struct page *p, struct err *e);

#endif
