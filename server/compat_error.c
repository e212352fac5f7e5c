#include "server/compat_error.h"

#include "server/page.h"

/* Meilisearch names each error; what has no name of its own is "internal". */
static const struct kind {
    int status;
    const char *code, *type;
} kinds[] = {
    {400, "bad_request", "invalid_request"},
    {401, "invalid_api_key", "auth"},
    {403, "invalid_api_key", "auth"},
    {404, "index_not_found", "invalid_request"},
    {405, "method_not_allowed", "invalid_request"},
    {413, "payload_too_large", "invalid_request"},
    {429, "too_many_search_requests", "system"},
    {500, "internal", "internal"},
};

enum { KINDS = sizeof(kinds) / sizeof(*kinds) };

static const struct kind *kind_of(int status)
{
    for (size_t i = 0; i < KINDS; i++)
        if (kinds[i].status == status)
            return &kinds[i];
    return &kinds[status < 500 ? 0 : KINDS - 1];
}

static void finish(struct site *site, struct request *request,
                   struct response *response, const struct value *answer)
{
    if (answer)
        value_to_json(&response->body, answer);
    buf_char(&response->body, '\n');
    response_header(response, "Content-Security-Policy", response_data_policy);
    page_finish(site, request, response, "application/json", NULL);
}

bool compat_error(struct site *site, struct request *request,
                  struct response *response, int status, const char *message)
{
    struct arena *a = response->arena;
    struct str path = request->raw_path, prefix = site->manifest.prefix;
    struct str inside = str_skip(path, prefix.len);
    bool algolia = str_starts(inside, S("/1/indexes/"));
    struct value *v;

    if (!str_starts(path, prefix))
        return false;
    if (!algolia && !str_starts(inside, S("/indexes/")) &&
        !str_eq(inside, S("/multi-search")))
        return false;
    v = value_map(a);
    value_set(
        a, v, "message",
        value_text(a, str_from(message ? message : response_phrase(status))));
    if (algolia) {
        value_set(a, v, "status", value_integer(a, status));
    } else {
        value_set(a, v, "code", value_text(a, str_from(kind_of(status)->code)));
        value_set(a, v, "type", value_text(a, str_from(kind_of(status)->type)));
        value_set(a, v, "link", value_text(a, S("")));
    }
    response_clear(response, status);
    response_header(response, "Cache-Control", "no-store");
    finish(site, request, response, v);
    return true;
}

void compat_send(struct site *site, struct request *request,
                 struct response *response, const struct value *answer)
{
    if (!answer || response->arena->failed) {
        compat_error(site, request, response, 500, NULL);
        return;
    }
    response->status = 200;
    finish(site, request, response, answer);
}
