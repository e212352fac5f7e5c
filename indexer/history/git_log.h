/* What `git log` says of files, read as it comes: when each was last changed,
 * and by whom. Pure; one thread.
 *
 * Read is the output of
 *     git log -z --format='@%at %P|%aN' --name-status -M100% -c
 * the newest commit first: fields that end with a NUL, of which those that
 * begin with '@' head a commit, and statuses ("M", "A", "R100", of a merge
 * "MM") are followed by one path, or by two where a file was renamed.
 *
 * A rename that leaves the bytes as they are is no change: the file is looked
 * for under its old name from there on. A merge counts where it differs from
 * all its parents. Where the history was cut off (a shallow clone), the commit
 * at the cut has all files as new: it says nothing about them. */
#ifndef GABAY_INDEXER_GIT_LOG_H
#define GABAY_INDEXER_GIT_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/map.h"
#include "lib/str.h"

enum { GIT_AUTHORS_MAX = 3 };

struct git_file {
    struct str path;    /* relative to the folder read */
    int64_t changed_at; /* seconds since 1970, 0: not known */
    bool is_cut;        /* last changed before the history was cut off */
    struct str authors[GIT_AUTHORS_MAX]; /* the latest first, each once */
    size_t author_count;
    /* while the log is read */
    bool is_tracked, is_settled;
};

struct git_log {
    struct arena *arena;
    struct str prefix; /* the folder's path in the repository: "" or "help/" */
    bool is_shallow;
    bool with_authors;
    bool is_wrong; /* not what git writes */
    size_t open;   /* files that are still looked for: 0 ends the reading */

    /* inside */
    struct map names; /* path in the repository -> struct name */
    struct map people;
    size_t renames, renames_max;
    struct buf part; /* of a field that goes on in the next piece */
    struct buf from; /* the old path of a file that was renamed */
    int64_t at;      /* of the commit */
    bool at_cut;
    struct str author, status;
    unsigned paths; /* that are to come for the status */
};

/* Nothing is looked for yet. `prefix` is borrowed, as are the paths below. */
void git_log_init(struct git_log *log, struct arena *arena, struct str prefix);
void git_log_release(struct git_log *log);
/* Memory ran out: what it knows is not all. */
bool git_log_failed(const struct git_log *log);
/* A file that is looked for, if git_log_track() says that git has it.
 * `file` is zero but for its path. False when memory ran out. */
bool git_log_want(struct git_log *log, struct git_file *file);
/* Fields of `git ls-tree -r -z --name-only HEAD`, relative to the folder. */
void git_log_track(struct git_log *log, struct str path);
/* The next piece of the output, of any length. */
void git_log_feed(struct git_log *log, struct str bytes);

#endif
