/* Makes one call that may fail do so: linked into the programs by
 * `make FAULTS=1`, which sends every such call of our own objects here
 * (--wrap); the libraries keep theirs. Read from the environment:
 *
 *     FAULT_SITE=HEX    fail the first call from this place
 *     FAULT_CALL=N      or the Nth of all, from 1
 *     FAULT_VARIANT=V   in the Vth of the ways that it can fail, from 0
 *     FAULT_DEPTH=D     callers that tell two places apart (default 1)
 *     FAULT_REPORT=F    append what was seen, or what was made to fail
 *
 * A place is the kind of call and the return addresses of D callers. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PLACES = 1 << 16, DEPTH_MAX = 24, HALF = -1 };

/* The ways in which a call fails: errors, or HALF, which is done in part. A
 * zero ends the row. */
#define CALLS(X)                                                               \
    X(malloc, ENOMEM)                                                          \
    X(calloc, ENOMEM)                                                          \
    X(realloc, ENOMEM)                                                         \
    X(strdup, ENOMEM)                                                          \
    X(_Znwm, ENOMEM)                                                           \
    X(_ZnwmRKSt9nothrow_t, ENOMEM)                                             \
    X(open, EMFILE, EIO)                                                       \
    X(openat, ENFILE, EIO)                                                     \
    X(read, EIO, EINTR, HALF)                                                  \
    X(pread, EIO, EINTR, HALF)                                                 \
    X(write, ENOSPC, EIO, EINTR, HALF)                                         \
    X(pwrite, ENOSPC, EIO, EINTR, HALF)                                        \
    X(fsync, EIO, ENOSPC)                                                      \
    X(ftruncate, EIO)                                                          \
    X(lseek, EIO)                                                              \
    X(fstat, EIO)                                                              \
    X(stat, EIO, EACCES)                                                       \
    X(lstat, EIO, EACCES)                                                      \
    X(fstatat, EIO)                                                            \
    X(flock, ENOLCK)                                                           \
    X(access, EIO)                                                             \
    X(close, EIO)                                                              \
    X(rename, EIO, ENOSPC)                                                     \
    X(link, ENOSPC, EMLINK)                                                    \
    X(unlink, EIO)                                                             \
    X(unlinkat, EIO)                                                           \
    X(mkdir, ENOSPC, EACCES)                                                   \
    X(readlink, EIO)                                                           \
    X(opendir, EMFILE, ENOMEM)                                                 \
    X(fdopendir, ENOMEM)                                                       \
    X(readdir, EIO)                                                            \
    X(fflush, ENOSPC, EIO)                                                     \
    X(socket, EMFILE)                                                          \
    X(setsockopt, ENOBUFS)                                                     \
    X(bind, EADDRINUSE, EACCES)                                                \
    X(listen, EADDRINUSE)                                                      \
    X(connect, ENOBUFS)                                                        \
    X(getsockname, ENOBUFS)                                                    \
    X(getaddrinfo, EAI_MEMORY)                                                 \
    X(getnameinfo, EAI_MEMORY)                                                 \
    X(inotify_init1, EMFILE)                                                   \
    X(inotify_add_watch, ENOSPC)                                               \
    X(pthread_create, EAGAIN)                                                  \
    X(pipe, EMFILE)                                                            \
    X(posix_spawnp, EAGAIN)

#define CALL(name, ...) CALL_##name,
enum call { CALLS(CALL) CALL_COUNT };

#define ROW(name, ...) {#name, {__VA_ARGS__, 0}},
static const struct {
    const char *name;
    int ways[6];
} calls[] = {CALLS(ROW)};

struct place {
    unsigned long id;
    enum call call;
    unsigned long times, first;
    size_t depth;
    unsigned long stack[DEPTH_MAX]; /* offsets from the program's start */
};

static struct {
    pthread_mutex_t lock; /* guards what follows */
    struct place *places;
    unsigned long seen, call, site;
    size_t depth, variant;
    const char *report;
    char done;
} faults = {.lock = PTHREAD_MUTEX_INITIALIZER};

/* Places of the linker. */
extern char __executable_start[], etext[];

void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t n);
ssize_t __real_write(int fd, const void *from, size_t n);
ssize_t __real_pwrite(int fd, const void *from, size_t n, off_t at);
ssize_t __real_read(int fd, void *to, size_t n);
ssize_t __real_pread(int fd, void *to, size_t n, off_t at);
int __real_open(const char *path, int flags, ...);
int __real_openat(int fd, const char *path, int flags, ...);
int __real_close(int fd);

static unsigned long number(const char *name, int base, unsigned long none)
{
    const char *text = getenv(name);

    return text && *text ? strtoul(text, NULL, base) : none;
}

