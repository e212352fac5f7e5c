/* Links and images: where they lead, checked. */
#ifndef GABAY_INDEXER_LINKS_H
#define GABAY_INDEXER_LINKS_H

#include "indexer/base/site.h"

/* Finds where every page's links and images lead. A target is a path from the
 * article's folder, or from the content folder with a '/' in front: an article
 * with or without .md, a folder, or another file, which is used from then on.
 * What leads nowhere is a warning with line and column; its text, of an image
 * the alternative text, stays. */
int links_resolve(struct site *site, struct err *e);

/* The same for one page of a site whose links are resolved: its article is
 * another now. */
int links_resolve_page(struct site *site, struct page *p, struct err *e);

#endif
