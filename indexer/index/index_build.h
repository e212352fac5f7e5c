/* The search part of the file: analysis, index, records, lexicon, suggestions
 * and test vectors of every locale. */
#ifndef GABAY_INDEXER_INDEX_BUILD_H
#define GABAY_INDEXER_INDEX_BUILD_H

#include "indexer/base/site.h"
#include "lib/site/site_writer.h"

/* `scratch` is a folder that does not exist yet, but with site->keep may; the
 * caller removes it. */
int index_build(struct site *site, const char *scratch, struct site_writer *w,
                struct err *e);

#endif
