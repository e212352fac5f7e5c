/* Links and images: where they lead, checked. */
#ifndef GABAY_INDEXER_LINKS_H
#define GABAY_INDEXER_LINKS_H

#include "indexer/site.h"

/* For every page: splices the tags of links and images into the HTML. What
 * leads nowhere is a warning with line and column; its text stays. Attachments
 * that are referred to become used. */
int links_resolve(struct site *site, struct err *e);

#endif
