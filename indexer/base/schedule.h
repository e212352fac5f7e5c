/* What is published when: the dates of the content against the moment of the
 * compile. What is not published now is not in the file; the file says when
 * that changes next. One thread. */
#ifndef GABAY_INDEXER_SCHEDULE_H
#define GABAY_INDEXER_SCHEDULE_H

#include "indexer/base/site.h"

enum schedule_edge { SCHEDULE_FROM, SCHEDULE_UNTIL };

/* Reads "2026-12-24", or a time as timestamp_read() does. A day without a
 * time is a whole one: from its start, until its end. Where no zone is named it
 * is site.yaml's. False when it is no date. */
bool schedule_time(const struct site *site, struct str text,
                   enum schedule_edge edge, int64_t *seconds);
/* Is published now what is from `from` on, and not any more at `until`? 0: no
 * such border. Whichever of them is to come is noted: the earliest of all is
 * site->next_change_at. */
bool schedule_is_now(struct site *site, int64_t from, int64_t until);
/* What a clock of site->zone shows at a moment. Any thread. */
int64_t schedule_wall(const struct site *site, int64_t moment);

#endif
