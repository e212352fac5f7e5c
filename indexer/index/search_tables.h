/* A locale's tables beside the index: lexicon, records,
 * suggestions, vectors. */
#ifndef GABAY_INDEXER_SEARCH_TABLES_H
#define GABAY_INDEXER_SEARCH_TABLES_H

#include "indexer/index/numbering.h"
#include "indexer/base/site.h"
#include "indexer/index/spellings.h"
#include "lib/analyse/analyse.h"
#include "lib/site/site_writer.h"

struct search_tables {
    struct locale *locale;
    struct analyser **analysers; /* by worker; NULL: it saw none of these */
    unsigned analyser_count;
    const struct spellings *spellings[JOBS_MAX]; /* by worker */
    bool keeps_tokens; /* the pages' tokens are somebody else's */
};

/* Releases the pages' tokens on the way, if they are theirs. */
int search_tables_write(struct search_tables *t, struct site_writer *w,
                        struct err *e);

#endif
