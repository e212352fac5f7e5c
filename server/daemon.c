#include "server/daemon.h"

#include <fcntl.h>
#include <limits.h>
#include <microhttpd.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "server/addresses.h"
#include "server/http.h"
#include "server/route.h"

enum {
    CONNECTION_MEMORY = 16 * 1024,
    BODY_DRAIN_MAX = 1024 * 1024, /* beyond it the connection is cut */
    KEPT_OVERHEAD = 1200, /* bytes of an answer beside its body: measured */
    /* How long a reader may take for an answer. */
    ANSWER_TIME = 60 * 1000, /* milliseconds, and */
    ANSWER_BYTES_A_MILLISECOND = 1,
    /* And how long it may leave the bytes of a stream. */
    STREAM_TIME = 3 * STREAM_PING,
    /* Drained means that nothing was under way for so many ticks. */
    TICK = 10, /* milliseconds */
    TICKS_QUIET = 25,
    RUNS_AT_END = 2, /* to take up what waited, and to send it */
};

/* Called with the target as it came, before anything decodes it. We read the
 * arguments ourselves, so the library gets none to keep: each costs it memory
 * of the connection, and when that is used up it neither answers nor closes.
 */
static void *on_target(void *ctx, const char *target,
                       struct MHD_Connection *connection)
{
    struct http *h = ctx;
    struct exchange *x = exchange_take(&h->exchanges);
    char *arguments = strchr(target, '?');

    if (!x) {
        log_line("out of memory: a request was dropped");
        return NULL;
    }
    x->http = h;
    x->client =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)
            ->socket_context;
    x->response.arena = &x->request.arena;
    x->later.queue = &h->waiting;
    clock_gettime(CLOCK_REALTIME, &x->log.began);
    x->request.now = x->response.now = x->log.began.tv_sec;
    if (!h->daemon->is.quiet)
        clock_gettime(CLOCK_MONOTONIC, &x->log.started);
    atomic_fetch_add(&h->under_way, 1);
    http_set_deadline(x, h->daemon->is.request_timeout * 1000);
    request_set_target(&x->request, str_from(target));
    if (arguments)
        arguments[1] = '\0';
    return x;
}

static void on_completed(void *ctx, struct MHD_Connection *connection,
                         void **exchange, enum MHD_RequestTerminationCode why)
{
    struct http *h = ctx;
    struct exchange *x = *exchange;

    (void)connection;
    (void)why;
    if (!x)
        return;
    x->log.method = x->request.method_name;
    x->log.path = x->request.raw_path;
    if (!h->daemon->is.quiet)
        log_request(&x->log);
    http_forget_stream(x);
    http_set_deadline(
        x, (h->daemon->is.idle_timeout + h->daemon->is.request_timeout) * 1000);
    exchange_give(&h->exchanges, x);
    *exchange = NULL;
    atomic_fetch_sub(&h->under_way, 1);
}

static enum MHD_Result on_header(void *ctx, enum MHD_ValueKind kind,
                                 const char *name, size_t name_len,
                                 const char *value, size_t value_len)
{
    (void)kind;
    request_add_header(ctx, str_of(name, name_len), str_of(value, value_len));
    return MHD_YES;
}

/* Where only the length of the body is known nobody asks for its bytes. */
static ssize_t no_bytes(void *ctx, uint64_t at, char *to, size_t max)
{
    (void)ctx;
    (void)at;
    (void)to;
    (void)max;
    return MHD_CONTENT_READER_END_WITH_ERROR;
}

/* Where there is nothing to say the connection is put aside, else it would be
 * asked again at once. What comes from now on rings the worker. */
static ssize_t stream_bytes(void *ctx, uint64_t at, char *to, size_t max)
{
    struct exchange *x = ctx;

    (void)at;
    if (http_is_ending(x->http))
        return MHD_CONTENT_READER_END_OF_STREAM;

    size_t n = stream_take(&x->stream, to, max, worker_now(x->http->worker));

    if (n) {
        http_set_deadline(x, STREAM_TIME);
        return (ssize_t)n;
    }
    x->suspended = x->connection;
    MHD_suspend_connection(x->connection);
    return 0;
}