static void print_place(const struct place *p, const char *what)
{
    char line[1024];
    size_t n;
    int fd = __real_open(faults.report, O_WRONLY | O_APPEND | O_CREAT, 0644);

    snprintf(line, sizeof(line), "%s %lx %s %lu %lu", what, p->id,
             calls[p->call].name, p->times, p->first);
    for (size_t i = 0; i < p->depth; i++) {
        n = strlen(line);
        snprintf(line + n, sizeof(line) - n, " %lx", p->stack[i]);
    }
    n = strlen(line);
    line[n] = '\n';
    if (fd < 0 || __real_write(fd, line, n + 1) < 0)
        abort();
    __real_close(fd);
}

__attribute__((constructor)) static void begin(void)
{
    faults.site = number("FAULT_SITE", 16, 0);
    faults.call = number("FAULT_CALL", 10, 0);
    faults.variant = number("FAULT_VARIANT", 10, 0);
    faults.depth = number("FAULT_DEPTH", 10, 1);
    faults.report = getenv("FAULT_REPORT");
    if (faults.depth > DEPTH_MAX)
        faults.depth = DEPTH_MAX;
    faults.places = __real_calloc(PLACES, sizeof(*faults.places));
    if (!faults.places)
        abort();
}

__attribute__((destructor)) static void end(void)
{
    for (size_t i = 0; i < PLACES && faults.report; i++)
        if (faults.places[i].times && !faults.site && !faults.call)
            print_place(&faults.places[i], "seen");
}

/* Frames are followed as far as they are our own: a library's need not have
 * the pointer. */
static void find_place(struct place *p, enum call call, void *const *frame)
{
    p->call = call;
    p->id = 14695981039346656037UL ^ (unsigned long)call;
    while (p->depth < faults.depth) {
        const char *caller = frame[1];
        if (caller < __executable_start || caller >= etext)
            break;
        unsigned long at = (unsigned long)(caller - __executable_start);
        p->stack[p->depth++] = at;
        p->id = (p->id ^ at) * 1099511628211UL;
        p->id ^= p->id >> 29;
        frame = frame[0];
    }
}

static struct place *note(const struct place *p)
{
    size_t i = p->id % PLACES;

    while (faults.places[i].times && faults.places[i].id != p->id)
        i = (i + 1) % PLACES;
    if (!faults.places[i].times) {
        faults.places[i] = *p;
        faults.places[i].first = faults.seen;
    }
    faults.places[i].times++;
    return &faults.places[i];
}

/* How this call is to fail: 0 not at all. */
static int fault(enum call call, void *const *frame)
{
    struct place p = {0};
    size_t ways = 1;
    int why = 0;

    find_place(&p, call, frame);
    pthread_mutex_lock(&faults.lock);
    faults.seen++;
    struct place *kept = note(&p);
    if (!faults.done &&
        (faults.site ? p.id == faults.site : faults.seen == faults.call)) {
        faults.done = 1;
        while (calls[call].ways[ways])
            ways++;
        if (faults.variant < ways)
            why = calls[call].ways[faults.variant];
        if (faults.report)
            print_place(kept, why ? "failed" : "spared");
    }
    pthread_mutex_unlock(&faults.lock);
    return why;
}

static int fails(enum call call, void *const *frame)
{
    int why = fault(call, frame);

    if (why > 0)
        errno = why;
    return why;
}

