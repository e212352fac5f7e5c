#include "server/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/str.h"

enum {
    BACKLOG = 4096, /* the kernel cuts it to its own most */
    FIRST_INHERITED = 3,
};

static int not_an_address(const char *address, struct err *e)
{
    return err_set(e, ERR_USAGE,
                   "cannot listen on \"%s\": expected ADDR:PORT, such as "
                   "127.0.0.1:8080 or [::1]:8080, or unix:PATH",
                   address);
}

/* Does nobody listen there any more? Then the file is left over. */
static bool is_abandoned(const struct sockaddr_un *to)
{
    struct stat st;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    bool dead = fd >= 0 && lstat(to->sun_path, &st) == 0 &&
                S_ISSOCK(st.st_mode) &&
                connect(fd, (const struct sockaddr *)to, sizeof(*to)) < 0 &&
                errno == ECONNREFUSED;

    if (fd >= 0)
        close(fd);
    return dead;
}

/* The file comes with the permissions that the mask leaves. */
static int bind_unix(int fd, const struct sockaddr_un *to, unsigned mode)
{
    mode_t mask = umask((mode_t)(~mode & 0777));
    int result = bind(fd, (const struct sockaddr *)to, sizeof(*to));
    int why = errno;

    umask(mask);
    errno = why;
    return result;
}

static int bind_in_place(int fd, const struct sockaddr_un *to, unsigned mode)
{
    if (bind_unix(fd, to, mode) == 0)
        return 0;
    if (errno != EADDRINUSE)
        return -1;
    if (is_abandoned(to) && unlink(to->sun_path) == 0)
        return bind_unix(fd, to, mode);
    errno = EADDRINUSE;
    return -1;
}

/* Two servers that start at once must not both find the same file abandoned:
 * the second would remove the first one's. Whoever holds the folder's lock
 * also listens before it lets go, since a socket that is only bound looks
 * abandoned too. */
static int lock_folder(const char *path)
{
    char folder[LISTEN_NAME_MAX] = ".";
    size_t slash = str_find_last(str_from(path), '/');

    if (path[slash] == '/')
        snprintf(folder, sizeof(folder), "%.*s", slash ? (int)slash : 1, path);
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0)
        flock(fd, LOCK_EX);
    return fd;
}

static void name_unix(const char *path, struct listen *out)
{
    struct stat st;

    snprintf(out->unix_path, sizeof(out->unix_path), "%s", path);
    snprintf(out->name, sizeof(out->name), "unix:%s", path);
    if (lstat(path, &st) == 0) {
        out->device = st.st_dev;
        out->inode = st.st_ino;
    }
}

static int open_unix(const char *path, unsigned mode, struct listen *out,
                     struct err *e)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};

    if (!*path || strlen(path) >= sizeof(to.sun_path))
        return err_set(e, ERR_USAGE, "the socket's path is empty or too long");
    memcpy(to.sun_path, path, strlen(path));
    int lock = lock_folder(path);
    out->is_unix = true;
    out->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int result =
        lock >= 0 && out->fd >= 0 && bind_in_place(out->fd, &to, mode) == 0
            ? 0
            : err_errno(e, "cannot listen on unix:%s", path);
    if (result == 0) {
        name_unix(path, out);
        if (listen(out->fd, BACKLOG) < 0)
            result = err_errno(e, "cannot listen on unix:%s", path);
    }
    if (lock >= 0)
        close(lock);
    return result;
}

/* Splits "[::1]:80" and "127.0.0.1:80" into C strings. */
static bool split(struct str address, char host[64], char port[8])
{
    size_t colon = str_find_last(address, ':');
    struct str h = str_sub(address, 0, colon);
    struct str p = str_skip(address, colon + 1);
    uint64_t number;

    if (h.len > 1 && h.ptr[0] == '[' && h.ptr[h.len - 1] == ']')
        h = str_sub(h, 1, h.len - 2);
    else if (str_find(h, ':') < h.len)
        return false;
    if (!h.len)
        h = S("127.0.0.1");
    if (colon == address.len || h.len > 63 || !str_to_u64(p, &number) ||
        number > 65535)
        return false;
    snprintf(host, 64, "%.*s", STR_ARG(h));
    snprintf(port, 8, "%u", (unsigned)number);
    return true;
}

