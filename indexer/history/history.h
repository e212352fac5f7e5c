/* What git knows of the articles: their `updated` and, where site.yaml asks for
 * them, their authors, if the front matter does not say. */
#ifndef GABAY_INDEXER_HISTORY_H
#define GABAY_INDEXER_HISTORY_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "indexer/history/git_history.h"
#include "indexer/base/site.h"

/* A reading of the log that goes on in a thread of its own. */
struct history {
    struct git_request request;
    struct git_history said;
    struct arena arena;
    struct err error;
    int result;
    atomic_bool stop; /* the articles say all themselves */
    bool is_running;
    pthread_t thread;
};

/* Behind content_scan(); site.yaml's `git: false` starts nothing. The pages'
 * `file` must stay as they are until the end. */
int history_begin(struct history *h, struct site *site, struct err *e);
/* Behind content_read(), and whenever it was begun: waits for it, fills the
 * pages (copied into the articles' arenas), and says what is wrong with the
 * repository. `e` as content_read() left it if that has failed: then nothing is
 * filled. */
int history_end(struct history *h, struct site *site, bool has_failed,
                struct err *e);

#endif
