/* Aliases: old addresses, from which readers are sent to where an article is
 * now. Who claims one, and what is in its way. */
#ifndef GABAY_INDEXER_ALIASES_H
#define GABAY_INDEXER_ALIASES_H

#include "indexer/base/site.h"
#include "lib/site/site_writer.h"

/* Fills site->redirects in the order of locales and files, each address once.
 * What is left out becomes a problem: an alias where a page is, one that
 * another article claimed before, one that leads back to itself. All addresses
 * must be known (arrange.h, lists.h). */
int aliases_claim(struct site *site, struct err *e);
int aliases_write(const struct site *site, struct site_writer *w,
                  struct err *e);

#endif
