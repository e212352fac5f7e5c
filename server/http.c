#include "server/http.h"

#include "server/route.h"

struct site *http_site(struct http *h)
{
    if (!h->site) {
        if (h->daemon->is.live)
            h->live_number = live_number(h->daemon->is.live);
        h->site = site_get(h->daemon->site);
    }
    return h->site;
}

void http_end_run(struct http *h)
{
    if (h->site)
        site_put(h->site);
    h->site = NULL;
}

void http_set_deadline(struct exchange *x, uint64_t milliseconds)
{
    x->client->deadline = worker_now(x->http->worker) + milliseconds;
}

bool http_is_ending(const struct http *h)
{
    return h->ending || atomic_load(&h->daemon->draining);
}

/* What the handlers find in the request beside what the client sent. */
static void equip(struct exchange *x)
{
    struct http *h = x->http;
    struct daemon *d = h->daemon;
    struct request *r = &x->request;

    r->draining = atomic_load(&d->draining);
    r->store = d->is.store;
    r->later = h->ending ? NULL : &x->later;
    r->live = d->is.live;
    r->live_number = h->live_number;
    r->stream = r->live && !http_is_ending(h) ? &x->stream : NULL;
    x->response.store = r->draining ? NULL : d->store;
}

/* An answer that waits is made in two steps; the second has a site of its own.
 */
static void route(struct exchange *x)
{
    struct site *site = http_site(x->http);
    struct later *later = &x->later;

    equip(x);
    if (later->finish) {
        route_finish(site, &x->request, &x->response, later);
        later->finish = NULL;
    } else {
        route_answer(site, &x->request, &x->response);
    }
    if (x->request.locale)
        x->log.locale =
            arena_str(&x->request.arena, x->request.locale->is->tag);
    x->request.locale = NULL;
}

bool http_answer(struct exchange *x)
{
    struct response *r = &x->response;

    route(x);
    if (x->later.finish)
        return true;
    if (!r->kept && (r->failed || r->body.failed || x->request.arena.failed)) {
        buf_release(&r->body);
        r->failed = false;
        log_line("out of memory: answered with 500");
        response_text(r, 500, "Internal Server Error\n");
        response_common(r);
    }
    if (x->request.draining)
        response_header(r, "Connection", "close");
    return false;
}

void http_add_stream(struct exchange *x, struct MHD_Connection *connection)
{
    x->connection = connection;
    x->next = x->http->streams;
    x->http->streams = x;
}

void http_forget_stream(struct exchange *x)
{
    struct exchange **at = &x->http->streams;

    while (*at && *at != x)
        at = &(*at)->next;
    if (*at)
        *at = x->next;
    stream_end(&x->stream);
}

unsigned http_under_way(struct daemon *d)
{
    unsigned sum = 0;

    for (unsigned i = 0; i < d->is.workers; i++)
        sum += atomic_load(&d->https[i].under_way);
    return sum;
}

bool http_is_quiet(const struct daemon *d)
{
    bool quiet = true;

    for (unsigned i = 0; i < d->is.workers; i++)
        quiet = quiet && worker_is_quiet(d->https[i].worker);
    return quiet;
}
