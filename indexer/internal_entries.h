/* What the server needs to make dynamic pages: lib/site/site_names.h. */
#ifndef GABAY_INDEXER_INTERNAL_ENTRIES_H
#define GABAY_INDEXER_INTERNAL_ENTRIES_H

#include "indexer/site.h"
#include "indexer/theme.h"
#include "lib/site/site_writer.h"

/* Manifest, values, texts and templates. */
int internal_entries_write(struct site *site, const struct theme *theme,
                           struct site_writer *w, struct err *e);

#endif
