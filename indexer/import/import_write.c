#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/import/import.h"
#include "lib/file.h"

enum { FILE_BYTES = 1 << 30, CHUNK = 1 << 14 };

/* What was made, to be taken back when something fails. */
struct made {
    struct made *before;
    struct str path; /* below the content folder; "" for itself */
    bool is_folder;
};

struct writer {
    struct import *im;
    const char *content;
    int root; /* the content folder */
    struct made *made;
};

static int note(struct writer *w, struct str path, bool is_folder,
                struct err *e)
{
    struct made *made = arena_new(&w->im->arena, struct made, 1);

    if (!made)
        return err_no_memory(e);
    *made = (struct made){w->made, path, is_folder};
    w->made = made;
    return 0;
}

static void take_back(struct writer *w)
{
    for (const struct made *m = w->made; m; m = m->before) {
        if (!m->path.len)
            rmdir(w->content);
        else
            unlinkat(w->root, m->path.ptr, m->is_folder ? AT_REMOVEDIR : 0);
    }
}

/* The folder of a file, opened without following a link anywhere on the way;
 * made where it is not there. */
static int open_folder(struct writer *w, struct str folder, struct err *e)
{
    const int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int at = fcntl(w->root, F_DUPFD_CLOEXEC, 0);
    struct str rest = folder, part;
    size_t len = 0;

    while (at >= 0 && rest.len && str_cut(&rest, '/', &part)) {
        struct str name = arena_str(&w->im->arena, part), path;
        int next;
        len += part.len + (len > 0);
        path = arena_str(&w->im->arena, str_sub(folder, 0, len));
        if (!name.ptr || !path.ptr) {
            close(at);
            return err_no_memory(e);
        }
        if (mkdirat(at, name.ptr, 0777) == 0) {
            if (note(w, path, true, e)) {
                unlinkat(at, name.ptr, AT_REMOVEDIR);
                close(at);
                return -1;
            }
        }
        next = openat(at, name.ptr, flags);
        close(at);
        at = next;
    }
    return at >= 0 ? at
                   : err_errno(e, "cannot make the folder %s/%.*s", w->content,
                               STR_ARG(folder));
}

static int refuse(const struct writer *w, struct str path, struct err *e)
{
    return err_set(e, ERR_USAGE,
                   "%s/%.*s is there already: nothing was written; import into "
                   "another folder, or move that file away",
                   w->content, STR_ARG(path));
}

static int create(struct writer *w, struct str path, struct err *e)
{
    struct str name = arena_str(&w->im->arena, import_name_of(path));
    int folder =
        name.ptr ? open_folder(w, import_folder_of(path), e) : err_no_memory(e);
    int fd;

    if (folder < 0)
        return -1;
    fd = openat(folder, name.ptr,
                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0)
        errno == EEXIST
            ? refuse(w, path, e)
            : err_errno(e, "cannot write %s/%.*s", w->content, STR_ARG(path));
    else if (note(w, path, false, e)) {
        unlinkat(folder, name.ptr, 0);
        close(fd);
        fd = -1;
    }
    close(folder);
    return fd;
}

static int finish(struct writer *w, struct str path, int fd, int result,
                  struct err *e)
{
    if (close(fd) < 0 && result == 0)
        result =
            err_errno(e, "cannot write %s/%.*s", w->content, STR_ARG(path));
    return result;
}

static int write_text(struct writer *w, struct str path, struct str text,
                      struct err *e)
{
    int fd = create(w, path, e);

    return fd < 0
               ? -1
               : finish(w, path, fd, file_write(fd, text.ptr, text.len, e), e);
}

static int copy(int from, int to, const struct import_file *f, struct err *e)
{
    char chunk[CHUNK];
    size_t total = 0;
    ssize_t n = 0;

    while ((n = read(from, chunk, CHUNK)) > 0 || (n < 0 && errno == EINTR)) {
        if (n < 0)
            continue;
        total += (size_t)n;
        if (total > FILE_BYTES)
            return err_set(e, ERR_CONTENT, "%s is too large a file",
                           f->path.ptr);
        if (file_write(to, chunk, (size_t)n, e))
            return -1;
    }
    return n < 0 ? err_errno(e, "cannot read %s", f->path.ptr) : 0;
}