/* A stream has no end of its own, so the library must not wait for one. */
static struct MHD_Response *make_stream(struct exchange *x,
                                        struct MHD_Connection *connection)
{
    http_add_stream(x, connection);
    MHD_set_connection_option(connection, MHD_CONNECTION_OPTION_TIMEOUT, 0u);
    return MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 1024,
                                             stream_bytes, x, NULL);
}

/* The body stays the exchange's, which lives until it has been sent; the one
 * of an answer that is kept is copied. */
static struct MHD_Response *make_response(struct response *r)
{
    static char nothing[1];

    if (r->length_only)
        return MHD_create_response_from_callback(r->length, 1024, no_bytes,
                                                 NULL, NULL);
    return MHD_create_response_from_buffer(
        r->body.len, r->body.ptr ? r->body.ptr : nothing,
        r->keep_as ? MHD_RESPMEM_MUST_COPY : MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result queue_made(struct exchange *x,
                                  struct MHD_Connection *connection)
{
    struct response *r = &x->response;
    struct MHD_Response *made =
        r->streams ? make_stream(x, connection) : make_response(r);
    enum MHD_Result result = made ? MHD_YES : MHD_NO;

    for (size_t i = 0; i < r->header_count && result == MHD_YES; i++)
        result = MHD_add_response_header(made, r->headers[i].name,
                                         r->headers[i].value);
    if (result == MHD_YES)
        result = MHD_queue_response(connection, (unsigned)r->status, made);
    if (result == MHD_YES && r->keep_as)
        ready_add(r->store, r->generation, r->keep_as, made,
                  r->body.len + KEPT_OVERHEAD);
    else if (made)
        MHD_destroy_response(made);
    return result;
}

/* The library drops the body where HEAD or 304 have none. */
static enum MHD_Result queue_kept(struct exchange *x,
                                  struct MHD_Connection *connection)
{
    struct response *r = &x->response;
    enum MHD_Result result = MHD_queue_response(connection, (unsigned)r->status,
                                                ready_answer(r->kept));

    ready_put(r->store, r->kept);
    return result;
}

static enum MHD_Result queue(struct exchange *x,
                             struct MHD_Connection *connection)
{
    struct response *r = &x->response;
    uint64_t length = r->length_only ? 0 : r->kept ? r->length : r->body.len;
    enum MHD_Result result =
        r->kept ? queue_kept(x, connection) : queue_made(x, connection);

    if (result == MHD_YES) {
        x->log.status = r->status;
        x->log.bytes = length;
        http_set_deadline(x, ANSWER_TIME + length / ANSWER_BYTES_A_MILLISECOND);
    }
    return result;
}

static void destroy_answer(void *answer)
{
    MHD_destroy_response(answer);
}

/* It goes on when resume_done() has found that it may. No site is held
 * meanwhile. */
static enum MHD_Result suspend(struct exchange *x,
                               struct MHD_Connection *connection)
{
    http_set_deadline(x, ANSWER_TIME);
    x->suspended = connection;
    MHD_suspend_connection(connection);
    return MHD_YES;
}

static enum MHD_Result answer(struct exchange *x,
                              struct MHD_Connection *connection)
{
    return http_answer(x) ? suspend(x, connection) : queue(x, connection);
}

static void set_sender(struct exchange *x, struct MHD_Connection *connection)
{
    const struct daemon_options *is = &x->http->daemon->is;

    x->request.peer = client_address_of(
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS)
            ->client_addr);
    x->request.trusted = is->trusted;
    x->request.tokens = is->tokens;
    x->request.rate = is->rate;
    x->request.tick = worker_now(x->http->worker);
}

/* All headers are there. A request whose length is in doubt is answered now,
 * which closes the connection; every other one when its body has come. */
static enum MHD_Result begin(struct exchange *x, const char *method,
                             struct MHD_Connection *connection)
{
    x->begun = true;
    request_set_method(&x->request, str_from(method));
    set_sender(x, connection);
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, on_header,
                                &x->request);
    if (!request_check_headers(&x->request))
        return answer(x, connection);
    x->keeps_body = x->request.method == METHOD_POST &&
                    route_takes_body(http_site(x->http), &x->request);
    return MHD_YES;
}

