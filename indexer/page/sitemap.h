/* robots.txt and sitemap.xml: every page with its versions in other languages.
 * The address of the site stands in them: where no base_url says it,
 * SITE_ORIGIN_MARK stands for it and the server fills it in. */
#ifndef GABAY_INDEXER_SITEMAP_H
#define GABAY_INDEXER_SITEMAP_H

#include "indexer/base/site.h"
#include "lib/buf.h"
#include "lib/site/site_writer.h"

/* A file's most: where more is needed, files with numbers stand beside an
 * index. */
struct sitemap_limits {
    size_t addresses, bytes;
};

/* sitemaps.org allows 50,000 addresses and 50 MB. Fewer bytes, because a file
 * is completed or inflated in memory for a client. */
enum { SITEMAP_ADDRESSES_MAX = 50000, SITEMAP_BYTES_MAX = 2 * 1000 * 1000 };

/* Takes one file by its name ("sitemap.xml", "sitemap-2.xml"). */
typedef int sitemap_put(void *ctx, struct str name, struct str bytes,
                        struct err *e);

/* Hands all files of the sitemap to `put`. Any limits from one page on. */
int sitemap_make(const struct site *site, const struct sitemap_limits *limits,
                 sitemap_put *put, void *ctx, struct err *e);
/* The text of robots.txt, appended. */
void sitemap_robots(const struct site *site, struct buf *out);

/* Is this address one that sitemap_write() or machines_write() may take? */
bool sitemap_reserves(const struct site *site, struct str address);
/* Both into the file: public with a base_url, else internal. */
int sitemap_write(struct site *site, struct site_writer *w, struct err *e);

#endif
