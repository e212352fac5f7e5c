/* NAME.agents.gabay: what only agents may see, beside the public NAME.gabay.
 *
 * Articles with `audience: agents` and canned replies (`type: reply`, or below
 * LOCALE/_replies/) never get into the public file, whose bytes are the same
 * with and without them. gabay-indexer compiles them in the same run into a
 * second file of the same format, or removes that file when there are none:
 *
 * - The manifest is as in site_names.h and has "public_check", 16 hexadecimal
 *   digits: the check of the public file it belongs to (site_file_check()).
 *   Locales without anything for agents are not in it. So are values, texts and
 *   templates: site_open() opens such a file like any other.
 * - Index, records, lexicon, suggestions and so on under the names of
 *   SITE_NAME_SEARCH. Replies are documents of that index as well, in the
 *   section SITE_REPLIES or one below it: search with that section finds
 *   replies alone; in an answer `section.id` tells them from articles.
 * - No pages. Articles and replies are internal entries in JSON:
 *   SITE_NAME_SECRET by locale and id: {"id", "title", "description" (or
 *     null), "url", "updated" (RFC 3339 or null), "tags", "html", "markdown"}.
 *     `url` is the address it would have; nothing is served there.
 *   SITE_NAME_REPLY by locale and id: {"id", "title", "description", "updated",
 *     "tags", "text", "html", "markdown", "placeholders": ["customer.name"]}.
 *     Placeholders stand in text, html and markdown as {{customer.name}},
 *     without blanks, and may stand in an href: a value that is put there must
 *     be percent-encoded too. SITE_ORIGIN_MARK stands before the addresses of
 *     the site itself when no base_url says it.
 *   SITE_NAME_REPLIES by locale: [{"id", "title"}] in the order of the folders.
 * - Images and files that only they refer to are assets at public paths
 *   ("/assets/..."): not to be served without a token. */
#ifndef GABAY_SITE_AGENTS_H
#define GABAY_SITE_AGENTS_H

#include "lib/arena.h"
#include "lib/str.h"

#define SITE_REPLIES      "_replies" /* a folder, and a section's id */
#define SITE_NAME_SECRET  "agents/%s/%.*s.json"
#define SITE_NAME_REPLY   "replies/%s/%.*s.json"
#define SITE_NAME_REPLIES "replies/%s.json"

/* "help.agents.gabay" for "help.gabay", "x.agents" for "x"; NUL-terminated, in
 * `a`. NULL when memory ran out. */
const char *site_agents_path(struct arena *a, const char *path);

#endif
