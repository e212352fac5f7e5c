/* Which pages look different in a later state of a site. */
#ifndef GABAY_SERVER_PAGE_CHANGES_H
#define GABAY_SERVER_PAGE_CHANGES_H

#include "lib/buf.h"
#include "lib/site/site_file.h"

enum { PAGE_CHANGES_MAX = 200 }; /* that are listed */

/* A file, and what lies over it, or NULL. */
struct page_view {
    const struct site_file *over, *file;
};

/* Adds a JSON list of the addresses of pages that are new, gone or have other
 * bytes, each once; "null" when there are more than PAGE_CHANGES_MAX. */
void page_changes_put(const struct page_view *before,
                      const struct page_view *after, struct buf *out);

#endif
