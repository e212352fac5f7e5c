/* What writers see: problems in the content, collected over the whole run and
 * printed as lines `path:line:column: error|warning: what, and what to do`. */
#ifndef GABAY_INDEXER_PROBLEM_H
#define GABAY_INDEXER_PROBLEM_H

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#include "indexer/checks.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"

struct problem {
    enum check check;
    enum severity severity;
    struct str path;       /* relative to the content folder */
    unsigned line, column; /* from 1; 0: unknown, printed as 1 */
    struct str message;
};

/* Any thread may add: the lock guards everything below it. */
struct problems {
    pthread_mutex_t lock;
    struct arena arena;
    struct problem *rows;
    size_t count, room;
    size_t errors, warnings;
    struct map once;  /* what problem_add_once has told */
    bool failed;      /* memory ran out: some are missing */
    struct err fatal; /* the first failure of the system */
};

void problems_init(struct problems *p);
void problems_release(struct problems *p);
/* Path and message are copied; control characters in them become spaces, so
 * that a problem is always one line. */
void problem_add(struct problems *p, enum check check, struct str path,
                 unsigned line, unsigned column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* The same, but what was told so before is not told again: for what many
 * articles share. */
void problem_add_once(struct problems *p, enum check check, struct str path,
                      unsigned line, unsigned column, struct str message);
/* An `err` of a deeper layer as a problem of that path; one of the system is
 * kept as `fatal` instead, and ends the run. */
void problem_add_err(struct problems *p, enum check check, struct str path,
                     const struct err *e);
/* Sorted by path, line, column, check. Errors are printed all; of a warning's
 * check the first five, and behind the fifth "... and 211 more" with its name.
 * No thread may add meanwhile. */
void problems_print(struct problems *p, FILE *out);

#endif
