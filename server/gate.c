#include "server/gate.h"

#include "server/compat_error.h"
#include "server/error_page.h"
#include "server/problem.h"
#include "server/tokens.h"

static const char *const policies[RATE_KINDS] = {
    [RATE_ADDRESS] = "address",
    [RATE_TOKEN] = "token",
};

static bool is_counted(const struct request *request)
{
    return request->rate &&
           (!client_address_is_local(request->peer) ||
            client_address_is_trusted(request->trusted, request->peer));
}

static bool has_calls_left(struct request *request, const struct token *token)
{
    if (token)
        return rate_take(request->rate, RATE_TOKEN,
                         str_of((const char *)token->hash, SHA256_SIZE),
                         request->tick, &request->calls);

    struct client_address who = client_address_network(
        client_address_find(request->trusted, request->peer,
                            request->header[HEADER_X_FORWARDED_FOR]));
    return rate_take(request->rate, RATE_ADDRESS,
                     str_of((const char *)who.bytes, sizeof(who.bytes)),
                     request->tick, &request->calls);
}

static void tell_program(struct site *site, struct request *request,
                         struct response *response, enum problem what,
                         const char *why)
{
    int status = problem_kinds[what].status;

    if (!compat_error(site, request, response, status, why))
        problem_send(site, request, response, what, why, NULL);
}

static void refuse(struct site *site, struct request *request,
                   struct response *response, bool is_form)
{
    const char *why =
        arena_fmt(&request->arena,
                  "More than %u calls a minute: the next one is answered in %u "
                  "seconds.",
                  request->calls.limit, request->calls.wait)
            .ptr;

    if (is_form)
        error_page(site, request, response, 429, why);
    else
        tell_program(site, request, response, PROBLEM_TOO_MANY_REQUESTS, why);
    response_header(response, "Retry-After",
                    arena_fmt(&request->arena, "%u", request->calls.wait).ptr);
}

bool gate_opens(struct site *site, struct request *request,
                struct response *response, bool is_form)
{
    struct token token;
    enum token_verdict who = request_token(request, &token);

    if (is_counted(request) &&
        !has_calls_left(request, who == TOKEN_FINE ? &token : NULL)) {
        refuse(site, request, response, is_form);
        return false;
    }
    if (who == TOKEN_UNKNOWN && request_names_token(request)) {
        tell_program(site, request, response, PROBLEM_NO_TOKEN,
                     "The token is not known.");
        return false;
    }
    return true;
}

static bool is_told(const struct response *r)
{
    return r->status == 429 ||
           (response_get(r, "Content-Type") && !response_is_page(r));
}

void gate_tell(const struct request *request, struct response *response)
{
    const struct rate_verdict *v = &request->calls;
    struct arena *a = response->arena;

    if (!v->counted || !is_told(response))
        return;
    response_header(
        response, "RateLimit-Policy",
        arena_fmt(a, "\"%s\";q=%u;w=60", policies[v->kind], v->limit).ptr);
    response_header(
        response, "RateLimit",
        arena_fmt(a, "\"%s\";r=%u;t=%u", policies[v->kind], v->left, v->wait)
            .ptr);
}
