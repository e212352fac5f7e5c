/* What a locale tells feed readers and browsers: an Atom feed (RFC 4287) of
 * what changed last, and how it is searched (OpenSearch 1.1). */
#ifndef GABAY_INDEXER_FEED_H
#define GABAY_INDEXER_FEED_H

#include "indexer/base/site.h"
#include "lib/buf.h"
#include "lib/site/site_writer.h"

enum {
    FEED_ENTRIES = 50,
    OPENSEARCH_NAME_MAX = 16, /* code points, by the specification */
};

/* Only articles that say when they changed can be told: is there one? */
bool feed_exists(const struct locale *l);
/* The latest FEED_ENTRIES of l->changes, appended; after values_prepare(). */
void feed_put(const struct site *site, const struct locale *l, struct buf *out,
              struct arena *a);
void opensearch_put(const struct site *site, const struct locale *l,
                    struct buf *out);
/* Both of every locale into the file. */
int feeds_write(struct site *site, struct site_writer *w, struct err *e);

#endif
