/* /LOCALE/search: the search as a page with an address of its own. */
#include "server/api.h"
#include "server/error_page.h"
#include "server/log.h"
#include "server/page.h"

enum {
    HITS_A_PAGE = 10,
    LAST_PAGE = SEARCH_OFFSET_MAX / HITS_A_PAGE + 1,
};

struct search_view {
    struct arena *a;
    struct site_locale *locale;
    struct search_request search;
    uint32_t page; /* from 1 */
    bool asked, unavailable;
    struct value *answer;
};

static struct str argument(const struct request *request, const char *name)
{
    const struct str *value = request_argument(request, name);

    return value ? *value : (struct str){0};
}

/* What people may have typed by hand into the address is never an error. */
static void read_view(struct request *request, struct search_view *v)
{
    uint64_t page;

    v->a = &request->arena;
    v->locale = request->locale;
    v->search.query = str_trim(argument(request, "q"));
    v->search.section = argument(request, "section");
    v->search.tag = argument(request, "tag");
    v->asked = v->search.query.len > 0;
    v->page = 1;
    if (str_to_u64(argument(request, "page"), &page) && page > 0)
        v->page = page < LAST_PAGE ? (uint32_t)page : LAST_PAGE;
    v->search.limit = HITS_A_PAGE;
    v->search.offset = (v->page - 1) * HITS_A_PAGE;
}

static void put_argument(struct buf *b, const char *name, struct str value)
{
    if (!value.len)
        return;
    buf_fmt(b, "&%s=", name);
    buf_url_part(b, value);
}

/* This search with another section, tag and page. */
static struct value *address(const struct search_view *v, struct str base,
                             struct str section, struct str tag, uint32_t page)
{
    struct buf b = {0};

    buf_put(&b, base);
    buf_text(&b, "?q=");
    buf_url_part(&b, v->search.query);
    put_argument(&b, "section", section);
    put_argument(&b, "tag", tag);
    if (page > 1)
        buf_fmt(&b, "&page=%u", page);
    struct value *url = value_url(v->a, arena_str(v->a, buf_str(&b)));
    buf_release(&b);
    return url;
}

static struct value *page_address(const struct search_view *v, uint32_t page)
{
    return address(v, v->locale->is->search, v->search.section, v->search.tag,
                   page);
}

static struct value *filter(const struct search_view *v,
                            const struct value *facet)
{
    struct value *f = value_map(v->a);
    struct str value = value_str(value_get(facet, S("value")));
    bool active = str_eq(value, v->search.section);
    const struct value *count = value_get(facet, S("count"));
    struct str none = {0};

    value_set(v->a, f, "label",
              value_text(v->a, value_str(value_get(facet, S("label")))));
    value_set(v->a, f, "count",
              value_integer(v->a, count ? count->integer : 0));
    value_set(v->a, f, "url",
              address(v, v->locale->is->search, active ? none : value,
                      v->search.tag, 1));
    value_set(v->a, f, "active", value_bool(v->a, active));
    return f;
}

static void put_filters(const struct search_view *v, struct value *root)
{
    struct value *filters = value_list(v->a), *clear = value_null(v->a);
    const struct value *facet = value_path(v->answer, S("facets.section"));

    for (size_t i = 0; facet && i < facet->list.count; i++)
        value_push(v->a, filters, filter(v, facet->list.items[i]));
    if (v->search.section.len || v->search.tag.len)
        clear = address(v, v->locale->is->search, (struct str){0},
                        (struct str){0}, 1);
    value_set(v->a, root, "has_filters",
              value_bool(v->a, facet && facet->list.count > 0));
    value_set(v->a, root, "filters", filters);
    value_set(v->a, root, "clear_filter", clear);
}

static void put_pages(const struct search_view *v, struct value *root)
{
    const struct value *hits = value_get(v->answer, S("hits"));
    const struct value *total = value_get(v->answer, S("total"));
    uint32_t shown = hits ? (uint32_t)hits->list.count : 0;
    uint32_t last = v->search.offset + shown;
    bool more = total && total->integer > last && v->page < LAST_PAGE && shown;
    bool back = v->page > 1;

    value_set(v->a, root, "found", value_bool(v->a, shown > 0));
    value_set(v->a, root, "first",
              value_integer(v->a, v->search.offset + (shown > 0)));
    value_set(v->a, root, "last", value_integer(v->a, last));
    value_set(v->a, root, "has_pages", value_bool(v->a, more || back));
    value_set(v->a, root, "previous",
              back ? page_address(v, v->page - 1) : value_null(v->a));
    value_set(v->a, root, "next",
              more ? page_address(v, v->page + 1) : value_null(v->a));
}

/* The same search in the other locales: their words differ, but a product's
 * name or a number does not. */
static struct value *languages(const struct search_view *v,
                               const struct site *site)
{
    struct value *list = value_list(v->a);

    for (size_t i = 0; i < site->manifest.locale_count; i++) {
        const struct site_locale *l = &site->locales[i];
        struct value *item = value_map(v->a);
        struct str none = {0};
        value_set(v->a, item, "tag", value_text(v->a, l->is->tag));
        value_set(v->a, item, "name", value_text(v->a, l->is->name));
        value_set(v->a, item, "url",
                  v->asked ? address(v, l->is->search, none, none, 1)
                           : value_url(v->a, l->is->search));
        value_set(v->a, item, "current", value_bool(v->a, l == v->locale));
        value_push(v->a, list, item);
    }
    return list;
}

static struct value *build_root(const struct search_view *v,
                                const struct site *site)
{
    struct value *asked = value_map(v->a);

    value_set(v->a, asked, "query", value_text(v->a, v->search.query));
    struct str title =
        page_text(v->a, v->locale,
                  v->asked ? "search_title_query" : "search_title", asked);
    struct value *root = page_root(v->a, v->locale, title);

    value_set(v->a, root, "search", v->answer ? v->answer : asked);
    value_set(v->a, root, "asked", value_bool(v->a, v->asked));
    value_set(v->a, root, "unavailable", value_bool(v->a, v->unavailable));
    if (site->manifest.locale_count > 1)
        value_set(v->a, root, "locales", languages(v, site));
    put_filters(v, root);
    put_pages(v, root);
    return root;
}

static void run_search(struct search_view *v)
{
    struct err e = {0};

    v->unavailable = site_refusal(v->locale) != NULL;
    if (v->unavailable || !v->asked)
        return;
    if (api_run_in(v->locale, &v->search, search_run, v->a, &v->answer, &e)) {
        v->answer = NULL;
        v->unavailable = true;
    }
}

void search_page(struct site *site, struct request *request,
                 struct response *response)
{
    struct search_view v = {0};
    struct err e = {0};

    read_view(request, &v);
    run_search(&v);
    response->status = v.unavailable ? 503 : 200;
    if (page_render(site, v.locale, "search", build_root(&v, site), response,
                    &e)) {
        log_error(&e);
        error_page(site, request, response, 500, NULL);
        return;
    }
    response_header(response, "Content-Security-Policy", response_page_policy);
    page_finish(site, request, response, "text/html; charset=utf-8", NULL);
}
