#include "server/notify.h"

#include <limits.h>
#include <poll.h>
#include <stdalign.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "lib/site/site_names.h"

static const struct mask_event {
    uint32_t mask;
    unsigned event;
} folder_events[] = {
    {IN_MOVED_TO, NOTIFY_MOVED},
    {IN_CLOSE_WRITE, NOTIFY_WRITTEN},
    {IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_ATTRIB, NOTIFY_WRITING},
    {0},
};
static const struct mask_event file_events[] = {
    {IN_CLOSE_WRITE | IN_ATTRIB, NOTIFY_WRITTEN},
    {IN_MODIFY, NOTIFY_WRITING},
    {0},
};

static uint32_t mask_of(const struct mask_event *rows)
{
    uint32_t mask = 0;

    for (; rows->mask; rows++)
        mask |= rows->mask;
    return mask;
}

static unsigned event_of(const struct mask_event *rows, uint32_t mask)
{
    unsigned events = 0;

    for (; rows->mask; rows++)
        if (mask & rows->mask)
            events |= rows->event;
    return events;
}

int notify_init(struct notify *n, const char *path, struct err *e)
{
    const char *slash = strrchr(path, '/');

    *n = (struct notify){
        .path = path,
        .name = slash ? slash + 1 : path,
        .events = inotify_init1(IN_NONBLOCK | IN_CLOEXEC),
        .wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC),
        .folder = -1,
        .file = -1,
    };
    if (n->wake >= 0)
        return 0;
    err_errno(e, "cannot make an event descriptor");
    notify_release(n);
    return -1;
}

void notify_release(struct notify *n)
{
    if (n->events >= 0)
        close(n->events);
    if (n->wake >= 0)
        close(n->wake);
}

static void watch_folder(struct notify *n)
{
    char folder[PATH_MAX];
    int length = (int)(n->name - n->path);

    if (length >= PATH_MAX)
        return;
    snprintf(folder, sizeof(folder), "%.*s", length ? length : 1,
             length ? n->path : ".");
    int now = inotify_add_watch(n->events, folder,
                                mask_of(folder_events) | IN_ONLYDIR);
    if (n->folder >= 0 && n->folder != now)
        inotify_rm_watch(n->events, n->folder);
    n->folder = now;
}

void notify_watch(struct notify *n, int fd)
{
    char name[64];

    if (n->events < 0)
        return;
    watch_folder(n);
    if (n->file >= 0)
        inotify_rm_watch(n->events, n->file);
    snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
    n->file = inotify_add_watch(n->events, name, mask_of(file_events));
}

static bool is_layer(const struct notify *n, const struct inotify_event *event)
{
    struct str name = str_from(event->name), ours = str_from(n->name);

    return event->mask & (IN_MOVED_TO | IN_CLOSE_WRITE) &&
           str_starts(name, ours) &&
           str_eq(str_skip(name, ours.len), S(SITE_LAYER_ENDING));
}

static unsigned read_one(struct notify *n, const struct inotify_event *event)
{
    /* Some were lost: look. */
    if (event->mask & IN_Q_OVERFLOW)
        return NOTIFY_WRITTEN | NOTIFY_LAYER;
    if (event->wd == n->file)
        return event_of(file_events, event->mask);
    if (event->wd != n->folder || !event->len)
        return 0;
    if (strcmp(event->name, n->name) == 0)
        return event_of(folder_events, event->mask);
    return is_layer(n, event) ? NOTIFY_LAYER : 0;
}

static unsigned read_events(struct notify *n)
{
    alignas(struct inotify_event) char room[4096];
    unsigned events = 0;
    ssize_t got;

    while ((got = read(n->events, room, sizeof(room))) > 0)
        for (ssize_t at = 0; at < got;) {
            const struct inotify_event *event =
                (const struct inotify_event *)(void *)(room + at);
            events |= read_one(n, event);
            at += (ssize_t)(sizeof(*event) + event->len);
        }
    return events;
}

unsigned notify_wait(struct notify *n, int milliseconds)
{
    struct pollfd fds[] = {{.fd = n->wake, .events = POLLIN},
                           {.fd = n->events, .events = POLLIN}};
    uint64_t count;
    unsigned events = 0;

    if (poll(fds, 2, milliseconds) <= 0)
        return 0;
    if (fds[1].revents)
        events = read_events(n);
    if (fds[0].revents && read(n->wake, &count, sizeof(count)) > 0)
        events |= NOTIFY_WOKEN;
    return events;
}

void notify_wake(struct notify *n)
{
    const uint64_t one = 1;

    /* A full counter wakes as well. */
    if (write(n->wake, &one, sizeof(one)) < 0)
        return;
}
