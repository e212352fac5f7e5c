#include "server/route.h"

#include "server/cors.h"
#include "server/error_page.h"
#include "server/form.h"
#include "server/gate.h"
#include "server/problem.h"
#include "server/same_origin.h"

enum {
    READ_ONLY = METHOD_GET | METHOD_HEAD,
    WITH_POST = READ_ONLY | METHOD_POST,
    POST_ONLY = METHOD_POST,
};

/* Behind the prefix, or at the root of the host. */
enum route_base { BASE_PREFIX, BASE_HOST };

enum route_flag {
    ROUTE_FORM = 1, /* POST is a form of our own pages, read before the handler;
                       without it the handler has request->body as it came */
    ROUTE_OPEN = 2, /* answers to reads are for other origins, too, */
    ROUTE_OPEN_POST = 4, /* those to a POST as well, behind a preflight */
    ROUTE_COSTLY = 8,    /* reads are counted (gate.h); posts always are */
};

struct route {
    /* "{locale}": a locale's tag; another "{name}" at the end: what is left,
     * kept as request->rest; "*" at the end: what is left. */
    struct str pattern;
    enum route_base base;
    unsigned methods;
    route_handler *handler;
    unsigned flags;
    const struct api_doc *read, *post;
};

#define API(path, handler, doc)                                                \
    {                                                                          \
        STR("/api/v1/" path), BASE_PREFIX, READ_ONLY, handler, ROUTE_OPEN,     \
            doc, NULL                                                          \
    }
/* One that computes. */
#define ASKS(path, handler, doc)                                               \
    {                                                                          \
        STR("/api/v1/" path), BASE_PREFIX, READ_ONLY, handler,                 \
            ROUTE_OPEN | ROUTE_COSTLY, doc, NULL                               \
    }
#define PAGE(path, base, handler)                                              \
    {                                                                          \
        STR(path), base, READ_ONLY, handler, 0, NULL, NULL                     \
    }
/* Of the clients of other searches, which the document does not describe. */
#define CLIENT(path, methods, handler)                                         \
    {                                                                          \
        STR(path), BASE_PREFIX, methods, handler,                              \
            ROUTE_OPEN | ROUTE_OPEN_POST | ROUTE_COSTLY, NULL, NULL            \
    }

/* Calls that take a POST or lie elsewhere are written out. */
static const struct route routes[] = {
    PAGE("/healthz", BASE_HOST, health_live),
    PAGE("/readyz", BASE_HOST, health_ready),
    PAGE("/favicon.ico", BASE_HOST, favicon),
    PAGE("/robots.txt", BASE_HOST, origin_page),
    PAGE("/.well-known/ai-catalog.json", BASE_HOST, origin_page),
    PAGE("/llms.txt", BASE_PREFIX, origin_page),
    PAGE("/{locale}/llms.txt", BASE_PREFIX, origin_page),
    PAGE("/sitemap.xml", BASE_PREFIX, origin_page),
    PAGE("/sitemap-*", BASE_PREFIX, origin_page),
    PAGE("/{locale}/feed.xml", BASE_PREFIX, origin_page),
    PAGE("/{locale}/opensearch.xml", BASE_PREFIX, origin_page),
    PAGE("/", BASE_HOST, home_redirect),
    PAGE("/", BASE_PREFIX, home_redirect),
    ASKS("search", api_search, &api_search_doc),
    ASKS("suggest", api_suggest, &api_suggest_doc),
    ASKS("answer", answer_call, &answer_doc),
    API("articles", api_articles, &api_articles_doc),
    API("articles/{id}", api_article, &api_article_doc),
    API("sections", api_sections, &api_sections_doc),
    API("locales", api_locales, &api_locales_doc),
    API("contact", api_contact, &api_contact_doc),
    {STR("/api/v1/feedback"), BASE_PREFIX, WITH_POST, api_feedback, ROUTE_OPEN,
     &api_feedback_doc, &api_feedback_post_doc},
    ASKS("replies", api_replies, &api_replies_doc),
    {STR("/api/v1/replies/{id}"), BASE_PREFIX, POST_ONLY, api_reply, 0, NULL,
     &api_reply_doc},
    API("openapi.json", api_openapi, &api_openapi_doc),
    PAGE("/api/live", BASE_PREFIX, live_events),
    PAGE("/api/live/problems", BASE_PREFIX, live_problems),
    {STR("/api/*"), BASE_PREFIX, READ_ONLY, api_missing, ROUTE_OPEN, NULL,
     NULL},
    CLIENT("/1/indexes/*/queries", POST_ONLY, algolia_queries),
    CLIENT("/1/indexes/{index}", POST_ONLY, algolia_query),
    CLIENT("/indexes/{index}", WITH_POST, meilisearch_index),
    CLIENT("/multi-search", POST_ONLY, meilisearch_queries),
    {STR("/mcp"), BASE_PREFIX, POST_ONLY, mcp, ROUTE_COSTLY, NULL, NULL},
    PAGE("/agents", BASE_PREFIX, agents_page),
    PAGE("/{locale}/contact", BASE_PREFIX, contact_page),
    PAGE("/{locale}/search", BASE_PREFIX, search_page),
    {STR("/{locale}/feedback"), BASE_PREFIX, WITH_POST, feedback, ROUTE_FORM,
     NULL, NULL},
    PAGE("/*", BASE_HOST, static_page),
};

