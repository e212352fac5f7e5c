#include "server/openapi.h"

#include <string.h>

#include "lib/embedded.h"
#include "server/api.h"
#include "server/origin.h"

static const char about[] =
    "Search, answers and articles of a help centre, for chatbots and other "
    "programs. Whatever GET answers HEAD does too. Reads are open to all "
    "origins, without credentials, and carry an `ETag`: ask with "
    "`If-None-Match` and what has not changed costs a 304. Arguments that a "
    "call does not know are ignored; of repeated ones the first counts. "
    "Members are added to answers from version to version, none is renamed or "
    "taken away.";

static const struct tag {
    const char *name, *description;
} tags[] = {
    {"search", "Finding what answers a question."},
    {"articles", "What there is."},
    {"people", "The way to people, and from readers."},
    {"agents", "For the shop's own agents."},
    {"compatible", "What search clients of others send."},
    {"about", "This description."},
};

const struct api_doc api_openapi_doc = {
    .id = "describe",
    .tag = "about",
    .summary = "This description",
    .replies =
        (const struct api_reply[]){
            {200, "openapi", "An OpenAPI 3.1 document.", NULL}, {0}},
};

void openapi_put(struct arena *a, struct value *map, const char *key,
                 const char *text)
{
    if (text)
        value_set(a, map, key, value_text(a, str_from(text)));
}

struct value *openapi_schema(const char *name, struct arena *a)
{
    struct value *v = value_map(a);

    value_set(a, v, "$ref",
              value_text(a, arena_fmt(a, "#/components/schemas/%s", name)));
    return v;
}

/* Only tags that some call has. */
static bool is_used(const char *tag)
{
    struct route_facts facts;

    for (size_t row = 0; route_facts(row, &facts); row++)
        if ((facts.read && strcmp(facts.read->tag, tag) == 0) ||
            (facts.post && strcmp(facts.post->tag, tag) == 0))
            return true;
    return false;
}

static struct value *tags_value(struct arena *a)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
        struct value *v = value_map(a);
        if (!is_used(tags[i].name))
            continue;
        openapi_put(a, v, "name", tags[i].name);
        openapi_put(a, v, "description", tags[i].description);
        value_push(a, list, v);
    }
    return list;
}

static struct value *info_value(const struct site *site, struct arena *a)
{
    struct value *v = value_map(a);

    value_set(a, v, "title", value_text(a, site->manifest.title));
    openapi_put(a, v, "version", "1");
    openapi_put(a, v, "description", about);
    return v;
}

static struct value *servers_value(struct str server, struct arena *a)
{
    struct value *list = value_list(a), *v = value_map(a);

    value_set(a, v, "url", value_text(a, server.len ? server : S("/")));
    value_push(a, list, v);
    return list;
}

static struct value *paths_value(const struct site *site, struct arena *a)
{
    struct value *paths = value_map(a);
    struct route_facts facts;

    for (size_t row = 0; route_facts(row, &facts); row++) {
        struct value *v = value_map(a);
        if (!facts.read && !facts.post)
            continue;
        if (facts.read)
            value_set(
                a, v, "get",
                openapi_operation(site, facts.read, true, facts.read_costs, a));
        if (facts.post)
            value_set(a, v, "post",
                      openapi_operation(site, facts.post, false, true, a));
        value_set_str(a, paths, facts.pattern, v);
    }
    return paths;
}

static struct value *components_value(struct arena *a)
{
    struct value *v = value_map(a), *schemas = value_map(a);
    struct value *security = value_map(a), *bearer = value_map(a);

    for (const struct embedded *f = schema_files; f->name; f++)
        value_set(
            a, schemas, f->name,
            value_from_json(a, str_of((const char *)f->bytes, f->len), NULL));
    openapi_put(a, bearer, "type", "http");
    openapi_put(a, bearer, "scheme", "bearer");
    openapi_put(a, bearer, "description",
                "A token that the server's `token new` made, with the scopes "
                "that a call names.");
    value_set(a, security, "bearer", bearer);
    value_set(a, v, "schemas", schemas);
    value_set(a, v, "securitySchemes", security);
    return v;
}

struct value *openapi_document(const struct site *site, struct str server,
                               struct arena *a)
{
    struct value *v = value_map(a);

    openapi_put(a, v, "openapi", "3.1.0");
    value_set(a, v, "info", info_value(site, a));
    value_set(a, v, "servers", servers_value(server, a));
    value_set(a, v, "tags", tags_value(a));
    value_set(a, v, "paths", paths_value(site, a));
    value_set(a, v, "components", components_value(a));
    return a->failed ? NULL : v;
}

void api_openapi(struct site *site, struct request *request,
                 struct response *response)
{
    struct arena *a = &request->arena;
    struct str server =
        arena_fmt(a, "%.*s%.*s", STR_ARG(origin_of(site, request)),
                  STR_ARG(site->manifest.prefix));

    api_send(site, request, response, openapi_document(site, server, a), NULL);
}
