#include "lib/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096 };

static int at_path(struct err *e, const char *path)
{
    return err_at(e, str_from(path), 0, 0);
}

static int too_large(size_t max, struct err *e)
{
    enum { MEGABYTE = 1024 * 1024 };

    return max % MEGABYTE
               ? err_set(e, ERR_CONTENT, "larger than %zu bytes", max)
               : err_set(e, ERR_CONTENT, "larger than %zu MB", max / MEGABYTE);
}

static int read_all(int fd, size_t max, struct buf *out, struct err *e)
{
    size_t start = out->len;

    for (;;) {
        char *room = buf_room(out, 64 * 1024);
        if (!room)
            return err_no_memory(e);
        ssize_t n = read(fd, room, 64 * 1024);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(e, "cannot read");
        if (n == 0)
            return 0;
        out->len += (size_t)n;
        if (out->len - start > max)
            return too_large(max, e);
    }
}

/* What is wrong with the file, not with the machine. */
static bool is_of_the_file(int why)
{
    static const int kinds[] = {ENOENT,  EACCES, EPERM, ELOOP,
                                ENOTDIR, EISDIR, ENXIO, ENAMETOOLONG};

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
        if (why == kinds[i])
            return true;
    return false;
}

int file_read(const char *path, size_t max, struct buf *out, struct err *e)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0) {
        bool is_the_file = is_of_the_file(errno);
        err_errno(e, "cannot open");
        if (e && is_the_file)
            e->code = ERR_CONTENT;
        return at_path(e, path);
    }
    int result = read_all(fd, max, out, e);
    close(fd);
    return result ? at_path(e, path) : 0;
}

int file_write(int fd, const void *bytes, size_t n, struct err *e)
{
    const char *from = bytes;

    while (n > 0) {
        ssize_t done = write(fd, from, n);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return err_errno(e, "cannot write");
        from += done;
        n -= (size_t)done;
    }
    return 0;
}

int file_pread(int fd, void *bytes, size_t n, uint64_t offset, struct err *e)
{
    char *to = bytes;

    while (n > 0) {
        ssize_t done = pread(fd, to, n, (off_t)offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return err_errno(e, "cannot read");
        if (done == 0)
            return err_set(e, ERR_CONTENT, "the file ends too early");
        to += done;
        offset += (uint64_t)done;
        n -= (size_t)done;
    }
    return 0;
}

int file_sync_folder(const char *path, struct err *e)
{
    char folder[PATH_ROOM];
    struct str whole = str_from(path);
    size_t slash = str_find_last(whole, '/');

    if (slash == whole.len)
        snprintf(folder, sizeof(folder), ".");
    else
        snprintf(folder, sizeof(folder), "%.*s", (int)(slash ? slash : 1),
                 path);

    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || fsync(fd) < 0) {
        err_errno(e, "cannot sync the folder");
        if (fd >= 0)
            close(fd);
        return at_path(e, folder);
    }
    close(fd);
    return 0;
}

static int write_synced(int fd, struct str bytes, struct err *e)
{
    int result = file_write(fd, bytes.ptr, bytes.len, e);

    if (result == 0 && fsync(fd) < 0)
        result = err_errno(e, "cannot sync");
    if (close(fd) < 0 && result == 0)
        result = err_errno(e, "cannot close");
    return result;
}

int file_replace(const char *path, struct str bytes, struct err *e)
{
    char staging[PATH_ROOM];

    snprintf(staging, sizeof(staging), "%s.part", path);
    int fd = open(staging, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0) {
        err_errno(e, "cannot create");
        return at_path(e, staging);
    }
    int result = write_synced(fd, bytes, e);
    if (result == 0 && rename(staging, path) < 0)
        result = err_errno(e, "cannot rename to %s", path);
    if (result) {
        unlink(staging);
        return at_path(e, staging);
    }
    return file_sync_folder(path, e);
}

static int remove_below(int parent, const char *name, struct err *e);

static int remove_entries(DIR *dir, struct err *e)
{
    struct dirent *d;

    while ((d = readdir(dir))) {
        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0)
            continue;
        if (unlinkat(dirfd(dir), d->d_name, 0) == 0)
            continue;
        if (errno != EISDIR && errno != EPERM)
            return err_errno(e, "cannot remove %s", d->d_name);
        if (remove_below(dirfd(dir), d->d_name, e))
            return -1;
    }
    return 0;
}

static int remove_below(int parent, const char *name, struct err *e)
{
    int fd =
        openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return errno == ENOENT ? 0 : err_errno(e, "cannot open %s", name);

    DIR *dir = fdopendir(fd);
    if (!dir) {
        close(fd);
        return err_errno(e, "cannot read %s", name);
    }
    int result = remove_entries(dir, e);
    closedir(dir);
    if (result == 0 && unlinkat(parent, name, AT_REMOVEDIR) < 0)
        result = err_errno(e, "cannot remove %s", name);
    return result;
}

