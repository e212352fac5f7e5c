/* Writes a site file beside its final place and renames it there when whole.
 * Until site_writer_publish() the old file stays as it was. One thread. */
#ifndef GABAY_SITE_WRITER_H
#define GABAY_SITE_WRITER_H

#include <stdint.h>

#include "lib/err.h"
#include "lib/site/site_format.h"
#include "lib/str.h"

struct site_entry_in {
    struct str path; /* public: begins with '/'; internal: does not. Copied */
    enum site_kind kind;
    enum site_cache cache;
    struct str type;       /* content type with charset; copied */
    struct str target;     /* of a redirect */
    int64_t changed;       /* seconds since 1970, 0: unknown */
    int64_t expires;       /* 0: never */
    uint64_t plain_length; /* of the identity form, stored or not */
    struct str blob[3];    /* by site_coding; empty pointer: not stored */
};

struct site_writer;

/* `path` is the final name; the staging file is `path` + ".part". */
struct site_writer *site_writer_new(const char *path, struct err *e);
/* Appends blobs and a table row. Two entries of one path are an error. The
 * ETag is made here: quoted hex of the hash of the stored bytes. */
int site_writer_add(struct site_writer *w, const struct site_entry_in *entry,
                    struct err *e);
/* For a blob written by somebody else (the Xapian compaction): the staging
 * file's descriptor and an offset at a multiple of 4096 to write at; then how
 * much was written. */
int site_writer_begin_index(struct site_writer *w, int *fd, uint64_t *offset,
                            struct err *e);
int site_writer_end_index(struct site_writer *w, struct str path,
                          uint64_t length, struct err *e);
/* Table, checks and header: nothing can be added any more. `*check` is what
 * site_file_check() will say. */
int site_writer_finish(struct site_writer *w, uint64_t *check, struct err *e);
/* The former if need be, then fsync, rename, fsync of the folder. */
int site_writer_publish(struct site_writer *w, struct err *e);
/* The same without waiting for the disk: for what can be made again, such as a
 * preview. */
int site_writer_publish_quickly(struct site_writer *w, struct err *e);
/* Removes the staging file if it was not published. */
void site_writer_free(struct site_writer *w);

#endif