enum { ROUTES = sizeof(routes) / sizeof(routes[0]) };

static struct str first_segment(struct str path)
{
    return str_sub(path, 0, str_find(path, '/'));
}

/* The path behind the prefix ("/" for the prefix alone); empty when the path
 * lies outside. */
static struct str behind_prefix(const struct site *site, struct str path)
{
    struct str rest = str_skip(path, site->manifest.prefix.len);

    if (!str_starts(path, site->manifest.prefix))
        return (struct str){0};
    if (!rest.len)
        return S("/");
    return rest.ptr[0] == '/' ? rest : (struct str){0};
}

static bool has_rest(struct str pattern)
{
    return str_ends(pattern, S("}")) && !str_ends(pattern, S("{locale}"));
}

/* `rest` is set where the pattern ends in a name. */
static bool matches(const struct site *site, struct str pattern,
                    struct str path, struct str *rest)
{
    const struct str hole = STR("{locale}");

    while (pattern.len) {
        if (pattern.len == 1 && pattern.ptr[0] == '*')
            return path.len > 0;
        if (str_starts(pattern, hole)) {
            struct str tag = first_segment(path);
            if (!site_locale(site, tag))
                return false;
            pattern = str_skip(pattern, hole.len);
            path = str_skip(path, tag.len);
            continue;
        }
        if (pattern.ptr[0] == '{') {
            *rest = path;
            return path.len > 0;
        }
        if (!path.len || pattern.ptr[0] != path.ptr[0])
            return false;
        pattern = str_skip(pattern, 1);
        path = str_skip(path, 1);
    }
    return path.len == 0;
}

static const struct route *find(const struct site *site, struct str path,
                                struct str *rest)
{
    struct str inside = behind_prefix(site, path);

    *rest = (struct str){0};
    for (size_t i = 0; i < ROUTES; i++) {
        const struct route *r = &routes[i];
        struct str at = r->base == BASE_PREFIX ? inside : path;
        if (at.len && matches(site, r->pattern, at, rest))
            return r;
    }
    return NULL;
}

bool route_facts(size_t row, struct route_facts *out)
{
    if (row >= ROUTES)
        return false;

    const struct route *r = &routes[row];

    *out = (struct route_facts){
        .pattern = r->pattern,
        .read = r->read,
        .post = r->post,
        .is_api = str_starts(r->pattern, S("/api/v1/")),
        .read_costs = (r->flags & ROUTE_COSTLY) != 0,
        .takes_post = (r->methods & METHOD_POST) != 0,
    };
    return true;
}

bool route_serves(const struct site *site, struct str path)
{
    const struct site_entry *entry = site_find(site, path);
    struct str rest;
    const struct route *r = find(site, path, &rest);

    if (entry)
        return entry->kind == SITE_PAGE || entry->kind == SITE_ASSET ||
               entry->kind == SITE_REDIRECT;
    return r && !rest.len && !str_ends(r->pattern, S("*"));
}

bool route_takes_body(const struct site *site, const struct request *request)
{
    struct str rest;
    const struct route *r = find(site, request->path, &rest);

    return r && request->method == METHOD_POST && (r->methods & METHOD_POST);
}

