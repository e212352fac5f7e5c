/* Who reads what: articles for agents and canned replies go into a site, and a
 * file, of their own (lib/site/site_agents.h). */
#ifndef GABAY_INDEXER_AUDIENCE_H
#define GABAY_INDEXER_AUDIENCE_H

#include "indexer/base/site.h"

/* Is this path one of a canned reply: below the `_replies` of a locale? */
bool audience_is_reply(struct str path);

/* Moves what is for agents from `site`, whose pages are read, to `agents`,
 * which shares the settings. Each then has only the locales that it has pages
 * of, and knows the other as `other`. */
int audience_split(struct site *site, struct site *agents, struct err *e);

#endif
