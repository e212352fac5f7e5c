/* Images and other files beside the articles. Only those that a page refers to
 * get into the site file, each once, at an address that holds its hash. */
#ifndef GABAY_INDEXER_ATTACHMENT_H
#define GABAY_INDEXER_ATTACHMENT_H

#include "indexer/base/site.h"
#include "lib/site/site_writer.h"

/* Its address, made at the first call by reading it; empty, with a problem
 * noted, when it cannot be read. Any thread. */
struct str attachment_use(struct site *site, struct attachment *t);
/* Of an image that is used and stands in a text; 0 by 0, with one warning a
 * file, when it has no size that could be read. Any thread. */
struct image_size attachment_size(struct site *site, struct attachment *t);
/* Writes all that were used. */
int attachments_write(struct site *site, struct site_writer *w, struct err *e);
/* Those that were used only since then. */
int attachments_write_new(struct site *site, struct site_writer *w,
                          struct err *e);

#endif
