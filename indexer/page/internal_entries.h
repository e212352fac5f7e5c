/* What the server needs to make dynamic pages: lib/site/site_names.h. */
#ifndef GABAY_INDEXER_INTERNAL_ENTRIES_H
#define GABAY_INDEXER_INTERNAL_ENTRIES_H

#include "indexer/base/site.h"
#include "indexer/page/theme.h"
#include "lib/site/site_writer.h"

/* Manifest, values, texts and templates. */
int internal_entries_write(struct site *site, const struct theme *theme,
                           struct site_writer *w, struct err *e);

/* An entry of JSON under an internal name. */
int internal_json_write(struct site_writer *w, struct str name,
                        const struct buf *json, struct err *e);

#endif
