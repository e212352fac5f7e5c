/* What writers see: problems in the content, collected over the whole run.
 * report.h shows them. */
#ifndef GABAY_INDEXER_PROBLEM_H
#define GABAY_INDEXER_PROBLEM_H

#include <pthread.h>
#include <stdbool.h>

#include "indexer/base/checks.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"

struct problem {
    enum check check;
    enum severity severity;
    struct str path;       /* relative to the content folder */
    unsigned line, column; /* from 1; 0: unknown, shown as 1 */
    struct str message;
};

struct check_rules;

/* Any thread may add: the lock guards everything below it. */
struct problems {
    /* Of site.yaml, or NULL: set before the second thread begins. */
    const struct check_rules *rules;
    pthread_mutex_t lock;
    struct arena arena;
    struct problem *rows;
    size_t count, room;
    size_t errors, warnings;
    struct map once;     /* what problem_add_once has told */
    struct problem last; /* check, path and severity of the latest, by rules */
    bool failed;         /* memory ran out: some are missing */
    struct err fatal;    /* the first failure of the system */
};

void problems_init(struct problems *p);
void problems_release(struct problems *p);
/* Path and message are copied; control characters in them become spaces, so
 * that a problem is always one line. What `rules` silence is dropped. */
void problem_add(struct problems *p, enum check check, struct str path,
                 unsigned line, unsigned column, const char *format, ...)
    __attribute__((format(printf, 6, 7)));
/* The same, but what was told so before is not told again: for what many
 * articles share. */
void problem_add_once(struct problems *p, enum check check, struct str path,
                      unsigned line, unsigned column, struct str message);
/* In the file `shared` and once for all articles, unless it is empty: then in
 * `path`. */
void problem_add_shared(struct problems *p, enum check check, struct str path,
                        struct str shared, unsigned line, unsigned column,
                        const char *format, ...)
    __attribute__((format(printf, 7, 8)));
/* An `err` of a deeper layer as a problem of that path; one of the system is
 * kept as `fatal` instead, and ends the run. */
void problem_add_err(struct problems *p, enum check check, struct str path,
                     const struct err *e);
/* Adds the rows of `more`, whose memory they still are. No thread may add to
 * either any more. */
void problems_join(struct problems *p, const struct problems *more);
/* By path, line, column, check, message. No thread may add meanwhile. */
void problems_sort(struct problems *p);

/* "warning", "error", "off": as site.yaml has them. */
const char *severity_name(enum severity severity);

#endif
