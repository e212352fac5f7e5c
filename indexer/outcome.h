/* How a run ended: whether the content is good enough to be written, and what
 * people and programs are told. */
#ifndef GABAY_INDEXER_OUTCOME_H
#define GABAY_INDEXER_OUTCOME_H

#include <time.h>

#include "indexer/compile.h"
#include "indexer/site.h"

/* Both halves of the content. */
struct compilation {
    struct site site, agents;
    struct timespec start; /* by CLOCK_MONOTONIC */
    enum check failed;     /* what an ERR_CONTENT would mean now */
    bool is_wrong;         /* exit code 1 */
    bool is_written;
};

/* When all problems are known. */
void outcome_judge(struct compilation *c, const struct compile_options *o);
/* Prints the problems of both halves, and how it ended. -1 when `e` is set, be
 * it before: then it is what ended the run. */
int outcome_print(struct compilation *c, const struct compile_options *o,
                  struct err *e);

#endif
