/* What a watcher tells whoever runs it. One thread. */
#ifndef GABAY_INDEXER_WATCH_SAY_H
#define GABAY_INDEXER_WATCH_SAY_H

#include "indexer/compile/edition.h"
#include "indexer/report/preview_report.h"

struct watch_say {
    bool quiet;
    bool colour, all; /* as in struct report */
    uint64_t *told;   /* hashes of the problems told last, sorted */
    size_t told_count;
};

void watch_say_release(struct watch_say *s);
/* A line to stdout, unless quiet. */
void watch_say(const struct watch_say *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* An error that ends nothing, to stderr. */
void watch_say_err(const struct err *e);
/* Those of the problems that were not told yet; where their line has changed
 * they are the same. */
void watch_say_news(struct watch_say *s, const struct preview_report *r);
/* Those of one file, which count as told then. */
void watch_say_file(struct watch_say *s, const struct preview_report *r,
                    struct str path);
/* ", 2 errors, 1 warning", appended. */
void watch_put_count(const struct preview_report *r, struct buf *out);

#endif
