/* A new article in a content folder. */
#ifndef GABAY_INDEXER_NEW_ARTICLE_H
#define GABAY_INDEXER_NEW_ARTICLE_H

#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"

/* Makes the file `path`, which is not there yet, in a content folder: the
 * nearest folder above it that holds site.yaml. Its title is made from its
 * name. Where the default language has the same article, it begins as a draft
 * with that one's front matter and headings. Folders that are not there are
 * made, each with an _index.md. What was made goes into `said`, with
 * its path in that folder. */
int new_article(const char *path, int64_t now, struct buf *said, struct err *e);

#endif
