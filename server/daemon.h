/* The HTTP side: the only file that knows libmicrohttpd is daemon.c. */
#ifndef GABAY_SERVER_DAEMON_H
#define GABAY_SERVER_DAEMON_H

#include <stdbool.h>

#include "lib/err.h"
#include "server/site_holder.h"

struct daemon_options {
    int fd;               /* listened on; stays the caller's */
    unsigned connections; /* at once, over all */
    unsigned per_address; /* of them from one address; 0: no limit */
    unsigned timeout;     /* seconds without a byte until one is closed */
    bool quiet;           /* no line a request */
};

enum {
    DAEMON_CONNECTIONS = 960,
    DAEMON_PER_ADDRESS = 480,
    DAEMON_TIMEOUT = 10,
    DAEMON_DRAIN = 5, /* seconds that requests under way get at the end */
};

struct daemon;

/* Starts the workers; `site` must outlive it. Block the signals that main
 * waits for before: workers inherit the mask. */
struct daemon *daemon_start(struct site_holder *site,
                            const struct daemon_options *options,
                            struct err *e);
/* Accepts nothing more, lets requests under way end within DAEMON_DRAIN
 * seconds, closes what is left and frees it. */
void daemon_stop(struct daemon *d);

#endif
