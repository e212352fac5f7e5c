/* Arranging the site: sections, ids, addresses, order. */
#ifndef GABAY_INDEXER_ARRANGE_H
#define GABAY_INDEXER_ARRANGE_H

#include "indexer/base/site.h"

/* Gives every page and section its place and address; what collides becomes an
 * error that names both. Afterwards dropped pages are in no list. */
int arrange(struct site *site, struct err *e);

/* The names that, directly under a locale, belong to the server; NULL behind
 * the last. */
const char *address_reserved(size_t i);

/* "/help/ko/a/b", percent-encoded, from decoded parts. */
struct str address_encode(struct arena *a, struct str prefix,
                          struct str decoded);

#endif
