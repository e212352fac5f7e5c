/* A loop over items, shared out among threads. */
#ifndef GABAY_INDEXER_JOBS_H
#define GABAY_INDEXER_JOBS_H

#include <stddef.h>

#include "lib/err.h"

/* Set by the signal handler; loops end before their next item. */
void jobs_interrupt(void);
int jobs_check(struct err *e); /* -1 "interrupted" when it was set */

/* Does item `index` as thread `worker` (0 .. workers-1); -1 with the error set
 * ends the loop. */
typedef int jobs_item(void *ctx, unsigned worker, size_t index, struct err *e);

/* Runs `item` for 0 .. count-1, each once, in rising order of start, with
 * `workers` threads (1: the caller's own). The error is that of the lowest
 * failing item among those that ran. */
int jobs_run(unsigned workers, size_t count, jobs_item *item, void *ctx,
             struct err *e);

#endif
