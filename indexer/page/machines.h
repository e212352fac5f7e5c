/* Lists for programs: llms.txt of the site and of every locale, and the
 * catalogue of what programs can ask (ai-catalog.json). */
#ifndef GABAY_INDEXER_MACHINES_H
#define GABAY_INDEXER_MACHINES_H

#include "indexer/base/site.h"
#include "lib/buf.h"
#include "lib/site/site_writer.h"

/* A list's most. A larger one goes without the descriptions, and ends where
 * that is not enough with a line that says how many are missing. */
enum { LLMS_BYTES_MAX = 256 * 1024 };

/* Appended: the list of a locale, in at most about `most` bytes; the root's;
 * the catalogue. What they share is in `a`. */
void llms_put_locale(const struct site *site, const struct locale *l,
                     size_t most, struct buf *out, struct arena *a);
void llms_put_root(const struct site *site, struct buf *out);
void catalog_put(const struct site *site, struct buf *out);

/* All into the file: public with a base_url, else internal. */
int machines_write(struct site *site, struct site_writer *w, struct err *e);

#endif
