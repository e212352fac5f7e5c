#include "server/listen.h"

#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "lib/str.h"

enum { BACKLOG = 1024 };

static int not_an_address(const char *address, struct err *e)
{
    return err_set(e, ERR_USAGE,
                   "cannot listen on \"%s\": expected ADDR:PORT, such as "
                   "127.0.0.1:8080 or [::1]:8080, or unix:PATH",
                   address);
}

static bool is_abandoned(int fd, const struct sockaddr_un *to)
{
    struct stat st;

    return stat(to->sun_path, &st) == 0 && S_ISSOCK(st.st_mode) &&
           connect(fd, (const struct sockaddr *)to, sizeof(*to)) < 0 &&
           errno == ECONNREFUSED;
}

static int bind_unix(const struct sockaddr_un *to)
{
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    if (fd >= 0 && bind(fd, (const struct sockaddr *)to, sizeof(*to)) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static int open_unix(const char *path, struct listen *out, struct err *e)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};

    if (!*path || strlen(path) >= sizeof(to.sun_path))
        return err_set(e, ERR_USAGE, "the socket's path is empty or too long");
    memcpy(to.sun_path, path, strlen(path));
    out->fd = bind_unix(&to);
    if (out->fd < 0 && errno == EADDRINUSE) {
        int probe = socket(AF_UNIX, SOCK_STREAM, 0);
        bool abandoned = probe >= 0 && is_abandoned(probe, &to);
        if (probe >= 0)
            close(probe);
        if (abandoned && unlink(path) == 0)
            out->fd = bind_unix(&to);
        else
            errno = EADDRINUSE;
    }
    if (out->fd < 0)
        return err_errno(e, "cannot listen on unix:%s", path);
    snprintf(out->unix_path, sizeof(out->unix_path), "%s", path);
    snprintf(out->name, sizeof(out->name), "unix:%s", path);
    return 0;
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
    int fd = socket(to->ai_family, SOCK_STREAM, 0), on = 1;

    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(fd, to->ai_addr, to->ai_addrlen) == 0)
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
    if (out->fd < 0)
        return err_errno(e, "cannot listen on %s", address);
    if (name_tcp(out, e) == 0)
        return 0;
    listen_close(out);
    return -1;
}

int listen_open(const char *address, struct listen *out, struct err *e)
{
    struct str text = str_from(address), local = STR("unix:");

    *out = (struct listen){.fd = -1};
    if (str_starts(text, local) ? open_unix(address + local.len, out, e)
                                : open_tcp(address, out, e))
        return -1;
    if (listen(out->fd, BACKLOG) < 0) {
        err_errno(e, "cannot listen on %s", address);
        listen_close(out);
        return -1;
    }
    return 0;
}

void listen_close(struct listen *l)
{
    if (l->fd >= 0)
        close(l->fd);
    if (l->unix_path[0])
        unlink(l->unix_path);
    *l = (struct listen){.fd = -1};
}
