/* Pages: rendered and compressed in parallel, written in one order. */
#ifndef GABAY_INDEXER_PAGES_H
#define GABAY_INDEXER_PAGES_H

#include "indexer/base/site.h"
#include "indexer/page/theme.h"
#include "lib/site/site_writer.h"

/* Homes, sections, articles and their aliases. */
int pages_write(struct site *site, const struct theme *theme,
                struct site_writer *w, struct err *e);

#endif
