/* A thread that accepts connections, keeps their deadlines and runs an engine
 * that speaks HTTP on them. It knows sockets and clocks only. What takes a
 * worker or a client is called on the worker's own thread, unless it says
 * otherwise. */
#ifndef GABAY_SERVER_WORKER_H
#define GABAY_SERVER_WORKER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "lib/err.h"
#include "server/addresses.h"

/* An open connection. */
struct client {
    struct client *previous, *next;
    struct address address;
    int fd;            /* the engine's, which closes it */
    uint64_t deadline; /* it is cut then; as worker_now() */
};

struct worker;

/* What runs on the worker's thread. */
struct engine {
    void *ctx;
    int fd; /* readable when there is something to run */
    /* Takes the descriptor, also when it fails. Calls worker_forget() for the
     * client when the connection has been closed. */
    void (*add)(void *ctx, struct client *client, const struct sockaddr *from,
                socklen_t from_len);
    void (*run)(void *ctx);
    /* Milliseconds until run() is due whatever happens; -1: never. */
    int (*wait)(void *ctx);
};

struct worker_options {
    int listener; /* non-blocking; shared with the other workers */
    unsigned connections;
    uint64_t first_deadline; /* milliseconds that a new connection has */
    struct addresses *addresses;
    struct engine engine;
};

/* Any thread. The worker runs from worker_start() to worker_stop(). */
struct worker *worker_new(const struct worker_options *options, struct err *e);
int worker_start(struct worker *w, struct err *e);
/* Any thread: takes what is waiting at the listener now and nothing more. */
void worker_quiesce(struct worker *w);
/* Any thread: has it done so? */
bool worker_is_quiet(struct worker *w);
/* Any thread but its own: ends the thread. Connections stay open: the engine
 * closes them, which needs the worker; then worker_free(). */
void worker_stop(struct worker *w);
void worker_free(struct worker *w);

/* Any thread: engine.run() is called soon. */
void worker_wake(struct worker *w);

/* Milliseconds of a clock that only goes forward, as of the last event. */
uint64_t worker_now(const struct worker *w);
void worker_forget(struct worker *w, struct client *client);

#endif