static int write_copy(struct writer *w, const struct import_file *f,
                      struct err *e)
{
    int from =
        open(f->path.ptr, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    int result = -1, to;
    struct stat st;

    if (from < 0 || fstat(from, &st) < 0 || !S_ISREG(st.st_mode)) {
        err_errno(e, "cannot read %s", f->path.ptr);
    } else {
        to = create(w, f->target, e);
        if (to >= 0)
            result = finish(w, f->target, to, copy(from, to, f, e), e);
    }
    if (from >= 0)
        close(from);
    return result;
}

static void put_settings(const struct import *im, struct buf *out)
{
    if (im->title.len) {
        buf_text(out, "title: ");
        buf_json(out, im->title);
        buf_char(out, '\n');
    }
    buf_fmt(out, "default_locale: %.*s\nlocales: [",
            STR_ARG(im->default_locale));
    for (size_t i = 0; i < im->locales.count; i++)
        buf_fmt(out, "%s%.*s", i ? ", " : "",
                STR_ARG(im->locales.entries[i].key));
    buf_text(out, "]\n");
}

/* site.yaml, where there is none. */
static int write_settings(struct writer *w, struct err *e)
{
    struct buf text = {0};
    struct stat st;
    int result = 0;

    if (fstatat(w->root, "site.yaml", &st, AT_SYMLINK_NOFOLLOW) == 0)
        return 0;
    put_settings(w->im, &text);
    result = text.failed ? err_no_memory(e)
                         : write_text(w, S("site.yaml"), buf_str(&text), e);
    buf_release(&text);
    return result;
}

/* Before anything is written: so that what is there is not half mixed with
 * what comes. */
static int check_free(struct writer *w, struct str path, struct err *e)
{
    struct stat st;

    if (fstatat(w->root, path.ptr, &st, AT_SYMLINK_NOFOLLOW) == 0)
        return refuse(w, path, e);
    return 0;
}

static int check_all(struct writer *w, struct err *e)
{
    for (const struct import_page *p = w->im->pages; p; p = p->next)
        if (check_free(w, p->target, e))
            return -1;
    for (const struct import_file *f = w->im->files; f; f = f->next)
        if (f->target.len && check_free(w, f->target, e))
            return -1;
    return 0;
}

static int write_all(struct writer *w, struct err *e)
{
    if (check_all(w, e))
        return -1;
    for (const struct import_page *p = w->im->pages; p; p = p->next)
        if (write_text(w, p->target, p->text, e))
            return -1;
    for (const struct import_file *f = w->im->files; f; f = f->next)
        if (f->target.len && write_copy(w, f, e))
            return -1;
    return write_settings(w, e);
}

static int open_root(struct writer *w, struct err *e)
{
    if (mkdir(w->content, 0777) == 0) {
        if (note(w, S(""), true, e)) {
            rmdir(w->content);
            return -1;
        }
    } else if (errno == ENOENT) {
        return err_set(e, ERR_USAGE,
                       "there is no folder to make %s in: make that first",
                       w->content);
    } else if (errno != EEXIST) {
        return err_errno(e, "cannot make the folder %s", w->content);
    }
    w->root = open(w->content, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (w->root < 0 && errno == ENOTDIR)
        return err_set(e, ERR_USAGE, "%s is a file; name a folder", w->content);
    return w->root < 0 ? err_errno(e, "cannot open %s", w->content) : 0;
}

int import_write(struct import *im, const char *content, struct err *e)
{
    struct writer w = {.im = im, .content = content, .root = -1};
    sigset_t most, before;
    int result;

    /* Ctrl+C waits for the little while that it takes. */
    sigemptyset(&most);
    sigaddset(&most, SIGINT);
    sigaddset(&most, SIGTERM);
    sigaddset(&most, SIGHUP);
    sigprocmask(SIG_BLOCK, &most, &before);
    result = open_root(&w, e);
    if (result == 0)
        result = write_all(&w, e);
    if (result)
        take_back(&w);
    if (w.root >= 0)
        close(w.root);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return result;
}
