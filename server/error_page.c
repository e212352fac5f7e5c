#include "server/error_page.h"

#include "server/address_words.h"
#include "server/api.h"
#include "server/compat_error.h"
#include "server/log.h"
#include "server/negotiate.h"
#include "server/page.h"
#include "server/problem.h"
#include "server/route.h"

enum { HITS = 5 };

/* Below /api/, and where a script sends a form. */
static bool is_for_programs(const struct site *site,
                            const struct request *request)
{
    return problem_is_api(site, request) ||
           (request->method == METHOD_POST &&
            negotiate_json(request->header[HEADER_ACCEPT]));
}

/* The text of this status, or of all that have none of their own. */
static struct str text_of(struct arena *a, struct site_locale *l, int status,
                          const char *part)
{
    struct str key = arena_fmt(a, "error_%d_%s", status, part);
    struct str text =
        key.ptr ? page_text(a, l, key.ptr, NULL) : (struct str){0};

    return text.len ? text : str_from(response_phrase(status));
}

/* The best hits for the words of an address that leads nowhere. */
static void put_hits(struct site *site, const struct request *request,
                     struct site_locale *l, struct arena *a,
                     struct value *error)
{
    struct str tag = request->locale ? l->is->tag : (struct str){0};
    const struct search_request search = {
        .query = address_words(a, request->path, site->manifest.prefix, tag),
        .limit = HITS,
    };
    struct value *answer = NULL;
    struct err e = {0};

    if (!search.query.len || site_refusal(l) ||
        api_run_in(l, &search, search_run, a, &answer, &e))
        return;
    site_drop_expired(site, answer, search.origin, request->now);
    const struct value *hits = value_get(answer, S("hits"));
    value_set(a, error, "has_hits", value_bool(a, hits->list.count > 0));
    value_set(a, error, "search", answer);
}

static int html(struct site *site, struct request *request,
                struct site_locale *l, struct response *response, struct err *e)
{
    struct arena *a = response->arena;
    struct str title = text_of(a, l, response->status, "title");
    struct value *root = page_root(a, l, title), *error = value_map(a);

    value_set(a, error, "status", value_integer(a, response->status));
    value_set(a, error, "title", value_text(a, title));
    value_set(a, error, "text",
              value_text(a, text_of(a, l, response->status, "text")));
    if (response->status == 404 || response->status == 410)
        put_hits(site, request, l, a, error);
    value_set(a, root, "error", error);
    value_set(a, root, "status", value_integer(a, response->status));
    return page_render(site, l, "error", root, response, e);
}

static void page(struct site *site, struct request *request,
                 struct response *response, const char *detail)
{
    struct str accept = request->header[HEADER_ACCEPT_LANGUAGE];
    bool known = request->locale != NULL;
    struct site_locale *l =
        known ? request->locale : site_negotiate(site, accept);
    struct err e = {0};

    if (html(site, request, l, response, &e)) {
        log_error(&e);
        response_text(response, response->status,
                      detail ? detail : response_phrase(response->status));
        buf_char(&response->body, '\n');
        return;
    }
    page_finish(site, request, response, "text/html; charset=utf-8",
                known ? NULL : "Accept-Language");
}

void error_page(struct site *site, struct request *request,
                struct response *response, int status, const char *detail)
{
    if (compat_error(site, request, response, status, detail))
        return;
    if (is_for_programs(site, request)) {
        problem_send(site, request, response, problem_of_status(status), detail,
                     NULL);
        return;
    }
    response_clear(response, status);
    page(site, request, response, detail);
    if (status == 503 || status == 507)
        response_header(response, "Retry-After", "5");
}

void api_missing(struct site *site, struct request *request,
                 struct response *response)
{
    error_page(site, request, response, 404, "There is no such call.");
}
