#include "server/worker.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

#include "server/log.h"

enum {
    SWEEP_EVERY = 250, /* milliseconds between two looks at the deadlines */
    EVENTS = 4,        /* there are three sources */
    RINGS = 3,         /* that may fail in a row */
};

enum order { ORDER_WORK, ORDER_QUIESCE, ORDER_STOP };

struct worker {
    struct worker_options is;
    pthread_t thread;
    int epoll, bell;
    atomic_int order;
    atomic_bool quiet;
    bool listening; /* the listener is in the epoll set */
    bool exhausted; /* no descriptors: nothing is accepted until a sweep */
    uint64_t now, sweep_at;
    struct client *clients;
    unsigned client_count;
};

uint64_t worker_now(const struct worker *w)
{
    return w->now;
}

static void read_clock(struct worker *w)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    w->now = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static int watch(const struct worker *w, int fd, uint32_t events)
{
    struct epoll_event event = {.events = events, .data = {.fd = fd}};

    return epoll_ctl(w->epoll, EPOLL_CTL_ADD, fd, &event);
}

/* A connection wakes one worker, not all. A full one leaves it to the others,
 * or in the queue. */
static void watch_listener(struct worker *w, bool on)
{
    if (on == w->listening)
        return;
    if (on && watch(w, w->is.listener, EPOLLIN | EPOLLEXCLUSIVE) < 0)
        return;
    if (!on)
        epoll_ctl(w->epoll, EPOLL_CTL_DEL, w->is.listener, NULL);
    w->listening = on;
}

void worker_forget(struct worker *w, struct client *client)
{
    if (client->previous)
        client->previous->next = client->next;
    else
        w->clients = client->next;
    if (client->next)
        client->next->previous = client->previous;
    w->client_count--;
    addresses_leave(w->is.addresses, &client->address);
    free(client);
}

static struct client *remember(struct worker *w, int fd,
                               const struct sockaddr *from)
{
    struct client *c = calloc(1, sizeof(*c));

    if (!c || !addresses_enter(w->is.addresses, from, &c->address)) {
        free(c);
        return NULL;
    }
    c->fd = fd;
    c->deadline = w->now + w->is.first_deadline;
    c->next = w->clients;
    if (c->next)
        c->next->previous = c;
    w->clients = c;
    w->client_count++;
    return c;
}

/* False when nothing was waiting. */
static bool accept_one(struct worker *w)
{
    struct sockaddr_storage from = {0};
    socklen_t from_len = sizeof(from);
    int fd = accept(w->is.listener, (struct sockaddr *)&from, &from_len);

    if (fd < 0) {
        w->exhausted = errno == EMFILE || errno == ENFILE || errno == ENOMEM ||
                       errno == ENOBUFS;
        if (w->exhausted)
            log_line("no descriptor or memory for another connection: it "
                     "waits");
        return errno == ECONNABORTED || errno == EINTR;
    }
    struct client *c = remember(w, fd, (struct sockaddr *)&from);
    if (c)
        w->is.engine.add(w->is.engine.ctx, c, (struct sockaddr *)&from,
                         from_len);
    else
        close(fd);
    return true;
}

static bool has_room(const struct worker *w)
{
    return w->client_count < w->is.connections && !w->exhausted;
}

static void quiesce(struct worker *w)
{
    while (has_room(w) && accept_one(w))
        continue;
    watch_listener(w, false);
    atomic_store(&w->quiet, true);
}

/* The engine notices the end of the stream and closes. */
static void sweep(struct worker *w)
{
    w->sweep_at = w->now + SWEEP_EVERY;
    w->exhausted = false;
    for (struct client *c = w->clients; c; c = c->next)
        if (c->deadline <= w->now)
            shutdown(c->fd, SHUT_RDWR);
}

static int milliseconds_to_wait(struct worker *w)
{
    int due = w->is.engine.wait(w->is.engine.ctx);

    if ((w->clients || w->exhausted) && (due < 0 || due > SWEEP_EVERY))
        return SWEEP_EVERY;
    return due;
}

static void take_events(struct worker *w)
{
    struct epoll_event events[EVENTS];
    int n = epoll_wait(w->epoll, events, EVENTS, milliseconds_to_wait(w));

    read_clock(w);
    for (int i = 0; i < n; i++)
        if (events[i].data.fd == w->is.listener && has_room(w))
            accept_one(w);
}

static void *work(void *ctx)
{
    struct worker *w = ctx;
    int order;

    read_clock(w);
    while ((order = atomic_load(&w->order)) != ORDER_STOP) {
        if (order == ORDER_WORK)
            watch_listener(w, has_room(w));
        else if (!atomic_load(&w->quiet))
            quiesce(w);
        take_events(w);
        w->is.engine.run(w->is.engine.ctx);
        if (w->now >= w->sweep_at)
            sweep(w);
    }
    return NULL;
}

/* Whoever rings waits for what follows: once more rather than in vain. */
void worker_wake(struct worker *w)
{
    const uint64_t one = 1;
    int tries = 0;

    while (write(w->bell, &one, sizeof(one)) < 0 && ++tries < RINGS)
        continue;
}

static void ring(struct worker *w, enum order order)
{
    atomic_store(&w->order, order);
    worker_wake(w);
}

void worker_quiesce(struct worker *w)
{
    ring(w, ORDER_QUIESCE);
}

bool worker_is_quiet(struct worker *w)
{
    return atomic_load(&w->quiet);
}

void worker_stop(struct worker *w)
{
    ring(w, ORDER_STOP);
    pthread_join(w->thread, NULL);
}

void worker_free(struct worker *w)
{
    if (w->epoll >= 0)
        close(w->epoll);
    if (w->bell >= 0)
        close(w->bell);
    free(w);
}

struct worker *worker_new(const struct worker_options *options, struct err *e)
{
    struct worker *w = calloc(1, sizeof(*w));

    if (!w) {
        err_no_memory(e);
        return NULL;
    }
    w->is = *options;
    w->epoll = epoll_create1(EPOLL_CLOEXEC);
    w->bell = eventfd(0, EFD_CLOEXEC);
    if (w->epoll >= 0 && w->bell >= 0 &&
        watch(w, w->bell, EPOLLIN | EPOLLET) == 0 &&
        watch(w, w->is.engine.fd, EPOLLIN) == 0)
        return w;
    err_errno(e, "cannot make a worker");
    worker_free(w);
    return NULL;
}

int worker_start(struct worker *w, struct err *e)
{
    errno = pthread_create(&w->thread, NULL, work, w);
    return errno ? err_errno(e, "cannot start a worker") : 0;
}
