#include "server/mcp.h"

#include <string.h>

#include "server/host.h"
#include "server/page.h"
#include "server/problem.h"
#include "server/same_origin.h"

#define META_VERSION "io.modelcontextprotocol/protocolVersion"
#define META_SERVER  "io.modelcontextprotocol/serverInfo"

static const struct str modern_version = STR("2026-07-28");
/* The newest first: it is offered to those who want one we do not know. */
static const struct str legacy_versions[] = {
    STR("2025-11-25"),
    STR("2025-06-18"),
    STR("2025-03-26"),
};

enum {
    LEGACY_VERSIONS = sizeof(legacy_versions) / sizeof(*legacy_versions),
    TTL = 60 * 1000, /* milliseconds that a list may be kept */
};

static mcp_method initialize, ping, discover;

static const struct method {
    struct str name;
    bool legacy, modern;
    bool kept;      /* the modern result says how long it may be */
    struct str key; /* of the params, that the header Mcp-Name repeats */
    mcp_method *run;
} methods[] = {
    {STR("initialize"), true, false, false, {0}, initialize},
    {STR("ping"), true, false, false, {0}, ping},
    {STR("server/discover"), false, true, true, {0}, discover},
    {STR("tools/list"), true, true, true, {0}, mcp_tools_list},
    {STR("tools/call"), true, true, false, STR("name"), mcp_tools_call},
    {STR("resources/list"), true, true, true, {0}, mcp_resources_list},
    {STR("resources/templates/list"),
     true,
     true,
     true,
     {0},
     mcp_resource_templates},
    {STR("resources/read"), true, true, true, STR("uri"), mcp_resources_read},
};

struct value *mcp_fault_set(struct mcp_fault *f, int status, enum mcp_code code,
                            const char *message)
{
    *f = (struct mcp_fault){status, code, message, NULL};
    return NULL;
}

static struct value *server_info(struct mcp_call *c)
{
    struct value *v = value_map(c->arena);

    value_set(c->arena, v, "name", value_text(c->arena, S("gabay")));
    value_set(c->arena, v, "title",
              value_text(c->arena, c->site->manifest.title));
    value_set(c->arena, v, "version", value_text(c->arena, S(GABAY_VERSION)));
    return v;
}

static void put_abilities(struct mcp_call *c, struct value *result)
{
    struct arena *a = c->arena;
    struct value *abilities = value_map(a);

    value_set(a, abilities, "tools", value_map(a));
    value_set(a, abilities, "resources", value_map(a));
    value_set(a, result, "capabilities", abilities);
    value_set(a, result, "instructions",
              value_text(a, S("The help centre of a shop. Ask `answer` first: "
                              "it gives a passage with its source, or says "
                              "that there is none and how people are reached. "
                              "Cite the url. Do not add to what it says.")));
}

static struct str legacy_version(struct str asked)
{
    for (size_t i = 0; i < LEGACY_VERSIONS; i++)
        if (str_eq(asked, legacy_versions[i]))
            return asked;
    return legacy_versions[0];
}

static struct value *initialize(struct mcp_call *c, struct mcp_fault *f)
{
    struct value *v = value_map(c->arena);
    struct str asked = value_str(value_get(c->params, S("protocolVersion")));

    if (!asked.len)
        return mcp_fault_set(f, 200, MCP_INVALID_PARAMS,
                             "protocolVersion is missing.");
    value_set(c->arena, v, "protocolVersion",
              value_text(c->arena, legacy_version(asked)));
    put_abilities(c, v);
    value_set(c->arena, v, "serverInfo", server_info(c));
    return v;
}

static struct value *ping(struct mcp_call *c, struct mcp_fault *f)
{
    (void)f;
    return value_map(c->arena);
}

static struct value *discover(struct mcp_call *c, struct mcp_fault *f)
{
    struct value *v = value_map(c->arena), *versions = value_list(c->arena);

