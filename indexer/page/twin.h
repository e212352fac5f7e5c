/* An article as Markdown, for programs: PAGE.md beside each article's page. */
#ifndef GABAY_INDEXER_TWIN_H
#define GABAY_INDEXER_TWIN_H

#include "indexer/base/site.h"
#include "lib/buf.h"

/* The whole text, appended: the title as H1, the description as a quote, and
 * the body as GitHub writes Markdown, links and images leading where the
 * page's do. The links must be resolved. */
void twin_put(struct buf *out, const struct page *p);

/* The body alone. */
void twin_put_body(struct buf *out, const struct article *x);

/* A line of text with what Markdown would take for its own escaped, and '{' as
 * well, which may begin a mark for the server. */
void twin_put_line(struct buf *out, struct str text);

#endif
