#include "server/api.h"

#include <string.h>
#include <time.h>

#include "lib/icu/locale.h"
#include "lib/widen.h"
#include "server/log.h"
#include "server/page.h"
#include "server/tokens.h"

struct site_locale *api_locale(const struct site *site, struct str tag)
{
    char canonical[LOCALE_MAX];
    struct site_locale *l = site_locale(site, tag);

    if (!l && locale_of_folder(tag, canonical))
        l = site_locale(site, str_from(canonical));
    return l;
}

bool api_allows(struct site *site, struct request *request,
                struct response *response, const struct api_doc *doc)
{
    static const enum problem problems[] = {
        [TOKEN_MISSING] = PROBLEM_NO_TOKEN,
        [TOKEN_UNKNOWN] = PROBLEM_NO_TOKEN,
        [TOKEN_NO_SCOPE] = PROBLEM_NO_SCOPE,
    };
    enum token_verdict verdict = request_has_scope(request, doc->scope);

    if (verdict == TOKEN_FINE)
        return true;
    problem_send(site, request, response, problems[verdict],
                 arena_fmt(&request->arena,
                           "Send a token with the scope \"%s\" as "
                           "Authorization: Bearer.",
                           doc->scope)
                     .ptr,
                 NULL);
    return false;
}

void api_send(struct site *site, struct request *request,
              struct response *response, const struct value *answer,
              const char *type)
{
    if (!answer || response->arena->failed) {
        problem_send(site, request, response, PROBLEM_FAILED, NULL, NULL);
        return;
    }
    response->status = 200;
    value_to_json(&response->body, answer);
    buf_char(&response->body, '\n');
    response_header(response, "Content-Security-Policy", response_data_policy);
    page_finish(site, request, response, type ? type : "application/json",
                request->negotiated ? "Accept-Language" : NULL);
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

struct value *api_ask_timed(struct site *site, struct request *request,
                            struct response *response, api_ask *ask,
                            const struct search_request *search)
{
    struct value *answer = NULL;
    struct timespec start, end;
    struct err e = {0};

    clock_gettime(CLOCK_MONOTONIC, &start);
    if (ask(request->locale, search, &request->arena, &answer, &e)) {
        problem_send(site, request, response, PROBLEM_UNAVAILABLE,
                     "Search is unavailable in this locale.", NULL);
        return NULL;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    site_drop_expired(site, answer, search->origin, request->now);
    response_header_str(response, "Server-Timing",
                        arena_fmt(&request->arena, "search;dur=%.3f",
                                  milliseconds(&start, &end)));
    return answer;
}