    (void)f;
    value_push(c->arena, versions, value_text(c->arena, modern_version));
    value_set(c->arena, v, "supportedVersions", versions);
    put_abilities(c, v);
    return v;
}

static const struct method *method_of(const struct mcp_call *c)
{
    for (size_t i = 0; i < sizeof(methods) / sizeof(*methods); i++)
        if (str_eq(c->method, methods[i].name) &&
            (c->modern ? methods[i].modern : methods[i].legacy))
            return &methods[i];
    return NULL;
}

/* NULL when the version is one of ours. */
static struct value *check_version(struct mcp_call *c, struct str asked,
                                   struct mcp_fault *f)
{
    struct arena *a = c->arena;
    struct value *data = value_map(a), *supported = value_list(a);

    if (str_eq(asked, modern_version))
        return NULL;
    mcp_fault_set(f, 400, MCP_NO_VERSION,
                  "This version of the protocol is not served.");
    value_push(a, supported, value_text(a, modern_version));
    value_set(a, data, "supported", supported);
    value_set(a, data, "requested", value_text(a, asked));
    f->data = data;
    return data;
}

static bool check_modern(struct mcp_call *c, const struct method *m,
                         struct mcp_fault *f)
{
    const struct str *header = c->request->header;
    const struct value *meta = value_get(c->params, S("_meta"));
    struct str asked = value_str(value_get(meta, S(META_VERSION)));
    struct str name = m && m->key.len ? value_str(value_get(c->params, m->key))
                                      : (struct str){0};

    if (check_version(c, asked, f))
        return false;
    if (mcp_header_is(header[HEADER_MCP_PROTOCOL_VERSION], asked) &&
        mcp_header_is(header[HEADER_MCP_METHOD], c->method) &&
        (!m || !m->key.len || mcp_header_is(header[HEADER_MCP_NAME], name)))
        return true;
    mcp_fault_set(f, 400, MCP_HEADER_MISMATCH,
                  "MCP-Protocol-Version, Mcp-Method or Mcp-Name is missing or "
                  "not what the body says.");
    return false;
}

/* The header is there from the second request on. */
static bool check_legacy(struct mcp_call *c, struct mcp_fault *f)
{
    struct str asked = c->request->header[HEADER_MCP_PROTOCOL_VERSION];

    if (!asked.len || str_eq(c->method, S("initialize")) ||
        str_eq(legacy_version(asked), asked))
        return true;
    mcp_fault_set(f, 400,
                  str_eq(asked, modern_version) ? MCP_HEADER_MISMATCH
                                                : MCP_INVALID_REQUEST,
                  "MCP-Protocol-Version is none that is served, or the body "
                  "does not say the same.");
    return false;
}

static void put_modern(struct mcp_call *c, const struct method *m,
                       struct value *result)
{
    struct arena *a = c->arena;
    struct value *meta = value_map(a);

    value_set(a, result, "resultType", value_text(a, S("complete")));
    if (m->kept) {
        value_set(a, result, "ttlMs", value_integer(a, TTL));
        value_set(a, result, "cacheScope", value_text(a, S("public")));
    }
    value_set(a, meta, META_SERVER, server_info(c));
    value_set(a, result, "_meta", meta);
}

static struct value *run(struct mcp_call *c, struct mcp_fault *f)
{
    const struct method *m = method_of(c);
    struct value *result;

    if (c->modern ? !check_modern(c, m, f) : !check_legacy(c, f))
        return NULL;
    if (!m)
        return mcp_fault_set(f, c->modern ? 404 : 200, MCP_NO_METHOD,
                             "There is no such method.");
    result = m->run(c, f);
    if (result && c->modern)
        put_modern(c, m, result);
    return result;
}

static struct value *fault_value(struct arena *a, const struct mcp_fault *f)
{
    struct value *v = value_map(a);

