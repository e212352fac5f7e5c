/* Canned replies and articles for agents as internal entries
 * (lib/site/site_agents.h). */
#ifndef GABAY_INDEXER_REPLIES_H
#define GABAY_INDEXER_REPLIES_H

#include "indexer/site.h"
#include "lib/site/site_writer.h"

enum { PLACEHOLDER_MAX = 64 }; /* bytes of a name */

/* Lists the names of the placeholders ({{customer.name}}) in a reply's body,
 * which begins on `body_line`, in its `placeholders`: small Latin letters,
 * digits and '_', in parts between dots that each begin with a letter. What is
 * written otherwise between "{{" and "}}" is an error with its place. */
int replies_find_placeholders(struct article *a, struct str body,
                              unsigned body_line, const struct variables *known,
                              struct err *e);

/* Of a site for agents whose links are resolved and values prepared: in replies
 * the addresses of the site become whole ones, since they are read elsewhere.
 * Then all entries. */
int replies_write(struct site *site, struct site_writer *w, struct err *e);

#endif