static int bind_tcp(const struct addrinfo *to)
{
    int fd = socket(to->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int on = 1, off = 0;

    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (to->ai_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof(off));
    if (bind(fd, to->ai_addr, to->ai_addrlen) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int why = errno;
    close(fd);
    errno = why;
    return -1;
}

/* The port that the system chose, where it was asked to. */
static int name_tcp(struct listen *out, struct err *e)
{
    struct sockaddr_storage at = {0};
    socklen_t len = sizeof(at);
    char host[64], port[8];

    if (getsockname(out->fd, (struct sockaddr *)&at, &len) < 0 ||
        getnameinfo((struct sockaddr *)&at, len, host, sizeof(host), port,
                    sizeof(port), NI_NUMERICHOST | NI_NUMERICSERV))
        return err_set(e, ERR_SYSTEM, "cannot read the own address");
    if (at.ss_family == AF_INET6)
        snprintf(out->name, sizeof(out->name), "http://[%s]:%s", host, port);
    else
        snprintf(out->name, sizeof(out->name), "http://%s:%s", host, port);
    return 0;
}

static int open_tcp(const char *address, struct listen *out, struct err *e)
{
    struct addrinfo hints = {
        .ai_family = AF_UNSPEC,
        .ai_socktype = SOCK_STREAM,
        .ai_flags = AI_PASSIVE | AI_NUMERICHOST | AI_NUMERICSERV,
    };
    struct addrinfo *found = NULL;
    char host[64], port[8];

    if (!split(str_from(address), host, port))
        return not_an_address(address, e);
    if (strcmp(host, "localhost") == 0)
        snprintf(host, sizeof(host), "127.0.0.1");
    int why = getaddrinfo(host, port, &hints, &found);
    if (why == EAI_MEMORY || why == EAI_SYSTEM)
        return err_set(e, ERR_SYSTEM, "cannot listen on %s: %s", address,
                       gai_strerror(why));
    if (why)
        return not_an_address(address, e);
    out->fd = bind_tcp(found);
    freeaddrinfo(found);
    if (out->fd < 0 && errno == EADDRINUSE)
        return err_set(e, ERR_SYSTEM,
                       "cannot listen on %s: another program does; end that "
                       "one, or name another port (--listen 127.0.0.1:0 takes "
                       "any that is free)",
                       address);
    if (out->fd < 0)
        return err_errno(e, "cannot listen on %s", address);
    return name_tcp(out, e);
}

int listen_open(const char *address, unsigned mode, struct listen *out,
                struct err *e)
{
    struct str text = str_from(address), local = STR("unix:");

    *out = (struct listen){.fd = -1};
    if ((str_starts(text, local) ? open_unix(address + local.len, mode, out, e)
                                 : open_tcp(address, out, e)) == 0)
        return 0;
    listen_close(out);
    return -1;
}

static bool is_listening(int fd)
{
    int listening = 0, type = 0;
    socklen_t len = sizeof(listening), type_len = sizeof(type);

    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listening, &len) == 0 &&
           getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &type_len) == 0 &&
           listening && type == SOCK_STREAM;
}

static int name_inherited(struct listen *out, struct err *e)
{
    struct sockaddr_un at = {0};
    socklen_t len = sizeof(at);

    if (getsockname(out->fd, (struct sockaddr *)&at, &len) < 0 ||
        at.sun_family != AF_UNIX)
        return name_tcp(out, e);
    out->is_unix = true;
    snprintf(out->name, sizeof(out->name), "unix:%.*s",
             (int)sizeof(at.sun_path), at.sun_path);
    return 0;
}

int listen_inherit(unsigned count, struct listen *out, struct err *e)
{
    *out = (struct listen){.fd = -1};
    if (count != 1)
        return err_set(e, ERR_USAGE,
                       "%u sockets were handed over, expected one", count);
    if (!is_listening(FIRST_INHERITED))
        return err_set(e, ERR_USAGE,
                       "descriptor %d, which was handed over, is no stream "
                       "socket that listens",
                       FIRST_INHERITED);
    out->fd = FIRST_INHERITED;
    out->is_inherited = true;
    fcntl(out->fd, F_SETFD, FD_CLOEXEC);
    return name_inherited(out, e);
}

void listen_close(struct listen *l)
{
    struct stat st;

    if (l->fd >= 0)
        close(l->fd);
    if (l->unix_path[0] && lstat(l->unix_path, &st) == 0 &&
        st.st_dev == l->device && st.st_ino == l->inode)
        unlink(l->unix_path);
    *l = (struct listen){.fd = -1};
}
