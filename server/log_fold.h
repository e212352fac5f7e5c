/* Errors that every request may meet again: the first is logged at once, those
 * of the next minute are counted and told in one line. Any thread. */
#ifndef GABAY_SERVER_LOG_FOLD_H
#define GABAY_SERVER_LOG_FOLD_H

#include <stdatomic.h>

#include "lib/err.h"

/* An all-zero fold is a valid empty one. */
struct log_fold {
    atomic_llong quiet_until; /* seconds of CLOCK_MONOTONIC */
    atomic_uint held;         /* not logged since the last line */
};

void log_folded(struct log_fold *f, const struct err *e);
/* Tells how many were held back last, if any; `path` is what they are of. */
void log_fold_end(struct log_fold *f, const char *path);

#endif
