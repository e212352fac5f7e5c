#include <string.h>

#include "server/openapi.h"
#include "server/problem.h"

typedef void put_kind(const struct site *site, const struct api_argument *row,
                      struct value *schema, struct arena *a);

static void put_text(const struct site *site, const struct api_argument *row,
                     struct value *schema, struct arena *a)
{
    (void)site;
    openapi_put(a, schema, "type", "string");
    if (row->in == API_PATH)
        value_set(a, schema, "minLength", value_integer(a, 1));
    if (row->max)
        value_set(a, schema, "maxLength", value_integer(a, row->max));
}

static void put_number(const struct site *site, const struct api_argument *row,
                       struct value *schema, struct arena *a)
{
    (void)site;
    openapi_put(a, schema, "type", "integer");
    value_set(a, schema, "minimum", value_integer(a, row->min));
    value_set(a, schema, "maximum", value_integer(a, row->max));
    value_set(a, schema, "default", value_integer(a, row->otherwise));
}

static void put_word(const struct site *site, const struct api_argument *row,
                     struct value *schema, struct arena *a)
{
    struct value *words = value_list(a);
    struct str rest = str_from(row->words), word;

    (void)site;
    while (str_cut(&rest, '|', &word))
        value_push(a, words, value_text(a, word));
    openapi_put(a, schema, "type", "string");
    value_set(a, schema, "enum", words);
    rest = str_from(row->words);
    if (str_cut(&rest, '|', &word))
        value_set(a, schema, "default", value_text(a, word));
}

static void put_time(const struct site *site, const struct api_argument *row,
                     struct value *schema, struct arena *a)
{
    (void)site;
    (void)row;
    openapi_put(a, schema, "type", "string");
    openapi_put(a, schema, "format", "date-time");
}

static void put_locale(const struct site *site, const struct api_argument *row,
                       struct value *schema, struct arena *a)
{
    const struct manifest *m = &site->manifest;

    (void)row;
    openapi_put(a, schema, "type", "string");
    value_set(a, schema, "example",
              value_text(a, m->locales[m->default_locale].tag));
}

static put_kind *const kinds[] = {
    [API_TEXT] = put_text, [API_NUMBER] = put_number, [API_WORD] = put_word,
    [API_TIME] = put_time, [API_ZONE] = put_text,     [API_LOCALE] = put_locale,
};

static struct value *example_of(const struct api_argument *row, struct arena *a)
{
    uint64_t n;

    if (row->kind == API_NUMBER && str_to_u64(str_from(row->example), &n))
        return value_integer(a, (int64_t)n);
    return value_text(a, str_from(row->example));
}

static struct value *argument_value(const struct site *site,
                                    const struct api_argument *row,
                                    struct arena *a)
{
    struct value *v = value_map(a), *schema = value_map(a);

    openapi_put(a, v, "name", row->name);
    openapi_put(a, v, "in", row->in == API_PATH ? "path" : "query");
    value_set(a, v, "required", value_bool(a, row->required));
    openapi_put(a, v, "description", row->description);
    kinds[row->kind](site, row, schema, a);
    value_set(a, v, "schema", schema);
    if (row->example && row->kind != API_LOCALE)
        value_set(a, v, "example", example_of(row, a));
    return v;
}

static struct value *arguments_value(const struct site *site,
                                     const struct api_doc *doc, struct arena *a)
{
    struct value *list = value_list(a);

    for (const struct api_argument *row = doc->arguments; row && row->name;
         row++)
        value_push(a, list, argument_value(site, row, a));
    return list;
}

/* The content of a body, added under its type. */
static void put_content(struct value *v, const char *type, struct value *schema,
                        struct arena *a)
{
    const struct value *known = value_get(v, S("content"));
    struct value *content = value_map(a), *media = value_map(a);

    for (size_t i = 0; known && i < known->map.count; i++)
        value_set_str(a, content, known->map.members[i].key,
                      known->map.members[i].value);
    value_set(a, media, "schema", schema);
    /* The type without its parameters: clients compare no more. */
    struct str name = str_from(type);
    value_set_str(a, content, str_trim(str_sub(name, 0, str_find(name, ';'))),
                  media);
    value_set(a, v, "content", content);
}

static struct value *header_value(const char *description, struct arena *a)
{
    struct value *v = value_map(a), *schema = value_map(a);

    openapi_put(a, v, "description", description);
    openapi_put(a, schema, "type", "string");
    value_set(a, v, "schema", schema);
    return v;
}

static struct str status_key(int status, struct arena *a)
{
    return arena_fmt(a, "%d", status);
}

static void put_replies(const struct api_doc *doc, bool is_read,
                        struct value *responses, struct arena *a)
{
    struct value *last = NULL;
    int status = 0;

