/* Reads a site file: checked whole at open, then by pread, never mapped.
 * After opening it is immutable; any number of threads may use it. */
#ifndef GABAY_SITE_FILE_H
#define GABAY_SITE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/site/site_format.h"
#include "lib/site/site_stamp.h"
#include "lib/str.h"

struct site_blob {
    uint64_t offset, length, check; /* length 0 and offset 0: not stored */
};

struct site_entry {
    struct str path, type, etag, target; /* borrowed from the file's table */
    enum site_kind kind;
    enum site_cache cache;
    int64_t changed, expires;
    uint64_t plain_length;
    struct site_blob blob[3];
};

struct site_file;

/* Refuses, with one clear line each (ERR_CONTENT, the path set): an empty
 * file, a foreign one, a newer format, a truncated or lengthened one, a wrong
 * check, rows that point outside. ERR_SYSTEM: cannot open or read. */
struct site_file *site_file_open(const char *path, struct err *e);
void site_file_close(struct site_file *f);

int site_file_fd(const struct site_file *f);
const char *site_file_path(const struct site_file *f);
/* As the file was when its check began. */
struct site_stamp site_file_stamp(const struct site_file *f);
/* Has somebody written into the open file since? Exact on file systems whose
 * times are as fine as the kernel's clock: the check never begins within the
 * tick of the last write. */
bool site_file_changed(const struct site_file *f);
uint64_t site_file_length(const struct site_file *f);
/* The check of the whole: names this generation. */
uint64_t site_file_check(const struct site_file *f);
size_t site_file_count(const struct site_file *f);
const struct site_entry *site_file_at(const struct site_file *f, size_t i);
/* NULL when there is none. */
const struct site_entry *site_file_find(const struct site_file *f,
                                        struct str path);
/* Is it one of the file's own? */
bool site_file_holds(const struct site_file *f, const struct site_entry *entry);
/* Reads a blob into `out` (appended) and verifies its check; ERR_CONTENT
 * "damaged" when it does not hold. */
int site_file_read(const struct site_file *f, const struct site_blob *blob,
                   struct buf *out, struct err *e);
/* An internal entry's plain bytes by path, or an error that names it. */
int site_file_load(const struct site_file *f, const char *path, struct buf *out,
                   struct err *e);

#endif