static bool is_from_us(const struct site *site, const struct request *request)
{
    const struct same_origin facts = {
        .has_site = request->header_lines[HEADER_SEC_FETCH_SITE] > 0,
        .site = request->header[HEADER_SEC_FETCH_SITE],
        .origin = request->header[HEADER_ORIGIN],
        .host = request->header[HEADER_HOST],
        .own = site->origin,
    };

    return same_origin(&facts);
}

/* False when the response is an error already. */
static bool take_form(struct site *site, struct request *request,
                      struct response *response)
{
    const char *wrong;

    if (!is_from_us(site, request)) {
        error_page(site, request, response, 403,
                   "The form does not come from a page of this site.");
        return false;
    }
    wrong = form_read(request);
    if (wrong)
        error_page(site, request, response, request->refused, wrong);
    return !wrong;
}

static void refuse_method(struct site *site, struct request *request,
                          struct response *response, const struct route *r)
{
    bool reads = r->methods & METHOD_GET, posts = r->methods & METHOD_POST;
    bool asks = r->flags & ROUTE_OPEN_POST;

    error_page(site, request, response, 405, NULL);
    response_header_str(
        response, "Allow",
        arena_fmt(response->arena, "%s%s%s%s", reads ? "GET, HEAD" : "",
                  reads && posts ? ", " : "", posts ? "POST" : "",
                  asks ? ", OPTIONS" : ""));
}

/* Pages never do: many customers may sit behind one address. */
static bool costs(const struct route *r, enum request_method method)
{
    return method == METHOD_POST || r->flags & ROUTE_COSTLY;
}

static void dispatch(struct site *site, struct request *request,
                     struct response *response, const struct route *r)
{
    bool form = request->method == METHOD_POST && r && r->flags & ROUTE_FORM;

    if (request->refused)
        error_page(site, request, response, request->refused, request->reason);
    else if (!r)
        error_page(site, request, response, 404, NULL);
    else if (request->slash_escaped && !has_rest(r->pattern))
        error_page(site, request, response, 404,
                   "The address holds an escaped slash.");
    else if (request->method == METHOD_OPTIONS && r->flags & ROUTE_OPEN_POST)
        cors_preflight(response);
    else if (!(r->methods & request->method))
        refuse_method(site, request, response, r);
    else if (costs(r, request->method) &&
             !gate_opens(site, request, response, form))
        return;
    else if (!form || take_form(site, request, response))
        r->handler(site, request, response);
}

/* Refusals are to be read, too, by whoever may read the answers. */
static void put_origins(const struct site *site, const struct request *request,
                        const struct route *r, struct response *response)
{
    bool sends = request->method & (METHOD_POST | METHOD_OPTIONS);
    bool open = problem_is_api(site, request);

    /* What was refused has not been routed. */
    if (!request->refused && r)
        open = r->flags & (sends ? ROUTE_OPEN_POST : ROUTE_OPEN);
    else
        open = open && !sends;
    if (open)
        cors_open(response);
}

static void find_locale(struct site *site, struct request *request)
{
    struct str inside = behind_prefix(site, request->path);

    request->locale = site_locale(site, first_segment(str_skip(inside, 1)));
}

/* What a writer looks at changes at any moment, but for what has a hash of its
 * content in its address. Its script learns by the
 * number what it has missed while the page was loaded. */
static void keep_nothing(const struct request *request,
                         struct response *response)
{
    struct str cache = str_from(response_get(response, "Cache-Control"));

    if (!request->live)
        return;
    if (!str_ends(cache, S("immutable")))
        response_header_instead(response, "Cache-Control", "no-store");
    if (response_is_page(response))
        response_header(response, "Server-Timing",
                        arena_fmt(response->arena, "live;desc=\"%llu\"",
                                  (unsigned long long)request->live_number)
                            .ptr);
}

static void finish(struct site *site, struct request *request,
                   const struct route *r, struct response *response)
{
    put_origins(site, request, r, response);
    gate_tell(request, response);
    keep_nothing(request, response);
    response_common(response);
}

void route_answer(struct site *site, struct request *request,
                  struct response *response)
{
    const struct route *r = find(site, request->path, &request->rest);

    find_locale(site, request);
    site_is_overdue(site, request->now);
    dispatch(site, request, response, r);
    finish(site, request, r, response);
}

void route_finish(struct site *site, struct request *request,
                  struct response *response, const struct later *later)
{
    const struct route *r = find(site, request->path, &request->rest);

    response_clear(response, 500);
    find_locale(site, request);
    later->finish(site, request, response, later);
    finish(site, request, r, response);
}