static enum MHD_Result take_body(struct exchange *x, const char *bytes,
                                 size_t *len)
{
    x->received += *len;
    if (x->keeps_body && x->received <= REQUEST_BODY_MAX)
        buf_add(&x->request.body, bytes, *len);
    *len = 0;
    return x->received > BODY_DRAIN_MAX ? MHD_NO : MHD_YES;
}

static enum MHD_Result on_request(void *ctx, struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *upload,
                                  size_t *upload_len, void **exchange)
{
    struct exchange *x = *exchange;

    (void)ctx;
    (void)url;
    (void)version;
    if (!x)
        return MHD_NO;
    if (!x->begun)
        return begin(x, method, connection);
    if (*upload_len)
        return take_body(x, upload, upload_len);
    if (x->received > REQUEST_BODY_MAX)
        request_refuse(&x->request, 413, "The body is longer than 64 KiB.");
    if (x->request.body.failed)
        request_refuse(&x->request, 503, "There is no memory for the body.");
    return answer(x, connection);
}

static void on_connection(void *ctx, struct MHD_Connection *connection,
                          void **client,
                          enum MHD_ConnectionNotificationCode what)
{
    struct http *h = ctx;

    (void)connection;
    if (what == MHD_CONNECTION_NOTIFY_STARTED) {
        *client = h->arriving;
        h->arriving = NULL;
    } else {
        worker_forget(h->worker, *client);
    }
}

static void engine_add(void *ctx, struct client *client,
                       const struct sockaddr *from, socklen_t from_len)
{
    struct http *h = ctx;

    h->arriving = client;
    MHD_add_connection(h->mhd, client->fd, from, from_len);
    if (h->arriving) /* refused before it began */
        worker_forget(h->worker, client);
    h->arriving = NULL;
}

/* The library calls on_request() again for each, in the run that follows. */
static void resume_done(struct http *h)
{
    struct later *next;

    for (struct later *l = later_take(&h->waiting); l; l = next) {
        struct exchange *x =
            (struct exchange *)(void *)((char *)l -
                                        offsetof(struct exchange, later));
        next = l->next;
        MHD_resume_connection(x->suspended);
        x->suspended = NULL;
    }
}

static void resume_streams(struct http *h)
{
    for (struct exchange *x = h->streams; x; x = x->next)
        if (x->suspended &&
            (http_is_ending(h) ||
             stream_is_due(&x->stream, worker_now(h->worker)))) {
            MHD_resume_connection(x->suspended);
            x->suspended = NULL;
        }
}

static void engine_run(void *ctx)
{
    struct http *h = ctx;

    resume_done(h);
    resume_streams(h);
    MHD_run(h->mhd);
    http_end_run(h);
}

static int engine_wait(void *ctx)
{
    struct http *h = ctx;
    MHD_UNSIGNED_LONG_LONG due;

    if (MHD_get_timeout(h->mhd, &due) != MHD_YES)
        return -1;
    return due < INT_MAX ? (int)due : INT_MAX;
}

static struct MHD_Daemon *start_library(struct http *h, unsigned connections)
{
    return MHD_start_daemon(
        MHD_USE_EPOLL | MHD_USE_NO_LISTEN_SOCKET | MHD_ALLOW_SUSPEND_RESUME, 0,
        NULL, NULL, on_request, h, MHD_OPTION_CONNECTION_LIMIT, connections,
        MHD_OPTION_CONNECTION_TIMEOUT, h->daemon->is.idle_timeout,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
        MHD_OPTION_URI_LOG_CALLBACK, on_target, h, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, h, MHD_OPTION_NOTIFY_CONNECTION, on_connection, h,
        MHD_OPTION_END);
}

static void wake(void *ctx)
{
    const struct http *h = ctx;

    worker_wake(h->worker);
}

