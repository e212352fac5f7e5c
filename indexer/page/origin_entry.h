/* Files that tell the site's own address: sitemap, robots.txt, feeds. Where no
 * base_url says it, SITE_ORIGIN_MARK stands for it and the server fills it in,
 * so that the entry is an internal one. */
#ifndef GABAY_INDEXER_ORIGIN_ENTRY_H
#define GABAY_INDEXER_ORIGIN_ENTRY_H

#include "indexer/base/site.h"
#include "lib/buf.h"
#include "lib/site/site_writer.h"

/* "https://shop.example", or empty without a base_url. */
struct str site_origin(const struct site *site);
/* What is put before an address: the origin, or the mark. */
struct str origin_or_mark(const struct site *site);
/* Text as XML has it: escaped, without the control characters that XML lacks,
 * and without what could be taken for the mark. */
void origin_put_text(struct buf *out, struct str text);

/* `name` ("sitemap.xml", "ko/feed.xml") is what follows the prefix; robots.txt
 * and the catalogue stand at the root of the host. */
int origin_entry_write(struct site *site, struct site_writer *w,
                       struct str name, struct str type, struct str bytes,
                       struct err *e);

#endif