    for (const struct api_reply *r = doc->replies; r->status; r++) {
        if (r->status != status) {
            struct value *headers = value_map(a);
            last = value_map(a);
            status = r->status;
            openapi_put(a, last, "description", r->description);
            value_set(a, headers, "ETag",
                      header_value("For `If-None-Match`.", a));
            if (is_read && r->status == 200)
                value_set(a, last, "headers", headers);
            value_set_str(a, responses, status_key(status, a), last);
        }
        if (r->schema)
            put_content(last, r->type ? r->type : "application/json",
                        openapi_schema(r->schema, a), a);
    }
    if (!is_read)
        return;
    last = value_map(a);
    openapi_put(a, last, "description", "Not changed since that `ETag`.");
    value_set(a, responses, "304", last);
}

/* A problem whose type is one of those that belong to the status. */
static struct value *problem_schema(uint32_t problems, int status,
                                    struct arena *a)
{
    struct value *v = value_map(a), *all = value_list(a);
    struct value *narrow = value_map(a), *properties = value_map(a);
    struct value *type = value_map(a), *types = value_list(a);

    for (int i = 0; i < PROBLEMS; i++)
        if (problems >> i & 1 && problem_kinds[i].status == status)
            value_push(a, types,
                       value_text(a, str_from(problem_kinds[i].type)));
    value_set(a, type, "enum", types);
    value_set(a, properties, "type", type);
    value_set(a, narrow, "properties", properties);
    value_push(a, all, openapi_schema("problem", a));
    value_push(a, all, narrow);
    value_set(a, v, "allOf", all);
    return v;
}

static struct value *problem_value(uint32_t problems, int status,
                                   struct arena *a)
{
    struct value *v = value_map(a);
    struct buf text = {0};

    for (int i = 0; i < PROBLEMS; i++)
        if (problems >> i & 1 && problem_kinds[i].status == status)
            buf_fmt(&text, "%s`%s`: %s", text.len ? "\n\n" : "",
                    problem_kinds[i].type, problem_kinds[i].description);
    value_set(a, v, "description", value_text(a, buf_copy(&text, a)));
    buf_release(&text);
    if (status == 429 || status == 503 || status == 507) {
        struct value *headers = value_map(a);
        value_set(a, headers, "Retry-After",
                  header_value("Seconds to wait.", a));
        value_set(a, v, "headers", headers);
    }
    put_content(v, "application/problem+json",
                problem_schema(problems, status, a), a);
    return v;
}

/* Whoever counts calls looks at tokens, too. */
static void put_problems(const struct api_doc *doc, bool costs,
                         struct value *responses, struct arena *a)
{
    uint32_t problems = doc->problems | PROBLEMS_ALWAYS;

    if (costs)
        problems |= PROBLEM_BIT(TOO_MANY_REQUESTS) | PROBLEM_BIT(NO_TOKEN);
    if (doc->scope && !doc->scope_is_optional)
        problems |= PROBLEM_BIT(NO_TOKEN) | PROBLEM_BIT(NO_SCOPE);
    for (int i = 0; i < PROBLEMS; i++) {
        int status = problem_kinds[i].status;
        struct str key = status_key(status, a);
        if (problems >> i & 1 && !value_get(responses, key))
            value_set_str(a, responses, key,
                          problem_value(problems, status, a));
    }
}

static struct value *body_value(const struct api_doc *doc, struct arena *a)
{
    struct value *v = value_map(a);

    value_set(a, v, "required", value_bool(a, true));
    put_content(v, doc->body_type ? doc->body_type : "application/json",
                openapi_schema(doc->body, a), a);
    return v;
}

/* None; or one of the alternatives is none. */
static struct value *security_value(const struct api_doc *doc, struct arena *a)
{
    struct value *list = value_list(a), *v = value_map(a);
    struct value *scopes = value_list(a);

    if (!doc->scope || doc->scope_is_optional)
        value_push(a, list, value_map(a));
    if (doc->scope) {
        value_push(a, scopes, value_text(a, str_from(doc->scope)));
        value_set(a, v, "bearer", scopes);
        value_push(a, list, v);
    }
    return list;
}

struct value *openapi_operation(const struct site *site,
                                const struct api_doc *doc, bool is_read,
                                bool costs, struct arena *a)
{
    struct value *v = value_map(a), *tags = value_list(a);
    struct value *responses = value_map(a);

    value_push(a, tags, value_text(a, str_from(doc->tag)));
    openapi_put(a, v, "operationId", doc->id);
    value_set(a, v, "tags", tags);
    openapi_put(a, v, "summary", doc->summary);
    openapi_put(a, v, "description", doc->description);
    value_set(a, v, "parameters", arguments_value(site, doc, a));
    if (doc->body)
        value_set(a, v, "requestBody", body_value(doc, a));
    put_replies(doc, is_read, responses, a);
    put_problems(doc, costs, responses, a);
    value_set(a, v, "responses", responses);
    value_set(a, v, "security", security_value(doc, a));
    return v;
}
