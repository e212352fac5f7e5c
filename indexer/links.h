/* Links and images: where they lead, checked. */
#ifndef GABAY_INDEXER_LINKS_H
#define GABAY_INDEXER_LINKS_H

#include "indexer/site.h"

/* Finds where every page's links and images lead. What leads nowhere is a
 * warning with line and column. Attachments that are referred to become used.
 */
int links_resolve(struct site *site, struct err *e);

/* The article's HTML with the tags of its links spliced in, in `a`; of one that
 * leads nowhere the text stays. */
struct str links_html(struct arena *a, const struct article *x);

#endif
