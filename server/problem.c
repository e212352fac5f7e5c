#include "server/problem.h"

#include "server/page.h"

const struct problem_kind problem_kinds[PROBLEMS] = {
    [PROBLEM_BAD_ARGUMENT] =
        {"/problems/bad-argument", 400, "An argument is wrong",
         "An argument is missing, out of its range or none of its words; "
         "`parameter` names it."},
    [PROBLEM_BAD_BODY] = {"/problems/bad-body", 400, "The body cannot be read",
                          "The body is not what its type says."},
    [PROBLEM_BAD_REQUEST] =
        {"/problems/bad-request", 400, "The request cannot be read",
         "The address has broken escapes, control characters, bytes that are "
         "no UTF-8 or more than 100 arguments, or the headers contradict "
         "each other."},
    [PROBLEM_NO_TOKEN] = {"/problems/no-token", 401, "A token is needed",
                          "There is no token, or it is not known."},
    [PROBLEM_NO_SCOPE] = {"/problems/no-scope", 403,
                          "The token is for other things",
                          "The token lacks the scope of this call."},
    [PROBLEM_FOREIGN_ORIGIN] =
        {"/problems/foreign-origin", 403, "Not from there",
         "A page of another origin must not make this call."},
    [PROBLEM_NO_SUCH_CALL] = {"/problems/no-such-call", 404,
                              "There is no such call",
                              "Nothing answers at this address."},
    [PROBLEM_NO_SUCH_ARTICLE] = {"/problems/no-such-article", 404,
                                 "There is no such article",
                                 "No article of the locale has this id."},
    [PROBLEM_NO_SUCH_REPLY] = {"/problems/no-such-reply", 404,
                               "There is no such reply",
                               "No reply of the locale has this id."},
    [PROBLEM_CLOSED] = {"/problems/closed", 404, "Nothing is taken here",
                        "The server has no data folder to keep it in."},
    [PROBLEM_WRONG_METHOD] = {"/problems/wrong-method", 405,
                              "The method is not for this address",
                              "`Allow` lists the methods that are."},
    [PROBLEM_GONE] = {"/problems/gone", 410, "The article is gone",
                      "The article has expired."},
    [PROBLEM_BODY_TOO_LONG] = {"/problems/body-too-long", 413,
                               "The body is too long",
                               "A body has at most 64 KiB."},
    [PROBLEM_ADDRESS_TOO_LONG] =
        {"/problems/address-too-long", 414, "The address is too long",
         "Path and query have at most 8000 bytes as they are sent."},
    [PROBLEM_WRONG_TYPE] = {"/problems/wrong-type", 415,
                            "The body's type is not taken",
                            "`Content-Type` is none that the call reads."},
    [PROBLEM_BAD_VALUE] = {"/problems/bad-value", 422,
                           "A value in the body is wrong",
                           "The body can be read, but a field of it is "
                           "missing or not allowed; `parameter` names it."},
    [PROBLEM_TOO_MANY_REQUESTS] =
        {"/problems/too-many-requests", 429, "Too many requests",
         "Wait as many seconds as `Retry-After` says."},
    [PROBLEM_FAILED] = {"/problems/failed", 500, "The server failed",
                        "The server's log says why."},
    [PROBLEM_UNAVAILABLE] =
        {"/problems/unavailable", 503, "Not available now",
         "The locale cannot be searched, a page cannot be read or too much "
         "is waiting; `Retry-After` says when to try again."},
    [PROBLEM_NO_SPACE] = {"/problems/no-space", 507, "There is no space left",
                          "The data folder's disk is full."},
};

/* Where a status has several kinds, the one that needs no more to be known. */
enum problem problem_of_status(int status)
{
    if (status == 400)
        return PROBLEM_BAD_REQUEST;
    if (status == 403)
        return PROBLEM_FOREIGN_ORIGIN;
    for (int i = 0; i < PROBLEMS; i++)
        if (problem_kinds[i].status == status)
            return (enum problem)i;
    return PROBLEM_FAILED;
}

static const struct extra {
    int status;
    const char *name, *value;
} extras[] = {
    {401, "WWW-Authenticate", "Bearer realm=\"gabay\""},
    {503, "Retry-After", "5"},
    {507, "Retry-After", "5"},
};

void problem_send(struct site *site, struct request *request,
                  struct response *response, enum problem what,
                  const char *detail, const char *parameter)
{
    const struct problem_kind *kind = &problem_kinds[what];
    struct arena *a = response->arena;
    struct value *v = value_map(a);

    response_clear(response, kind->status);
    value_set(a, v, "type", value_text(a, str_from(kind->type)));
    value_set(a, v, "title", value_text(a, str_from(kind->title)));
    value_set(a, v, "status", value_integer(a, kind->status));
    if (detail)
        value_set(a, v, "detail", value_text(a, str_from(detail)));
    if (parameter)
        value_set(a, v, "parameter", value_text(a, str_from(parameter)));
    if (v)
        value_to_json(&response->body, v);
    buf_char(&response->body, '\n');
    response_header(response, "Content-Security-Policy", response_data_policy);
    page_finish(site, request, response, "application/problem+json", NULL);
    for (size_t i = 0; i < sizeof(extras) / sizeof(*extras); i++)
        if (extras[i].status == kind->status)
            response_header(response, extras[i].name, extras[i].value);
}

bool problem_is_api(const struct site *site, const struct request *request)
{
    struct str path = request->raw_path;
    struct str inside = str_skip(path, site->manifest.prefix.len);

    return str_starts(path, site->manifest.prefix) &&
           (str_starts(inside, S("/api/")) || str_eq(inside, S("/mcp")));
}
