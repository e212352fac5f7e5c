/* Links and images: where they lead, checked. */
#ifndef GABAY_INDEXER_LINKS_H
#define GABAY_INDEXER_LINKS_H

#include "indexer/site.h"

/* Finds where every page's links and images lead. A target is a path from the
 * article's folder, or from the content folder with a '/' in front: an article
 * with or without .md, a folder, or another file, which is used from then on.
 * What leads nowhere is a warning with line and column; its text, of an image
 * the alternative text, stays. */
int links_resolve(struct site *site, struct err *e);

/* `target` seen from `folder`, without "." and "..", in `a`; empty when it
 * leaves the content folder. */
struct str join_path(struct arena *a, struct str folder, struct str target);
/* Turns %XX into bytes, in `a`; what is no escape stays. */
struct str unescape_path(struct arena *a, struct str s);

#endif
