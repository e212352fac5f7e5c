/* From a content folder to a published site file. */
#ifndef GABAY_INDEXER_COMPILE_H
#define GABAY_INDEXER_COMPILE_H

#include <stdbool.h>
#include <stdint.h>

#include "indexer/report/report.h"
#include "indexer/base/site.h"
#include "lib/err.h"

struct compile_options {
    const char *content;
    const char *output;   /* NULL when only checked */
    const char *theme;    /* or NULL */
    const char *base_url; /* or NULL: as site.yaml says */
    int64_t now;          /* seconds since 1970: what is published now? */
    long jobs;
    bool check;  /* only look: nothing is written */
    bool strict; /* warnings make ERR_CONTENT too */
    bool keep_going, quiet;
    enum report_format format; /* of the problems */
    bool colour, all;          /* as in struct report */
};

/* Both halves of the content, as far as they are compiled. */
struct compilation {
    struct site site, agents; /* agents.public_check: of the file written */
    enum check failed;        /* what an ERR_CONTENT would mean now */
    bool is_wrong;            /* exit code 1 */
    bool is_written;
};

void compilation_init(struct compilation *c, const struct compile_options *o);
void compilation_release(struct compilation *c);
/* Everything that looks at the content: afterwards all problems are known. */
int compilation_read(struct compilation *c, const struct compile_options *o,
                     struct err *e);

/* Prints problems as text to stderr and, unless quiet, a summary line to
 * stdout; in another format problems go to stdout and the line to stderr.
 * Returns the exit code; `e` is set for ERR_USAGE and ERR_SYSTEM, and for
 * ERR_CONTENT when the problem has no place among those printed. */
enum err_code compile(const struct compile_options *o, struct err *e);

#endif
