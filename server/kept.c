#include "server/kept.h"

#include <errno.h>
#include <unistd.h>

#include "lib/file.h"
#include "lib/site/site_file.h"
#include "lib/site/site_staging.h"

enum { BLOCK = 256 * 1024 };

static const char *name_of(const char *path, long number, struct arena *a,
                           struct err *e)
{
    struct str name = arena_fmt(a, "%s.%ld", path, number);

    if (!name.ptr)
        err_no_memory(e);
    return name.ptr;
}

static int failed(struct err *e, const char *what, const char *path)
{
    err_errno(e, "cannot %s", what);
    return err_at(e, str_from(path), 0, 0);
}

static bool is_same_file(const char *a, const char *b)
{
    struct site_stamp x, y;

    return site_stamp_of(a, &x) && site_stamp_of(b, &y) &&
           x.device == y.device && x.inode == y.inode;
}

static int copy_bytes(const struct site_file *from, struct site_staging *to,
                      struct err *e)
{
    struct arena a = {0};
    char *block = arena_alloc(&a, BLOCK, 1);
    uint64_t length = site_file_length(from);
    int result = block ? 0 : err_no_memory(e);

    for (uint64_t at = 0; at < length && result == 0;) {
        size_t n = length - at < BLOCK ? (size_t)(length - at) : BLOCK;
        result = file_pread(site_file_fd(from), block, n, at, e);
        if (result)
            err_at(e, str_from(site_file_path(from)), 0, 0);
        else
            result = site_staging_add(to, str_of(block, n), e);
        at += n;
    }
    arena_release(&a);
    return result ? -1 : site_staging_flush(to, e);
}

/* The copy is what will be served, so the copy is checked. */
static int check_copy(const struct site_file *from,
                      const struct site_staging *to, struct err *e)
{
    struct site_file *copy = site_file_open(to->part, e);

    if (!copy)
        return -1;
    bool same = site_file_check(copy) == site_file_check(from);
    site_file_close(copy);
    if (same)
        return 0;
    err_set(e, ERR_CONTENT, "has changed while it was copied");
    return err_at(e, str_from(site_file_path(from)), 0, 0);
}

/* A staging file with a copy in it. */
static int stage(const struct site_file *from, const char *path,
                 struct site_staging *to, struct err *e)
{
    return site_staging_open(to, path, e) || copy_bytes(from, to, e) ||
                   check_copy(from, to, e)
               ? -1
               : 0;
}

/* Where the file system has no hard links (FAT), a copy does. A damaged file
 * is not worth one. */
static int keep_copy(const char *path, const char *to, struct err *e)
{
    struct site_file *f = site_file_open(path, e);
    struct site_staging copy;

    if (!f)
        return e->code == ERR_CONTENT ? 0 : -1;
    int result = stage(f, to, &copy, e);
    if (result == 0)
        result = site_staging_publish(&copy, e);
    site_staging_release(&copy);
    site_file_close(f);
    return result;
}

static int keep_as(const char *path, const char *to, struct err *e)
{
    if (link(path, to) == 0)
        return 0;
    if (errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS ||
        errno == EMLINK)
        return keep_copy(path, to, e);
    return failed(e, "keep the file of before", to);
}

/* Moves FILE.1 .. FILE.gap-1 one further, into the gap. */
static int shift(const char *path, long gap, struct arena *a, struct err *e)
{
    for (long i = gap - 1; i >= 1; i--) {
        const char *from = name_of(path, i, a, e);
        const char *to = from ? name_of(path, i + 1, a, e) : NULL;
        if (!to)
            return -1;
        if (rename(from, to) < 0)
            return failed(e, "rename", from);
    }
    return 0;
}

/* The first number that nothing is kept at, or `keep`. */
static long find_gap(const char *path, long keep, struct arena *a,
                     struct err *e)
{
    for (long i = 1; i < keep; i++) {
        const char *name = name_of(path, i, a, e);
        if (!name)
            return -1;
        if (access(name, F_OK) < 0)
            return i;
    }
    return keep;
}

static int remove_beyond(const char *path, long keep, struct arena *a,
                         struct err *e)
{
    for (long i = keep + 1; i <= KEPT_MAX; i++) {
        const char *name = name_of(path, i, a, e);
        if (!name)
            return -1;
        if (unlink(name) < 0 && errno != ENOENT)
            return failed(e, "remove", name);
    }
    return 0;
}

static int push(const char *path, long keep, struct arena *a, struct err *e)
{
    const char *first = name_of(path, 1, a, e);

    if (!first || remove_beyond(path, keep, a, e))
        return -1;
    if (keep == 0)
        return 0;
    if (access(path, F_OK) < 0)
        return errno == ENOENT ? 0 : failed(e, "look for", path);
    if (is_same_file(path, first))
        return 0;
    long gap = find_gap(path, keep, a, e);
    if (gap < 0 || shift(path, gap, a, e))
        return -1;
    /* With one place only, what is there has not moved. */
    if (unlink(first) < 0 && errno != ENOENT)
        return failed(e, "remove", first);
    return keep_as(path, first, e);
}

int kept_publish(const struct site_file *from, const char *path, long keep,
                 struct err *e)
{
    struct site_staging to;
    struct arena a = {0};
    int result = stage(from, path, &to, e);

    if (result == 0)
        result = push(path, keep, &a, e);
    if (result == 0)
        result = site_staging_publish(&to, e);
    site_staging_release(&to);
    arena_release(&a);
    return result;
}

/* FILE.1 may be FILE itself: then it would come back as the one before. */
static int replace(const char *path, const char *kept, struct arena *a,
                   struct err *e)
{
    const char *first = name_of(path, 1, a, e);

    if (!first)
        return -1;
    if (is_same_file(first, path) && unlink(first) < 0)
        return failed(e, "remove", first);
    if (rename(kept, path) < 0)
        return failed(e, "rename", kept);
    return file_sync_folder(path, e);
}

/* 1 when there is none that `check` takes. */
static int restore(const char *path, kept_check *check, void *ctx,
                   struct arena *a, struct err *e)
{
    for (long i = 1; i <= KEPT_MAX; i++) {
        const char *name = name_of(path, i, a, e);
        if (!name)
            return -1;
        int missing = access(name, F_OK);
        if (missing && errno != ENOENT)
            return failed(e, "look for", name);
        if (missing || is_same_file(name, path))
            continue;
        int wrong = check(name, ctx, e);
        if (wrong <= 0)
            return wrong ? -1 : replace(path, name, a, e);
    }
    return 1;
}

int kept_restore(const char *path, kept_check *check, void *ctx, struct err *e)
{
    struct site_staging lock; /* nobody publishes meanwhile */
    struct arena a = {0};
    int result = site_staging_open(&lock, path, e);

    if (result == 0)
        result = restore(path, check, ctx, &a, e);
    site_staging_release(&lock);
    arena_release(&a);
    return result;
}

int kept_retire(const char *path, long keep, struct err *e)
{
    struct site_staging lock;
    struct arena a = {0};
    int result;

    if (access(path, F_OK) < 0)
        return errno == ENOENT ? 0 : failed(e, "look for", path);
    result = site_staging_open(&lock, path, e);
    if (result == 0)
        result = push(path, keep, &a, e);
    if (result == 0 && unlink(path) < 0)
        result = failed(e, "remove", path);
    if (result == 0)
        result = file_sync_folder(path, e);
    site_staging_release(&lock);
    arena_release(&a);
    return result;
}
