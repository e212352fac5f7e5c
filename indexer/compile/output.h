/* The site files: staged whole, then put in their places. */
#ifndef GABAY_INDEXER_OUTPUT_H
#define GABAY_INDEXER_OUTPUT_H

#include "indexer/base/site.h"
#include "indexer/page/theme.h"

/* How many articles and replies for agents are published. */
size_t output_agents_count(const struct site *agents);

/* Writes `output`, and what is for agents beside it (lib/site/site_agents.h):
 * that file first, so that whoever opens both finds it there already. Where
 * nothing is for agents an old one is removed, last. A site with a `keep` has
 * its scratch folder in `output`.watch, which stays. */
int output_write(struct site *site, struct site *agents,
                 const struct theme *theme, const char *output, struct err *e);

#endif