    value_set(a, v, "code", value_integer(a, f->code));
    value_set(a, v, "message", value_text(a, str_from(f->message)));
    if (f->data)
        value_set(a, v, "data", f->data);
    return v;
}

/* `id` may be NULL: null stands for one that could not be read. */
static void reply(struct site *site, struct request *request,
                  struct response *response, const struct value *id,
                  struct value *result, const struct mcp_fault *f)
{
    struct arena *a = response->arena;
    struct value *v = value_map(a);

    response->status = result ? 200 : f->status;
    value_set(a, v, "jsonrpc", value_text(a, S("2.0")));
    value_set(a, v, "id", id ? value_json(a, id) : value_null(a));
    if (result)
        value_set(a, v, "result", result);
    else
        value_set(a, v, "error", fault_value(a, f));
    if (v && !a->failed)
        value_to_json(&response->body, v);
    buf_char(&response->body, '\n');
    response_header(response, "Cache-Control", "no-store");
    response_header(response, "Content-Security-Policy", response_data_policy);
    page_finish(site, request, response, "application/json", NULL);
}

static bool is_id(const struct value *id)
{
    return id->kind == VALUE_TEXT || id->kind == VALUE_INTEGER ||
           id->kind == VALUE_NUMBER;
}

/* A message of the client: a request, a notification, or an answer to a
 * request that we never make. */
static bool read_call(struct mcp_call *c, const struct value *message,
                      struct mcp_fault *f)
{
    const struct value *id = value_get(message, S("id"));

    mcp_fault_set(f, 400, MCP_INVALID_REQUEST,
                  "Expected one JSON-RPC 2.0 message.");
    if (message->kind != VALUE_MAP ||
        !str_eq(value_str(value_get(message, S("jsonrpc"))), S("2.0")) ||
        (id && !is_id(id)))
        return false;
    c->method = value_str(value_get(message, S("method")));
    c->params = value_get(message, S("params"));
    c->id = c->method.len ? id : NULL;
    if (c->params && c->params->kind != VALUE_MAP)
        return false;
    const struct value *meta = value_get(c->params, S("_meta"));
    c->modern = value_get(meta, S(META_VERSION)) != NULL;
    return c->method.len > 0 || value_get(message, S("result")) ||
           value_get(message, S("error"));
}

static void accept_notification(struct response *response)
{
    response_clear(response, 202);
    response_header(response, "Cache-Control", "no-store");
}

/* No page of another site may use a reader's browser to ask (DNS rebinding
 * included: a name is ours only by the base_url). */
static bool is_allowed(const struct site *site, const struct request *request)
{
    struct str host = request->header[HEADER_HOST];
    const struct same_origin facts = {
        .origin = request->header[HEADER_ORIGIN],
        .host = host_is_local(host) ? host : (struct str){0},
        .own = site->origin,
    };

    return !request->header_lines[HEADER_ORIGIN] || same_origin(&facts);
}

void mcp(struct site *site, struct request *request, struct response *response)
{
    struct mcp_call c = {
        .site = site, .request = request, .arena = response->arena};
    struct mcp_fault f = {0};
    struct value *message, *result;

    if (!is_allowed(site, request)) {
        problem_send(site, request, response, PROBLEM_FOREIGN_ORIGIN,
                     "Pages of other origins may not ask here.", NULL);
        return;
    }
    message = value_from_json(c.arena, buf_str(&request->body), NULL);
    if (!message) {
        mcp_fault_set(&f, 400, MCP_PARSE_ERROR, "The body is no JSON.");
        reply(site, request, response, NULL, NULL, &f);
        return;
    }
    if (!read_call(&c, message, &f)) {
        reply(site, request, response, NULL, NULL, &f);
        return;
    }
    if (!c.id) {
        accept_notification(response);
        return;
    }
    result = run(&c, &f);
    if (!result && !f.code)
        mcp_fault_set(&f, 500, MCP_INTERNAL, "The server failed.");
    reply(site, request, response, c.id, result, &f);
}
