/* gabay-indexer --watch: a preview that follows the content. A saved article is
 * on its page at once, by FILE.layer (layer.h), and in search and lists once
 * FILE is compiled anew. */
#ifndef GABAY_INDEXER_WATCH_H
#define GABAY_INDEXER_WATCH_H

#include "indexer/compile/compile.h"

struct watch_options {
    struct compile_options compile; /* `output` is set */
    bool clock_is_fixed;            /* compile.now stays as it is */
    bool polls; /* looks at the files, waits for no events */
};

/* Until the process is interrupted (jobs.h), which is how it ends well; the
 * signals that do that are blocked meanwhile but where it waits. Problems go to
 * stderr, and unless quiet a line for each change to stdout. `FILE.layer` and
 * `FILE.watch` are removed at the end, FILE stays. */
int watch(const struct watch_options *o, struct err *e);

#endif
