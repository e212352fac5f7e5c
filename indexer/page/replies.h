/* Canned replies and articles for agents as internal entries
 * (lib/site/site_agents.h). */
#ifndef GABAY_INDEXER_REPLIES_H
#define GABAY_INDEXER_REPLIES_H

#include "indexer/base/site.h"
#include "lib/site/site_writer.h"

/* Of a site for agents whose links are resolved and values prepared: in replies
 * the addresses of the site become whole ones, since they are read elsewhere.
 * Then all entries. */
int replies_write(struct site *site, struct site_writer *w, struct err *e);

#endif
