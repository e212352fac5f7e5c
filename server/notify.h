/* Tells when a file, or what its path leads to, may have changed: inotify on
 * its folder and on the open file itself. Paths through links to folders and
 * network file systems tell nothing: look yourself now and then. One thread
 * but for notify_wake(). */
#ifndef GABAY_SERVER_NOTIFY_H
#define GABAY_SERVER_NOTIFY_H

#include "lib/err.h"

enum notify_event {
    NOTIFY_WRITING = 1, /* the open file, or a new one at the path, is being
                           written: it will take a while */
    NOTIFY_WRITTEN = 2, /* whoever wrote has closed it */
    NOTIFY_MOVED = 4,   /* another file lies at the path: it is whole */
    NOTIFY_WOKEN = 8,
    NOTIFY_LAYER = 16, /* the same for the path with SITE_LAYER_ENDING */
};

struct notify {
    const char *path, *name; /* the caller's; its last part */
    int events;              /* inotify, or -1 */
    int wake;                /* eventfd */
    int folder, file;        /* what is watched; -1: nothing */
};

/* Without inotify (too many of them on the machine) it still wakes. */
int notify_init(struct notify *n, const char *path, struct err *e);
void notify_release(struct notify *n);
/* Watches the open file instead of the one before, and looks up the folder
 * again. */
void notify_watch(struct notify *n, int fd);
/* Waits until something happens, at most so many milliseconds. A set of
 * notify_event, empty when the time was up. */
unsigned notify_wait(struct notify *n, int milliseconds);
/* From any thread. */
void notify_wake(struct notify *n);

#endif
