#include "lib/site/site_staging.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file.h"

enum { PENDING_MAX = 256 * 1024, TRIES = 8 };

static bool is_still(int fd, const char *path)
{
    struct stat ours, named;

    return fstat(fd, &ours) == 0 && stat(path, &named) == 0 &&
           ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

/* flock() and not fcntl(): a lock of the latter kind is lost as soon as any
 * descriptor of the file is closed, and Xapian closes its own. */
static int lock_part(struct site_staging *s, struct err *e)
{
    s->fd = open(s->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (s->fd < 0)
        return err_errno(e, "cannot create");
    if (flock(s->fd, LOCK_EX | LOCK_NB) == 0)
        return 0;
    if (errno == EWOULDBLOCK)
        err_set(e, ERR_SYSTEM,
                "another program is writing this file: wait until it "
                "has ended");
    else
        err_errno(e, "cannot lock");
    close(s->fd);
    s->fd = -1;
    return -1;
}

/* Between open and lock the other process may have renamed or removed what we
 * opened: then its name leads elsewhere, and we begin again. */
static int open_part(struct site_staging *s, struct err *e)
{
    for (int i = 0; i < TRIES; i++) {
        if (lock_part(s, e))
            return -1;
        if (is_still(s->fd, s->part))
            return ftruncate(s->fd, 0) == 0 ? 0 : err_errno(e, "cannot empty");
        close(s->fd);
        s->fd = -1;
    }
    return err_set(e, ERR_SYSTEM,
                   "other processes keep replacing this file: end them");
}

/* A rename would replace a device or fail at a folder, after all the work. */
static int check_target(const char *path, struct err *e)
{
    struct stat st;

    if (stat(path, &st) < 0 || S_ISREG(st.st_mode))
        return 0;
    err_set(e, ERR_USAGE, "%s: name a file to write",
            S_ISDIR(st.st_mode) ? "is a folder" : "is not a regular file");
    return err_at(e, str_from(path), 0, 0);
}

int site_staging_open(struct site_staging *s, const char *path, struct err *e)
{
    size_t room = strlen(path) + sizeof(".part");

    *s = (struct site_staging){.fd = -1};
    if (check_target(path, e))
        return -1;
    s->path = strdup(path);
    s->part = malloc(room);
    if (!s->path || !s->part)
        return err_no_memory(e);
    snprintf(s->part, room, "%s.part", path);
    return open_part(s, e) ? err_at(e, str_from(s->part), 0, 0) : 0;
}

uint64_t site_staging_offset(const struct site_staging *s)
{
    return s->flushed + s->pending.len;
}

static int write_at(struct site_staging *s, struct str bytes, uint64_t offset,
                    struct err *e)
{
    while (bytes.len > 0) {
        ssize_t n = pwrite(s->fd, bytes.ptr, bytes.len, (off_t)offset);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            err_errno(e, "cannot write");
            return err_at(e, str_from(s->part), 0, 0);
        }
        bytes = str_skip(bytes, (size_t)n);
        offset += (uint64_t)n;
    }
    return 0;
}

int site_staging_flush(struct site_staging *s, struct err *e)
{
    if (s->pending.failed)
        return err_no_memory(e);
    if (write_at(s, buf_str(&s->pending), s->flushed, e))
        return -1;
    s->flushed += s->pending.len;
    buf_clear(&s->pending);
    return 0;
}

int site_staging_add(struct site_staging *s, struct str bytes, struct err *e)
{
    if (bytes.len < PENDING_MAX) {
        buf_put(&s->pending, bytes);
        return s->pending.len < PENDING_MAX ? 0 : site_staging_flush(s, e);
    }
    if (site_staging_flush(s, e) || write_at(s, bytes, s->flushed, e))
        return -1;
    s->flushed += bytes.len;
    return 0;
}

int site_staging_align(struct site_staging *s, uint64_t size, struct err *e)
{
    static const char zeros[4096];
    uint64_t over = site_staging_offset(s) % size;

    return over ? site_staging_add(s, str_of(zeros, (size_t)(size - over)), e)
                : 0;
}

int site_staging_skip(struct site_staging *s, uint64_t length, struct err *e)
{
    struct stat st;

    if (fstat(s->fd, &st) < 0)
        err_errno(e, "cannot read");
    else if ((uint64_t)st.st_size < s->flushed ||
             (uint64_t)st.st_size - s->flushed < length)
        err_set(e, ERR_SYSTEM,
                "holds fewer than the %" PRIu64 " bytes of the index", length);
    else if (ftruncate(s->fd, (off_t)(s->flushed + length)) < 0)
        err_errno(e, "cannot shorten");
    else {
        s->flushed += length;
        return 0;
    }
    return err_at(e, str_from(s->part), 0, 0);
}

int site_staging_head(struct site_staging *s, struct str bytes, struct err *e)
{
    return write_at(s, bytes, 0, e);
}

int site_staging_rename(struct site_staging *s, struct err *e)
{
    if (rename(s->part, s->path) < 0) {
        err_errno(e, "cannot rename to %s", s->path);
        return err_at(e, str_from(s->part), 0, 0);
    }
    /* Nothing is left to remove, and the lock is on the published file. */
    int result = close(s->fd);
    s->fd = -1;
    if (result < 0) {
        err_errno(e, "cannot close");
        return err_at(e, str_from(s->path), 0, 0);
    }
    return 0;
}

int site_staging_publish(struct site_staging *s, struct err *e)
{
    if (fsync(s->fd) < 0) {
        err_errno(e, "cannot sync");
        return err_at(e, str_from(s->part), 0, 0);
    }
    return site_staging_rename(s, e) ? -1 : file_sync_folder(s->path, e);
}

void site_staging_release(struct site_staging *s)
{
    if (s->fd >= 0) {
        unlink(s->part);
        close(s->fd);
    }
    buf_release(&s->pending);
    free(s->path);
    free(s->part);
    *s = (struct site_staging){.fd = -1};
}
