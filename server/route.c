#include "server/route.h"

#include "server/error_page.h"
#include "server/form.h"
#include "server/same_origin.h"

enum {
    READ_ONLY = METHOD_GET | METHOD_HEAD,
    WITH_FORM = READ_ONLY | METHOD_POST,
};

/* Behind the prefix, or at the root of the host. */
enum route_base { BASE_PREFIX, BASE_HOST };

struct route {
    struct str pattern; /* "{locale}": a locale's tag; final "*": the rest */
    enum route_base base;
    unsigned methods;
    route_handler *handler;
};

static const struct route routes[] = {
    {STR("/healthz"), BASE_HOST, READ_ONLY, health_live},
    {STR("/readyz"), BASE_HOST, READ_ONLY, health_ready},
    {STR("/favicon.ico"), BASE_HOST, READ_ONLY, favicon},
    {STR("/robots.txt"), BASE_HOST, READ_ONLY, origin_page},
    {STR("/.well-known/ai-catalog.json"), BASE_HOST, READ_ONLY, origin_page},
    {STR("/llms.txt"), BASE_PREFIX, READ_ONLY, origin_page},
    {STR("/{locale}/llms.txt"), BASE_PREFIX, READ_ONLY, origin_page},
    {STR("/sitemap.xml"), BASE_PREFIX, READ_ONLY, origin_page},
    {STR("/sitemap-*"), BASE_PREFIX, READ_ONLY, origin_page},
    {STR("/{locale}/feed.xml"), BASE_PREFIX, READ_ONLY, origin_page},
    {STR("/{locale}/opensearch.xml"), BASE_PREFIX, READ_ONLY, origin_page},
    {STR("/"), BASE_HOST, READ_ONLY, home_redirect},
    {STR("/"), BASE_PREFIX, READ_ONLY, home_redirect},
    {STR("/api/v1/contact"), BASE_PREFIX, READ_ONLY, api_contact},
    {STR("/api/v1/search"), BASE_PREFIX, READ_ONLY, api_search},
    {STR("/api/v1/suggest"), BASE_PREFIX, READ_ONLY, api_suggest},
    {STR("/api/v1/answer"), BASE_PREFIX, READ_ONLY, answer_call},
    {STR("/api/v1/feedback"), BASE_PREFIX, READ_ONLY, api_feedback},
    {STR("/api/*"), BASE_PREFIX, READ_ONLY, api_missing},
    {STR("/{locale}/contact"), BASE_PREFIX, READ_ONLY, contact_page},
    {STR("/{locale}/search"), BASE_PREFIX, READ_ONLY, search_page},
    {STR("/{locale}/feedback"), BASE_PREFIX, WITH_FORM, feedback},
    {STR("/*"), BASE_HOST, READ_ONLY, static_page},
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

static bool matches(const struct site *site, struct str pattern,
                    struct str path)
{
    const struct str hole = STR("{locale}");

    while (pattern.len) {
        if (pattern.ptr[0] == '*')
            return path.len > 0;
        if (pattern.ptr[0] == '{') {
            struct str tag = first_segment(path);
            if (!site_locale(site, tag))
                return false;
            pattern = str_skip(pattern, hole.len);
            path = str_skip(path, tag.len);
            continue;
        }
        if (!path.len || pattern.ptr[0] != path.ptr[0])
            return false;
        pattern = str_skip(pattern, 1);
        path = str_skip(path, 1);
    }
    return path.len == 0;
}

static const struct route *find(const struct site *site, struct str path)
{
    struct str inside = behind_prefix(site, path);

    for (size_t i = 0; i < ROUTES; i++) {
        const struct route *r = &routes[i];
        struct str at = r->base == BASE_PREFIX ? inside : path;
        if (at.len && matches(site, r->pattern, at))
            return r;
    }
    return NULL;
}

bool route_serves(const struct site *site, struct str path)
{
    const struct site_entry *entry = site_find(site, path);
    const struct route *r = find(site, path);

    if (entry)
        return entry->kind == SITE_PAGE || entry->kind == SITE_ASSET ||
               entry->kind == SITE_REDIRECT;
    return r && !str_ends(r->pattern, S("*"));
}

bool route_takes_body(const struct site *site, const struct request *request)
{
    const struct route *r = find(site, request->path);

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

static void dispatch(struct site *site, struct request *request,
                     struct response *response)
{
    const struct route *r = find(site, request->path);

    if (request->refused) {
        error_page(site, request, response, request->refused, request->reason);
    } else if (!r) {
        error_page(site, request, response, 404, NULL);
    } else if (!(r->methods & request->method)) {
        error_page(site, request, response, 405, NULL);
        response_header(response, "Allow",
                        r->methods & METHOD_POST ? "GET, HEAD, POST"
                                                 : "GET, HEAD");
    } else if (request->method != METHOD_POST ||
               take_form(site, request, response)) {
        r->handler(site, request, response);
    }
}

static void find_locale(struct site *site, struct request *request)
{
    struct str inside = behind_prefix(site, request->path);

    request->locale = site_locale(site, first_segment(str_skip(inside, 1)));
}

void route_answer(struct site *site, struct request *request,
                  struct response *response)
{
    find_locale(site, request);
    site_is_overdue(site, request->now);
    dispatch(site, request, response);
    response_common(response);
}

void route_finish(struct site *site, struct request *request,
                  struct response *response, const struct later *later)
{
    response_clear(response, 500);
    find_locale(site, request);
    later->finish(site, request, response, later);
    response_common(response);
}
