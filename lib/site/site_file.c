#include "lib/site/site_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file.h"
#include "lib/site/site_foreign.h"
#include "lib/site/site_layout.h"
#include "lib/site/site_stamp.h"
#include "lib/site/site_table.h"
#include "lib/widen.h"

struct site_file {
    int fd;
    char *path;
    struct site_stamp stamp;
    uint64_t length, check;
    char *table_bytes;
    struct site_table table;
};

static int open_regular(struct site_file *f, struct err *e)
{
    struct stat st;

    /* Without O_NONBLOCK a pipe would keep us waiting here. */
    f->fd = open(f->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (f->fd < 0)
        return err_errno(e, "cannot open");
    if (site_stamp_settled(f->fd, &st) < 0)
        return err_errno(e, "cannot read");
    if (!S_ISREG(st.st_mode))
        return err_set(e, ERR_CONTENT,
                       "not a file: give one that gabay-indexer wrote");
    f->stamp = site_stamp_from(&st);
    f->length = f->stamp.size;
    return 0;
}

static int compare_length(uint64_t is, uint64_t says, struct err *e)
{
    if (is < says)
        return err_set(e, ERR_CONTENT,
                       "shorter than it says (%" PRIu64 " of %" PRIu64
                       " bytes): copied only in part? Copy it again",
                       is, says);
    if (is > says)
        return err_set(e, ERR_CONTENT,
                       "longer than it says (%" PRIu64 " instead of %" PRIu64
                       " bytes): copy it again",
                       is, says);
    return 0;
}

static int read_header(const struct site_file *f, struct site_header *h,
                       struct err *e)
{
    char bytes[SITE_HEADER_SIZE];
    size_t n = f->length < sizeof(bytes) ? (size_t)f->length : sizeof(bytes);

    if (file_pread(f->fd, bytes, n, 0, e) ||
        site_foreign_check(str_of(bytes, n), e))
        return -1;
    if (!site_header_get(bytes, h))
        return err_set(e, ERR_CONTENT, "damaged header: copy it again");
    if (h->version != SITE_VERSION)
        return err_set(e, ERR_CONTENT,
                       "written in format %" PRIu32 ", this program reads "
                       "format %d: %s",
                       h->version, SITE_VERSION,
                       h->version > SITE_VERSION ? "install a newer Gabay"
                                                 : "compile it again");
    if (compare_length(f->length, h->length, e))
        return -1;
    if (h->table_length > SIZE_MAX / 2 || h->table_offset < SITE_HEADER_SIZE ||
        h->table_offset > h->length ||
        h->table_length != h->length - h->table_offset)
        return err_set(e, ERR_CONTENT,
                       "its header is wrong (table outside the file): "
                       "compile it again");
    return 0;
}

/* The table is hashed as it lies in memory, so that what is used is what was
 * checked, even if somebody writes into the file meanwhile. */
static int check_and_load(struct site_file *f, const struct site_header *h,
                          struct err *e)
{
    size_t size = (size_t)h->table_length;
    uint64_t blobs = h->table_offset - SITE_HEADER_SIZE;

    f->table_bytes = malloc(size ? size : 1);
    if (!f->table_bytes)
        return err_no_memory(e);
    if (file_pread(f->fd, f->table_bytes, size, h->table_offset, e))
        return -1;

    struct str table = str_of(f->table_bytes, size);
    if (site_check_body(f->fd, SITE_HEADER_SIZE, blobs, table, &f->check, e))
        return -1;
    if (f->check != h->body_check)
        return err_set(e, ERR_CONTENT, "damaged: copy it again");
    return site_table_load(&f->table, table, h->entry_count, h->table_offset,
                           e);
}

struct site_file *site_file_open(const char *path, struct err *e)
{
    struct site_header h;
    struct site_file *f = calloc(1, sizeof(*f));

    if (!f) {
        err_no_memory(e);
        return NULL;
    }
    f->fd = -1;
    f->path = strdup(path);
    if (!f->path)
        err_no_memory(e);
    else if (open_regular(f, e) == 0 && read_header(f, &h, e) == 0 &&
             check_and_load(f, &h, e) == 0)
        return f;
    err_at(e, str_from(path), 0, 0);
    site_file_close(f);
    return NULL;
}

void site_file_close(struct site_file *f)
{
    if (!f)
        return;
    if (f->fd >= 0)
        close(f->fd);
    site_table_release(&f->table);
    free(f->table_bytes);
    free(f->path);
    free(f);
}

int site_file_fd(const struct site_file *f)
{
    return f->fd;
}

const char *site_file_path(const struct site_file *f)
{
    return f->path;
}

struct site_stamp site_file_stamp(const struct site_file *f)
{
    return f->stamp;
}

bool site_file_changed(const struct site_file *f)
{
    struct stat st;

    /* What cannot be asked is not suspected: all that is read is checked. */
    return fstat(f->fd, &st) == 0 &&
           !site_stamp_eq(site_stamp_from(&st), f->stamp);
}

uint64_t site_file_length(const struct site_file *f)
{
    return f->length;
}

uint64_t site_file_check(const struct site_file *f)
{
    return f->check;
}

size_t site_file_count(const struct site_file *f)
{
    return f->table.count;
}

const struct site_entry *site_file_at(const struct site_file *f, size_t i)
{
    return &f->table.entries[i];
}

bool site_file_holds(const struct site_file *f, const struct site_entry *entry)
{
    uintptr_t first = (uintptr_t)f->table.entries, at = (uintptr_t)entry;

    return at >= first && at - first < f->table.count * sizeof(*entry);
}

const struct site_entry *site_file_find(const struct site_file *f,
                                        struct str path)
{
    return site_table_find(&f->table, path);
}

int site_file_read(const struct site_file *f, const struct site_blob *blob,
                   struct buf *out, struct err *e)
{
    size_t length = (size_t)blob->length;
    char *room = buf_room(out, length ? length : 1);

    if (!room)
        return err_no_memory(e);
    if (file_pread(f->fd, room, length, blob->offset, e))
        return err_at(e, str_from(f->path), 0, 0);
    WIDEN();
    if (site_check_bytes(str_of(room, length)) != blob->check) {
        err_set(e, ERR_CONTENT, "damaged at byte %" PRIu64 ": copy it again",
                blob->offset);
        return err_at(e, str_from(f->path), 0, 0);
    }
    out->len += length;
    return 0;
}

int site_file_load(const struct site_file *f, const char *path, struct buf *out,
                   struct err *e)
{
    const struct site_entry *entry = site_file_find(f, str_from(path));

    if (entry && entry->blob[SITE_PLAIN].offset)
        return site_file_read(f, &entry->blob[SITE_PLAIN], out, e);
    err_set(e, ERR_CONTENT, "has no %s inside: compile it again", path);
    return err_at(e, str_from(f->path), 0, 0);
}
