/* The HTTP side: the only file that knows libmicrohttpd is daemon.c. */
#ifndef GABAY_SERVER_DAEMON_H
#define GABAY_SERVER_DAEMON_H

#include <stdbool.h>

#include "lib/err.h"
#include "server/client_address.h"
#include "server/site_holder.h"
#include "server/store/store.h"

struct live;
struct tokens;
struct rate;

struct daemon_options {
    int listener;             /* listened on; stays the caller's */
    bool listener_is_shared;  /* somebody else goes on listening on it */
    unsigned workers;         /* threads */
    unsigned connections;     /* at once, over all */
    unsigned per_address;     /* of them from one address; 0: no limit */
    unsigned idle_timeout;    /* seconds without a byte until one is closed */
    unsigned request_timeout; /* seconds for a request to come whole */
    size_t keep;              /* bytes of answers kept ready; 0: none */
    unsigned drain;           /* seconds that daemon_stop() waits */
    bool quiet;               /* no line a request */
    struct store *store;      /* NULL: nothing is remembered */
    const struct proxies *trusted;
    struct tokens *tokens; /* NULL: none is known */
    struct rate *rate;     /* NULL: no limits */
    struct live *live;     /* of previews, for writers; NULL: not for them */
};

struct daemon;

/* Starts the workers; `site` must outlive it. Block the signals that main
 * waits for before: workers inherit the mask. */
struct daemon *daemon_start(struct site_holder *site,
                            const struct daemon_options *options,
                            struct err *e);
/* Accepts nothing more, lets requests under way end within the time to drain,
 * closes what is left and frees it. What waits for the store is waited for,
 * however long: it ends before the store does. */
void daemon_stop(struct daemon *d);

#endif
