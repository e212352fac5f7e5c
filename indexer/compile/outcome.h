/* How a run ended: whether the content is good enough to be written, and what
 * people and programs are told. */
#ifndef GABAY_INDEXER_OUTCOME_H
#define GABAY_INDEXER_OUTCOME_H

#include <time.h>

#include "indexer/compile/compile.h"

/* When all problems are known. */
void outcome_judge(struct compilation *c, const struct compile_options *o);
/* Prints the problems of both halves, and how it ended; `start` by
 * CLOCK_MONOTONIC. -1 when `e` is set, be it before: then it is what ended the
 * run. */
int outcome_print(struct compilation *c, const struct compile_options *o,
                  const struct timespec *start, struct err *e);

#endif
