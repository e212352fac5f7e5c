#include "server/daemon.h"

#include <microhttpd.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "server/log.h"
#include "server/request.h"
#include "server/response.h"
#include "server/route.h"

enum {
    /* libmicrohttpd 0.9.75 stalls when one epoll_wait returns exactly 128
     * events; with the listening and the wake-up descriptor this is the most
     * that cannot happen with. */
    CONNECTIONS_A_WORKER = 120,
    CONNECTION_MEMORY = 16 * 1024,
    BODY_DRAIN_MAX = 1024 * 1024, /* beyond it the connection is cut */
};

struct daemon {
    struct MHD_Daemon *mhd;
    struct site_holder *site;
    int fd;
    bool quiet;
    atomic_uint under_way; /* exchanges begun and not completed */
    atomic_bool draining;
};

/* One request and its answer. */
struct exchange {
    struct daemon *daemon;
    struct request request;
    struct response response;
    struct log_request log;
    bool begun;
    uint64_t received;
};

/* Called with the target as it came, before anything decodes it. */
static void *on_target(void *ctx, const char *target,
                       struct MHD_Connection *connection)
{
    struct daemon *d = ctx;
    struct exchange *x = calloc(1, sizeof(*x));

    (void)connection;
    if (!x) {
        log_line("out of memory: a request was dropped");
        return NULL;
    }
    x->daemon = d;
    x->response.arena = &x->request.arena;
    clock_gettime(CLOCK_REALTIME, &x->log.began);
    clock_gettime(CLOCK_MONOTONIC, &x->log.started);
    atomic_fetch_add(&d->under_way, 1);
    request_set_target(&x->request, str_from(target));
    return x;
}

static void on_completed(void *ctx, struct MHD_Connection *connection,
                         void **exchange, enum MHD_RequestTerminationCode why)
{
    struct daemon *d = ctx;
    struct exchange *x = *exchange;

    (void)connection;
    (void)why;
    if (!x)
        return;
    x->log.method = x->request.method_name;
    x->log.path = x->request.raw_path;
    if (!d->quiet)
        log_request(&x->log);
    buf_release(&x->response.body);
    arena_release(&x->request.arena);
    free(x);
    *exchange = NULL;
    atomic_fetch_sub(&d->under_way, 1);
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

static struct MHD_Response *make_response(struct response *r)
{
    static char nothing[1];
    struct MHD_Response *made;

    if (r->length_only)
        return MHD_create_response_from_callback(r->length, 1024, no_bytes,
                                                 NULL, NULL);
    if (!r->body.ptr)
        return MHD_create_response_from_buffer(0, nothing,
                                               MHD_RESPMEM_PERSISTENT);
    made = MHD_create_response_from_buffer(r->body.len, r->body.ptr,
                                           MHD_RESPMEM_MUST_FREE);
    if (made)
        r->body = (struct buf){0};
    return made;
}

static enum MHD_Result queue(struct exchange *x,
                             struct MHD_Connection *connection)
{
    struct response *r = &x->response;
    uint64_t length = r->length_only ? r->length : r->body.len;
    struct MHD_Response *made = make_response(r);
    enum MHD_Result result = made ? MHD_YES : MHD_NO;

    for (size_t i = 0; i < r->header_count && result == MHD_YES; i++)
        result = MHD_add_response_header(made, r->headers[i].name,
                                         r->headers[i].value);
    if (result == MHD_YES)
        result = MHD_queue_response(connection, (unsigned)r->status, made);
    if (made)
        MHD_destroy_response(made);
    if (result == MHD_YES) {
        x->log.status = r->status;
        x->log.bytes = r->length_only ? 0 : length;
    }
    return result;
}

static enum MHD_Result answer(struct exchange *x,
                              struct MHD_Connection *connection)
{
    struct response *r = &x->response;
    struct site *site = site_get(x->daemon->site);

    x->request.draining = atomic_load(&x->daemon->draining);
    route_answer(site, &x->request, r);
    if (x->request.locale)
        x->log.locale =
            arena_str(&x->request.arena, x->request.locale->is->tag);
    x->request.locale = NULL;
    site_put(site);
    if (r->failed || r->body.failed || x->request.arena.failed) {
        buf_release(&r->body);
        r->failed = false;
        log_line("out of memory: answered with 500");
        response_text(r, 500, "Internal Server Error\n");
        response_common(r);
    }
    if (x->request.draining)
        response_header(r, "Connection", "close");
    return queue(x, connection);
}

/* All headers are there. A request whose length is in doubt is answered now,
 * which closes the connection; every other one when its body has come. */
static enum MHD_Result begin(struct exchange *x, const char *method,
                             struct MHD_Connection *connection)
{
    x->begun = true;
    request_set_method(&x->request, str_from(method));
    MHD_get_connection_values_n(connection, MHD_HEADER_KIND, on_header,
                                &x->request);
    if (request_check_headers(&x->request))
        return MHD_YES;
    return answer(x, connection);
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
    (void)upload;
    if (!x)
        return MHD_NO;
    if (!x->begun)
        return begin(x, method, connection);
    if (*upload_len) {
        x->received += *upload_len;
        *upload_len = 0;
        return x->received > BODY_DRAIN_MAX ? MHD_NO : MHD_YES;
    }
    if (x->received > REQUEST_BODY_MAX)
        request_refuse(&x->request, 413, "The body is longer than 64 KiB.");
    return answer(x, connection);
}

struct daemon *daemon_start(struct site_holder *site,
                            const struct daemon_options *options, struct err *e)
{
    struct daemon *d = calloc(1, sizeof(*d));
    unsigned workers = (options->connections + CONNECTIONS_A_WORKER - 1) /
                       CONNECTIONS_A_WORKER;

    if (!d) {
        err_no_memory(e);
        return NULL;
    }
    d->site = site;
    d->fd = options->fd;
    d->quiet = options->quiet;
    d->mhd = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC, 0, NULL, NULL, on_request,
        d, MHD_OPTION_LISTEN_SOCKET, options->fd, MHD_OPTION_THREAD_POOL_SIZE,
        workers < 2 ? 2 : workers, MHD_OPTION_CONNECTION_LIMIT,
        options->connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
        options->per_address, MHD_OPTION_CONNECTION_TIMEOUT, options->timeout,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, on_target,
        d, MHD_OPTION_NOTIFY_COMPLETED, on_completed, d, MHD_OPTION_END);
    if (!d->mhd) {
        err_set(e, ERR_SYSTEM, "cannot start the HTTP workers");
        free(d);
        return NULL;
    }
    return d;
}

/* The kernel would go on taking connections for the quiet socket: shut it, so
 * that newcomers are refused at once instead of waiting in vain. */
void daemon_stop(struct daemon *d)
{
    const struct timespec tick = {.tv_nsec = 10000000L};

    atomic_store(&d->draining, true);
    MHD_quiesce_daemon(d->mhd);
    shutdown(d->fd, SHUT_RDWR);
    for (int i = 0; i < DAEMON_DRAIN * 100; i++) {
        if (atomic_load(&d->under_way) == 0)
            break;
        nanosleep(&tick, NULL);
    }
    MHD_stop_daemon(d->mhd);
    free(d);
}
