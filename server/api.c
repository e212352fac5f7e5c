#include "server/api.h"

#include <string.h>
#include <time.h>

#include "lib/icu/locale.h"
#include "lib/widen.h"
#include "server/error_page.h"
#include "server/origin.h"
#include "server/page.h"

static struct str argument(const struct request *request, const char *name)
{
    const struct str *value = request_argument(request, name);

    return value ? *value : (struct str){0};
}

/* NULL, or the sentence that says what is wrong. */
static const char *read_number(struct request *request,
                               const struct api_number *row,
                               struct search_request *out)
{
    const struct str *text = request_argument(request, row->name);
    uint64_t n = row->otherwise;
    uint32_t *to = (uint32_t *)(void *)((char *)out + row->offset);

    if (text && (!str_to_u64(*text, &n) || n < row->min || n > row->max)) {
        const char *why =
            arena_fmt(&request->arena, "%s must be a number from %u to %u.",
                      row->name, row->min, row->max)
                .ptr;
        return why ? why : "An argument is out of range.";
    }
    *to = (uint32_t)n;
    return NULL;
}

static const char *read_word(struct request *request,
                             const struct api_word *row,
                             struct search_request *out)
{
    const struct str *text = request_argument(request, row->name);
    bool *to = (bool *)(void *)((char *)out + row->offset);

    *to = text && str_eq(*text, str_from(row->words[1]));
    if (!text || *to || str_eq(*text, str_from(row->words[0])))
        return NULL;
    const char *why = arena_fmt(&request->arena, "%s must be %s or %s.",
                                row->name, row->words[0], row->words[1])
                          .ptr;
    return why ? why : "An argument is none of its words.";
}

struct site_locale *api_locale(const struct site *site, struct str tag)
{
    char canonical[LOCALE_MAX];
    struct site_locale *l = site_locale(site, tag);

    if (!l && locale_of_folder(tag, canonical))
        l = site_locale(site, str_from(canonical));
    return l;
}

static const char *read_arguments(struct site *site, struct request *request,
                                  const struct api_call *call,
                                  struct search_request *out)
{
    const struct str *query = request_argument(request, "q");
    const struct str *tag = request_argument(request, "locale");
    const char *why = NULL;

    if (!query)
        return "q is missing: what to search for.";
    out->query = *query;
    out->section = argument(request, "section");
    out->tag = argument(request, "tag");
    out->origin = site->origin;
    for (size_t i = 0; call->numbers[i].name && !why; i++)
        why = read_number(request, &call->numbers[i], out);
    for (size_t i = 0; call->words[i].name && !why; i++)
        why = read_word(request, &call->words[i], out);
    request->locale =
        tag ? api_locale(site, *tag)
            : site_negotiate(site, request->header[HEADER_ACCEPT_LANGUAGE]);
    if (!why && !request->locale)
        why = "locale is none of this site's.";
    return why;
}

int api_run_in(struct site_locale *l, const struct search_request *search,
               api_run *run, struct arena *a, struct value **answer,
               struct err *e)
{
    if (site_refusal(l))
        return err_set(e, ERR_SYSTEM, "search is unavailable");

    struct searcher *s = searcher_take(l->search, e);
    if (!s) {
        log_folded(&l->site->failures, e);
        return -1;
    }
    int result = run(s, search, a, answer, e);
    searcher_give(s);
    WIDEN();
    if (site_refusal(l))
        return err_set(e, ERR_SYSTEM, "search is unavailable");
    if (result == 0 && (!*answer || a->failed))
        result = err_no_memory(e);
    if (result)
        log_folded(&l->site->failures, e);
    return result;
}

static double milliseconds(const struct timespec *from,
                           const struct timespec *to)
{
    return (double)(to->tv_sec - from->tv_sec) * 1e3 +
           (double)(to->tv_nsec - from->tv_nsec) / 1e6;
}

/* Is the call's other form asked for? NULL: the plain one is. */
static const char *read_form(struct request *request,
                             const struct api_call *call,
                             const struct api_form **form)
{
    struct str name = argument(request, "format");

    *form = NULL;
    if (!call->form || !name.len || str_eq(name, S("json")))
        return NULL;
    if (!str_eq(name, str_from(call->form->name)))
        return "format is none that there is.";
    *form = call->form;
    return NULL;
}

static void send_json(struct site *site, struct request *request,
                      struct response *response, const struct value *answer,
                      const char *type, double duration)
{
    bool negotiated = !request_argument(request, "locale");
    struct str timing = arena_fmt(&request->arena, "search;dur=%.3f", duration);

    response->status = 200;
    value_to_json(&response->body, answer);
    buf_char(&response->body, '\n');
    response_header(response, "Server-Timing", timing.ptr);
    response_header(response, "Content-Security-Policy", response_data_policy);
    page_finish(site, request, response, type,
                negotiated ? "Accept-Language" : NULL);
}

void api_answer(struct site *site, struct request *request,
                struct response *response, const struct api_call *call)
{
    struct search_request search = {0};
    struct value *answer = NULL;
    struct timespec start, end;
    struct err e = {0};
    const struct api_form *form;
    const char *why = read_arguments(site, request, call, &search);

    if (!why)
        why = read_form(request, call, &form);
    if (why) {
        error_page(site, request, response, 400, why);
        return;
    }
    /* Its reader is the browser, not a page: addresses are whole. */
    if (form)
        search.origin = origin_of(site, request);
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (call->ask(request->locale, &search, &request->arena, &answer, &e)) {
        error_page(site, request, response, 503,
                   "Search is unavailable in this locale.");
        return;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    site_drop_expired(site, answer, search.origin, request->now);
    if (form)
        answer = form->make(&request->arena, answer);
    send_json(site, request, response, answer,
              form ? form->type : "application/json",
              milliseconds(&start, &end));
}
