#include "server/supervisor.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static const char *const words[] = {
    [SUPERVISOR_READY] = "READY=1",
    [SUPERVISOR_RELOADING] = "RELOADING=1",
    [SUPERVISOR_STOPPING] = "STOPPING=1",
};

static void send_text(const char *where, const char *text)
{
    struct sockaddr_un to = {.sun_family = AF_UNIX};
    size_t len = strlen(where);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);

    if (fd < 0 || len == 0 || len >= sizeof(to.sun_path)) {
        if (fd >= 0)
            close(fd);
        return;
    }
    memcpy(to.sun_path, where, len);
    if (where[0] == '@') /* a name that is in no folder */
        to.sun_path[0] = '\0';
    sendto(fd, text, strlen(text), MSG_NOSIGNAL, (struct sockaddr *)&to,
           (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len));
    close(fd);
}

/* The time tells a reload that was asked for from one that came before. */
void supervisor_tell(const char *socket, enum supervisor_state state)
{
    struct timespec now;
    char text[80];

    if (!socket)
        return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    snprintf(text, sizeof(text), "%s\nMONOTONIC_USEC=%lld", words[state],
             (long long)now.tv_sec * 1000000 + now.tv_nsec / 1000);
    send_text(socket, text);
}
