/* Files: reading whole ones, walking trees, and publishing one by a rename.
 * Paths are NUL-terminated bytes as the file system has them. */
#ifndef GABAY_FILE_H
#define GABAY_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

/* The whole file, appended to `out`. Errors carry the path: ERR_CONTENT for one
 * that is not there, may not be read or is larger than `max` bytes. */
int file_read(const char *path, size_t max, struct buf *out, struct err *e);
/* All of `n` bytes, whatever the short writes and interruptions. */
int file_write(int fd, const void *bytes, size_t n, struct err *e);
/* Exactly `n` bytes from `offset`; a short file is an error. */
int file_pread(int fd, void *bytes, size_t n, uint64_t offset, struct err *e);

/* Creates or replaces `path` in one step with `bytes`: written beside it,
 * synced, renamed. */
int file_replace(const char *path, struct str bytes, struct err *e);
/* Makes the rename of something in this file's folder durable. */
int file_sync_folder(const char *path, struct err *e);

/* Removes a folder with all in it; nothing to remove is no error. Follows no
 * links. */
int file_remove_tree(const char *path, struct err *e);

struct file_entry {
    struct str path; /* relative to the root walked, '/' between parts */
    bool is_folder;
    bool is_link;    /* to a folder or to nothing: listed, not followed */
    bool is_outside; /* a link to a file that does not lie below the root */
    uint64_t size;
};
struct file_list {
    struct file_entry *entries;
    size_t count, room;
};
/* All files and folders below `root`, sorted by path bytes; names that begin
 * with '.' are left out; symbolic links are followed to files, never to
 * folders (no loops). A folder that cannot be read is an error. */
int file_walk(const char *root, struct arena *a, struct file_list *out,
              struct err *e);

#endif