/* A call that does nothing when it fails. */
#define WRAP(type, name, params, args, failed)                                 \
    type __real_##name params;                                                 \
    type __wrap_##name params;                                                 \
    type __wrap_##name params                                                  \
    {                                                                          \
        if (fails(CALL_##name, __builtin_frame_address(0)))                    \
            return failed;                                                     \
        return __real_##name args;                                             \
    }
/* One that has done its work, and then says that it failed. */
#define WRAP_DONE(type, name, params, args, failed)                            \
    type __real_##name params;                                                 \
    type __wrap_##name params;                                                 \
    type __wrap_##name params                                                  \
    {                                                                          \
        int why = fault(CALL_##name, __builtin_frame_address(0));              \
        type result = __real_##name args;                                      \
        if (why)                                                               \
            errno = why;                                                       \
        return why ? failed : result;                                          \
    }
/* One that may do half of its work. */
#define WRAP_HALF(name, params, args, half)                                    \
    ssize_t __wrap_##name params;                                              \
    ssize_t __wrap_##name params                                               \
    {                                                                          \
        int why = fails(CALL_##name, __builtin_frame_address(0));              \
        if (why == HALF && n > 1)                                              \
            return __real_##name half;                                         \
        return why > 0 ? -1 : __real_##name args;                              \
    }
/* One that returns its error. */
#define WRAP_CODE(name, params, args)                                          \
    int __real_##name params;                                                  \
    int __wrap_##name params;                                                  \
    int __wrap_##name params                                                   \
    {                                                                          \
        int why = fault(CALL_##name, __builtin_frame_address(0));              \
        return why ? why : __real_##name args;                                 \
    }

WRAP(void *, malloc, (size_t n), (n), NULL)
WRAP(void *, calloc, (size_t count, size_t n), (count, n), NULL)
WRAP(void *, realloc, (void *old, size_t n), (old, n), NULL)
WRAP(char *, strdup, (const char *text), (text), NULL)
WRAP(void *, _ZnwmRKSt9nothrow_t, (size_t n, const void *nothrow), (n, nothrow),
     NULL)
WRAP_HALF(read, (int fd, void *to, size_t n), (fd, to, n), (fd, to, n / 2))
WRAP_HALF(pread, (int fd, void *to, size_t n, off_t at), (fd, to, n, at),
          (fd, to, n / 2, at))
WRAP_HALF(write, (int fd, const void *from, size_t n), (fd, from, n),
          (fd, from, n / 2))
WRAP_HALF(pwrite, (int fd, const void *from, size_t n, off_t at),
          (fd, from, n, at), (fd, from, n / 2, at))
WRAP(int, fsync, (int fd), (fd), -1)
WRAP(int, ftruncate, (int fd, off_t length), (fd, length), -1)
WRAP(off_t, lseek, (int fd, off_t at, int from), (fd, at, from), -1)
WRAP(int, fstat, (int fd, struct stat *st), (fd, st), -1)
WRAP(int, stat, (const char *path, struct stat *st), (path, st), -1)
WRAP(int, lstat, (const char *path, struct stat *st), (path, st), -1)
WRAP(int, fstatat, (int fd, const char *path, struct stat *st, int flags),
     (fd, path, st, flags), -1)
WRAP(int, flock, (int fd, int how), (fd, how), -1)
WRAP(int, access, (const char *path, int how), (path, how), -1)
WRAP_DONE(int, close, (int fd), (fd), -1)
WRAP(int, rename, (const char *old, const char *new), (old, new), -1)
WRAP(int, link, (const char *old, const char *new), (old, new), -1)
WRAP(int, unlink, (const char *path), (path), -1)
WRAP(int, unlinkat, (int fd, const char *path, int flags), (fd, path, flags),
     -1)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), -1)
WRAP(ssize_t, readlink, (const char *path, char *to, size_t n), (path, to, n),
     -1)
WRAP(DIR *, opendir, (const char *path), (path), NULL)
WRAP(DIR *, fdopendir, (int fd), (fd), NULL)
WRAP(struct dirent *, readdir, (DIR * dir), (dir), NULL)
WRAP(int, fflush, (FILE * file), (file), EOF)
WRAP(int, socket, (int family, int type, int protocol),
     (family, type, protocol), -1)
WRAP(int, setsockopt,
     (int fd, int level, int name, const void *value, socklen_t n),
     (fd, level, name, value, n), -1)
WRAP(int, bind, (int fd, const struct sockaddr *at, socklen_t n), (fd, at, n),
     -1)
WRAP(int, listen, (int fd, int backlog), (fd, backlog), -1)
WRAP(int, connect, (int fd, const struct sockaddr *to, socklen_t n),
     (fd, to, n), -1)
WRAP(int, getsockname, (int fd, struct sockaddr *at, socklen_t *n), (fd, at, n),
     -1)
WRAP(int, inotify_init1, (int flags), (flags), -1)
WRAP(int, inotify_add_watch, (int fd, const char *path, uint32_t mask),
     (fd, path, mask), -1)
WRAP_CODE(getaddrinfo,
          (const char *host, const char *port, const struct addrinfo *hints,
           struct addrinfo **found),
          (host, port, hints, found))
WRAP_CODE(getnameinfo,
          (const struct sockaddr *at, socklen_t n, char *host, socklen_t hosts,
           char *port, socklen_t ports, int flags),
          (at, n, host, hosts, port, ports, flags))
WRAP_CODE(pthread_create,
          (pthread_t * thread, const pthread_attr_t *how, void *(*run)(void *),
           void *arg),
          (thread, how, run, arg))

WRAP(int, pipe, (int ends[2]), (ends), -1)
WRAP_CODE(posix_spawnp,
          (pid_t * pid, const char *file,
           const posix_spawn_file_actions_t *files,
           const posix_spawnattr_t *how, char *const argv[],
           char *const environment[]),
          (pid, file, files, how, argv, environment))

/* The mode is there only if a file may be made. */
static mode_t mode_of(int flags, va_list args)
{
    return flags & O_CREAT ? (mode_t)va_arg(args, unsigned) : 0;
}

int __wrap_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...)
{
    va_list args;

    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return fails(CALL_open, __builtin_frame_address(0))
               ? -1
               : __real_open(path, flags, mode);
}

int __wrap_openat(int fd, const char *path, int flags, ...);
int __wrap_openat(int fd, const char *path, int flags, ...)
{
    va_list args;

    va_start(args, flags);
    mode_t mode = mode_of(flags, args);
    va_end(args);
    return fails(CALL_openat, __builtin_frame_address(0))
               ? -1
               : __real_openat(fd, path, flags, mode);
}

/* operator new throws. */
void _ZSt17__throw_bad_allocv(void);
void *__real__Znwm(size_t n);
void *__wrap__Znwm(size_t n);
void *__wrap__Znwm(size_t n)
{
    if (fails(CALL__Znwm, __builtin_frame_address(0)))
        _ZSt17__throw_bad_allocv();
    return __real__Znwm(n);
}