int file_remove_tree(const char *path, struct err *e)
{
    return remove_below(AT_FDCWD, path, e);
}

/* Where an open file really lies. */
static bool real_place(const char *path, int flags, char place[PATH_ROOM])
{
    char link[64];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags);

    if (fd < 0)
        return false;
    snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, place, PATH_ROOM - 1);
    close(fd);
    place[n > 0 ? n : 0] = '\0';
    return n > 0;
}

/* What cannot be opened is told by whoever reads it. */
static bool lies_outside(const char *root, const char *path)
{
    char above[PATH_ROOM], place[PATH_ROOM];

    if (!real_place(path, 0, place) || !real_place(root, O_DIRECTORY, above))
        return false;
    size_t n = strcmp(above, "/") == 0 ? 0 : strlen(above);
    return strncmp(place, above, n) != 0 || place[n] != '/';
}

static void note_place(struct arena *a, const char *root,
                       struct file_entry *entry)
{
    struct str path = entry->path.ptr
                          ? arena_fmt(a, "%s/%s", root, entry->path.ptr)
                          : entry->path;

    entry->is_outside = path.ptr && lies_outside(root, path.ptr);
}

static bool add_entry(struct arena *a, struct file_list *list,
                      struct file_entry entry)
{
    if (list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 64;
        struct file_entry *grown = arena_new(a, struct file_entry, room);
        if (!grown)
            return false;
        if (list->count)
            memcpy(grown, list->entries, list->count * sizeof(*grown));
        list->entries = grown;
        list->room = room;
    }
    list->entries[list->count++] = entry;
    return true;
}

/* Gone meanwhile, or a link to nothing. */
static bool is_nothing(int why)
{
    return why == ENOENT || why == ELOOP || why == ENOTDIR;
}

/* 1: it is a file, a folder or a link that is listed; 0: none of these, or gone
 * meanwhile. Of a link to a file `is_outside` is not known yet. */
static int look(DIR *dir, const char *name, struct file_entry *out)
{
    struct stat st, link;

    if (fstatat(dirfd(dir), name, &link, AT_SYMLINK_NOFOLLOW) < 0)
        return is_nothing(errno) ? 0 : -1;
    if (fstatat(dirfd(dir), name, &st, 0) < 0) {
        if (!is_nothing(errno))
            return -1;
        st = link;
    }
    *out = (struct file_entry){
        .is_folder = S_ISDIR(link.st_mode),
        .is_link = S_ISLNK(link.st_mode) && !S_ISREG(st.st_mode),
        .is_outside = S_ISLNK(link.st_mode) && S_ISREG(st.st_mode),
        .size = (uint64_t)st.st_size,
    };
    return S_ISREG(st.st_mode) || out->is_folder || out->is_link;
}

/* One level; folders are walked later, when their turn in the list comes. */
static int walk_folder(const char *root, struct str folder, struct arena *a,
                       struct file_list *out, struct err *e)
{
    struct str full = folder.len ? arena_fmt(a, "%s/%s", root, folder.ptr)
                                 : arena_str(a, str_from(root));
    DIR *dir = full.ptr ? opendir(full.ptr) : NULL;
    struct dirent *d;
    int result = 0;

    if (!dir) {
        err_errno(e, "cannot read the folder");
        return err_at(e, full, 0, 0);
    }
    while (result == 0 && (errno = 0, d = readdir(dir))) {
        struct file_entry entry;
        int found = d->d_name[0] == '.' ? 0 : look(dir, d->d_name, &entry);
        if (found < 0)
            break;
        if (found == 0)
            continue;
        entry.path = folder.len ? arena_fmt(a, "%s/%s", folder.ptr, d->d_name)
                                : arena_str(a, str_from(d->d_name));
        if (entry.is_outside)
            note_place(a, root, &entry);
        if (!entry.path.ptr || a->failed || !add_entry(a, out, entry))
            result = err_no_memory(e);
    }
    if (result == 0 && errno) {
        err_errno(e, "cannot read the folder");
        result = err_at(e, full, 0, 0);
    }
    closedir(dir);
    return result;
}

static int by_path(const void *a, const void *b)
{
    return str_cmp(((const struct file_entry *)a)->path,
                   ((const struct file_entry *)b)->path);
}

int file_walk(const char *root, struct arena *a, struct file_list *out,
              struct err *e)
{
    size_t next = out->count;

    if (walk_folder(root, (struct str){0}, a, out, e))
        return -1;
    for (; next < out->count; next++)
        if (out->entries[next].is_folder &&
            walk_folder(root, out->entries[next].path, a, out, e))
            return -1;
    if (out->count)
        qsort(out->entries, out->count, sizeof(*out->entries), by_path);
    return 0;
}
