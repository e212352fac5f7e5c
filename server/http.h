/* One worker's share of the daemon, and what of it does not need to know the
 * HTTP library. For daemon.c; a worker's own but where it says otherwise. */
#ifndef GABAY_SERVER_HTTP_H
#define GABAY_SERVER_HTTP_H

#include <stdatomic.h>

#include "server/daemon.h"
#include "server/exchange.h"
#include "server/live.h"
#include "server/ready.h"

struct MHD_Daemon;

/* One worker with its own copy of the library's state. The library's own
 * threads stall when one epoll_wait() returns exactly 128 events; run from
 * outside it never waits, so it cannot. */
struct http {
    struct daemon *daemon;
    struct MHD_Daemon *mhd;
    struct worker *worker;
    struct client *arriving;
    struct exchanges exchanges;
    struct site *site;    /* during a run that answered something, else NULL */
    uint64_t live_number; /* of the run, taken before `site` */
    struct later_queue waiting;
    struct exchange *streams; /* by `next` */
    struct live_ear ear;
    bool ending;           /* nobody begins to wait any more */
    atomic_uint under_way; /* exchanges begun and not completed */
};

struct daemon {
    struct daemon_options is;
    struct site_holder *site;
    struct addresses *addresses;
    struct ready_answers *store; /* NULL: none is kept */
    atomic_bool draining;
    struct http https[];
};

/* One reference serves all answers of a run: the lock round it would be the
 * only thing that workers wait for each other at. A run never blocks, so no
 * generation is held for long. http_end_run() puts it back. */
struct site *http_site(struct http *h);
void http_end_run(struct http *h);

/* The client is cut then. */
void http_set_deadline(struct exchange *x, uint64_t milliseconds);
/* Is the server, or this part of it, about to end? */
bool http_is_ending(const struct http *h);

/* Fills the response, whatever happens. True: it will be made later, by a
 * second call (later.h). */
bool http_answer(struct exchange *x);

/* The answer is a stream from now on; `connection`: as exchange.h says. */
void http_add_stream(struct exchange *x, struct MHD_Connection *connection);
/* Of what is no stream: nothing. */
void http_forget_stream(struct exchange *x);

/* Over all workers, any thread: exchanges under way; does none accept more? */
unsigned http_under_way(struct daemon *d);
bool http_is_quiet(const struct daemon *d);

#endif
