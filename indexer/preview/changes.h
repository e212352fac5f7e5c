/* What happened in the watched folders, and when it is time to act on it: soon
 * on an article that was saved, a little later on all of it, so that one save
 * by an editor that writes several files is one change. Times are milliseconds
 * of any clock that only rises. One thread. */
#ifndef GABAY_INDEXER_CHANGES_H
#define GABAY_INDEXER_CHANGES_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/map.h"
#include "lib/str.h"

enum {
    CHANGES_QUICK_MS = 5,      /* after the last event of an article */
    CHANGES_QUICK_MAX_MS = 50, /* after the first */
    CHANGES_WHOLE_MS = 150,    /* after the last event of all */
    CHANGES_WHOLE_MAX_MS = 1000,
    CHANGES_QUICK_FILES = 32, /* more at once are left to the whole compile */
};

enum change {
    CHANGE_WRITTEN, /* closed after it was written, or moved here */
    CHANGE_GONE,    /* deleted, or moved away */
    CHANGE_FOLDER,  /* a folder came, went or moved */
};

struct changes {
    struct arena arena;
    struct map paths;    /* all: path -> struct change_row */
    bool forgets;        /* what is kept of articles does not count any more */
    int64_t first, last; /* of all; the map is empty: none */
    int64_t quick_first, quick_last; /* of articles saved */
    size_t quick_count;
};

void changes_init(struct changes *c);
void changes_release(struct changes *c);
/* Nothing has changed. */
void changes_clear(struct changes *c);

/* `path` is relative to the content folder. */
void changes_note(struct changes *c, enum change change, struct str path,
                  int64_t now);
/* Something that every page may depend on; `what` is shown. */
void changes_note_all(struct changes *c, const char *what, int64_t now);

/* When it is time, or -1: nothing to do. */
int64_t changes_quick_at(const struct changes *c);
int64_t changes_whole_at(const struct changes *c);
/* The articles saved, in the order of the first event, at most
 * CHANGES_QUICK_FILES: they are not quick any more, but still to be compiled
 * with the rest. Borrowed until the changes are cleared. */
size_t changes_take_quick(struct changes *c,
                          struct str paths[CHANGES_QUICK_FILES]);
/* "en/a.md", "en/a.md and 3 more", appended. */
void changes_put(const struct changes *c, struct buf *out);

#endif
