/* Watching folders with all below them: inotify where there is room for it,
 * else a look at all files now and then. Events tell that something happened;
 * what is there now is for the reader to see. One thread. */
#ifndef GABAY_INDEXER_TREE_WATCH_H
#define GABAY_INDEXER_TREE_WATCH_H

#include <stdbool.h>

#include "indexer/preview/changes.h"
#include "lib/err.h"

enum { TREE_WATCH_ROOTS_MAX = 3 };

/* All paths are borrowed. The first root is the content folder; what changes in
 * another one changes everything. */
struct tree_watch_options {
    const char *roots[TREE_WATCH_ROOTS_MAX];
    size_t root_count;
    /* What is written here itself, and must not be taken for a change: names in
     * `folder` that begin so. */
    const char *own_folder;
    struct str own_name;
    bool polls; /* no events: network folders have none */
};

struct tree_watch;

/* Finds the folders; from now on nothing is missed. Where the content folder is
 * not there, it is looked for. */
struct tree_watch *tree_watch_new(const struct tree_watch_options *o,
                                  struct err *e);
void tree_watch_free(struct tree_watch *t);

/* To be waited for with poll; -1: there are no events. */
int tree_watch_fd(const struct tree_watch *t);
/* When to look again without an event, in milliseconds from the last look; -1:
 * only upon events. */
int tree_watch_interval(const struct tree_watch *t);
/* Why it is a look now and then, to be told once, or NULL. */
const char *tree_watch_notice(const struct tree_watch *t);

/* Adds what has happened since to the changes. */
int tree_watch_read(struct tree_watch *t, struct changes *c, int64_t now,
                    struct err *e);

#endif
