/* Which articles are published at the moment of the compile. */
#ifndef GABAY_INDEXER_PUBLICATION_H
#define GABAY_INDEXER_PUBLICATION_H

#include "indexer/base/site.h"

/* Opens site->zone and reads the dates of all articles by it: a date is the
 * start of that day there. An article without a publish_date has its date for
 * one. What is not published now is dropped, and `is_out`. */
int publication_settle(struct site *site, struct err *e);
/* The same for one page more. */
void publication_settle_one(struct site *site, struct page *p);

#endif
