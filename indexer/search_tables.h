/* A locale's tables beside the index: lexicon, records,
 * suggestions, vectors. */
#ifndef GABAY_INDEXER_SEARCH_TABLES_H
#define GABAY_INDEXER_SEARCH_TABLES_H

#include "indexer/site.h"
#include "lib/analyse/analyse.h"
#include "lib/site/site_writer.h"

enum { JOBS_MAX = 64 };

struct search_tables {
    struct locale *locale;
    struct analyser **analysers; /* by worker; NULL: it saw none of these */
    unsigned analyser_count;
    const uint32_t *totals[JOBS_MAX]; /* by worker: occurrences by word id */
};

/* Releases the pages' record texts and tokens on the way. */
int search_tables_write(struct search_tables *t, struct site_writer *w,
                        struct err *e);

#endif
