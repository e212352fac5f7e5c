/* The content folder: which file is what, and reading the articles. */
#ifndef GABAY_INDEXER_CONTENT_H
#define GABAY_INDEXER_CONTENT_H

#include "indexer/base/site.h"

/* Walks the tree, finds the locales' folders and lists pages and attachments.
 * Names that begin with '_' (but _index.md) or '.' are never articles. */
int content_scan(struct site *site, struct err *e);

/* Reads and parses every page, in parallel. What is wrong in a page becomes a
 * problem and drops that page; -1 only when the system failed. */
int content_read(struct site *site, struct err *e);

/* Reads and parses one page's article, as the whole of the content is not known
 * yet: what is wrong is added to `problems` and drops the page. Any thread. */
int content_parse(struct site *site, struct page *p, struct problems *problems,
                  struct err *e);
/* What of a parsed page depends on the site as it is now. Any thread. */
void content_settle(struct site *site, struct page *p);

#endif