static int start_http(struct http *h, struct daemon *d, struct err *e)
{
    unsigned connections =
        (d->is.connections + d->is.workers - 1) / d->is.workers;

    h->daemon = d;
    later_queue_init(&h->waiting, wake, h);
    h->ear = (struct live_ear){.ring = wake, .ctx = h};
    h->mhd = start_library(h, connections);
    if (!h->mhd)
        return err_set(e, ERR_SYSTEM, "cannot start the HTTP library");
    const struct worker_options how = {
        .listener = d->is.listener,
        .connections = connections,
        .first_deadline = d->is.request_timeout * 1000,
        .addresses = d->addresses,
        .engine = {.ctx = h,
                   .fd = MHD_get_daemon_info(h->mhd, MHD_DAEMON_INFO_EPOLL_FD)
                             ->epoll_fd,
                   .add = engine_add,
                   .run = engine_run,
                   .wait = engine_wait},
    };
    struct worker *w = worker_new(&how, e);
    h->worker = w;
    if (w && d->is.live)
        live_listen(d->is.live, &h->ear);
    if (w && worker_start(w, e) == 0)
        return 0;
    if (d->is.live)
        live_deafen(d->is.live, &h->ear);
    MHD_stop_daemon(h->mhd);
    h->mhd = NULL;
    if (w)
        worker_free(w);
    return -1;
}

static void stop_http(struct http *h)
{
    if (!h->mhd)
        return;
    worker_stop(h->worker);
    /* The library aborts where a connection is suspended at its end. */
    h->ending = true;
    later_wait(&h->waiting);
    for (int i = 0; i < RUNS_AT_END; i++)
        engine_run(h);
    MHD_stop_daemon(h->mhd);
    if (h->daemon->is.live)
        live_deafen(h->daemon->is.live, &h->ear);
    worker_free(h->worker);
    later_queue_release(&h->waiting);
    exchanges_release(&h->exchanges);
}

static void free_daemon(struct daemon *d)
{
    for (unsigned i = 0; i < d->is.workers; i++)
        stop_http(&d->https[i]);
    addresses_free(d->addresses);
    ready_free(d->store);
    free(d);
}

static int start(struct daemon *d, struct err *e)
{
    int flags = fcntl(d->is.listener, F_GETFL);

    d->addresses =
        addresses_new(d->is.connections + d->is.workers, d->is.per_address);
    if (!d->addresses)
        return err_no_memory(e);
    if (d->is.keep) {
        d->store = ready_new(d->is.keep, destroy_answer);
        if (!d->store)
            return err_no_memory(e);
    }
    if (flags < 0 || fcntl(d->is.listener, F_SETFL, flags | O_NONBLOCK) < 0)
        return err_errno(e, "cannot set up the socket");
    for (unsigned i = 0; i < d->is.workers; i++)
        if (start_http(&d->https[i], d, e))
            return -1;
    return 0;
}

struct daemon *daemon_start(struct site_holder *site,
                            const struct daemon_options *options, struct err *e)
{
    struct daemon *d =
        calloc(1, sizeof(*d) + options->workers * sizeof(d->https[0]));

    if (!d) {
        err_no_memory(e);
        return NULL;
    }
    d->is = *options;
    d->site = site;
    if (start(d, e)) {
        free_daemon(d);
        return NULL;
    }
    return d;
}

/* What had come before the end is answered. Then our own socket is shut, so
 * that newcomers are refused at once instead of waiting in vain; they wait at
 * a shared one for whoever comes after us. */
void daemon_stop(struct daemon *d)
{
    const struct timespec tick = {.tv_nsec = TICK * 1000000L};
    bool shut = d->is.listener_is_shared;
    unsigned quiet = 0;

    atomic_store(&d->draining, true);
    for (unsigned i = 0; i < d->is.workers; i++)
        worker_quiesce(d->https[i].worker);
    for (unsigned i = 0; i < d->is.drain * 1000 / TICK; i++) {
        if (!shut && http_is_quiet(d)) {
            shutdown(d->is.listener, SHUT_RDWR);
            shut = true;
        }
        quiet = http_under_way(d) ? 0 : quiet + 1;
        if (shut && quiet >= TICKS_QUIET)
            break;
        nanosleep(&tick, NULL);
    }
    if (http_under_way(d))
        log_line("ended with %u requests under way: --drain is %u seconds",
                 http_under_way(d), d->is.drain);
    free_daemon(d);
}
