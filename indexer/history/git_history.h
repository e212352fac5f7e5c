/* When the files of a folder were last changed, and by whom, as the git
 * repository around it says: one pass over its log, which ends as soon as all
 * files are known. Any thread. */
#ifndef GABAY_INDEXER_GIT_HISTORY_H
#define GABAY_INDEXER_GIT_HISTORY_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "indexer/history/git_log.h"
#include "lib/arena.h"
#include "lib/err.h"

struct git_request {
    const char *root;       /* the folder */
    bool with_authors;      /* the whole log may be read then */
    struct git_file *files; /* zero but for their paths; filled */
    size_t count;
    const atomic_bool *stop; /* set by another thread: no more is wanted */
};

enum git_outcome {
    GIT_SAID,    /* what it knows is in the files */
    GIT_SILENT,  /* no git, no repository, no commit: nothing is known */
    GIT_REFUSED, /* the repository belongs to somebody else */
    GIT_FAILED,  /* `why` says what git said */
};

struct git_history {
    enum git_outcome outcome;
    bool is_shallow;
    char why[200]; /* one line, or empty */
};

/* Names live in `a`. -1 for failures of the system, an interruption too. */
int git_history_read(const struct git_request *request, struct arena *a,
                     struct git_history *out, struct err *e);

#endif
