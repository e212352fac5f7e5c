/* Content codings and entity tags: pure, any thread. */
#ifndef GABAY_SERVER_NEGOTIATE_H
#define GABAY_SERVER_NEGOTIATE_H

#include <stdbool.h>

#include "lib/arena.h"
#include "lib/site/site_format.h"
#include "lib/str.h"

/* The coding to send for an Accept-Encoding header (RFC 9110, 12.5.3): the
 * highest weight wins, then brotli, then gzip. `stored` has bit (1 << coding)
 * set for what there is; SITE_PLAIN is always possible and is the answer when
 * nothing fits. Plain wins over a stored coding only if it is listed with a
 * higher weight. */
enum site_coding negotiate_coding(struct str accept_encoding, unsigned stored);

/* The tag of one coding of an entity: "abc" -> "abc-gz", "abc-br". NUL-
 * terminated; empty when memory ran out. */
struct str etag_variant(struct arena *a, struct str etag,
                        enum site_coding coding);
/* Does an If-None-Match list name this tag? Weak comparison; "*" names all. */
bool etag_matches(struct str if_none_match, struct str etag);

/* Does an Accept header ask for Markdown rather than HTML? Only one that names
 * text/markdown, with no less weight than HTML has in it: no browser does. */
bool negotiate_markdown(struct str accept);
/* Does an Accept header name application/json? */
bool negotiate_json(struct str accept);

#endif
