/* /LOCALE/search: the search as a page with an address of its own. */
#include "lib/query/confidence.h"
#include "server/error_page.h"
#include "server/log.h"
#include "server/no_hits.h"
#include "server/other_locales.h"
#include "server/page.h"
#include "server/people.h"

enum {
    HITS_A_PAGE = 10,
    LAST_PAGE = SEARCH_OFFSET_MAX / HITS_A_PAGE + 1,
};

struct search_view {
    struct arena *a;
    struct site_locale *locale;
    struct search_request search;
    uint32_t page; /* from 1 */
    int64_t now;
    bool asked, unavailable;
    double confidence; /* that the first hit answers */
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
    v->now = request->now;
    v->locale = request->locale;
    v->search.query = str_trim(argument(request, "q"));
    v->search.section = argument(request, "section");
    v->search.tag = argument(request, "tag");
    v->search.by_update = str_eq(argument(request, "sort"), S("updated"));
    v->search.verbatim = str_eq(argument(request, "verbatim"), S("1"));
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

/* What an address says beside the words. */
struct target {
    struct str base, section, tag;
    bool by_update, verbatim;
    uint32_t page;
};

/* The first page of this search. */
static struct target here(const struct search_view *v)
{
    return (struct target){
        .base = v->locale->is->search,
        .section = v->search.section,
        .tag = v->search.tag,
        .by_update = v->search.by_update,
        .verbatim = v->search.verbatim,
        .page = 1,
    };
}

static struct value *address(const struct search_view *v, struct target to)
{
    struct buf b = {0};

    buf_put(&b, to.base);
    buf_text(&b, "?q=");
    buf_url_part(&b, v->search.query);
    put_argument(&b, "section", to.section);
    put_argument(&b, "tag", to.tag);
    if (to.by_update)
        buf_text(&b, "&sort=updated");
    if (to.verbatim)
        buf_text(&b, "&verbatim=1");
    if (to.page > 1)
        buf_fmt(&b, "&page=%u", to.page);
    struct value *url = value_url(v->a, buf_copy(&b, v->a));
    buf_release(&b);
    return url;
}

static struct value *page_address(const struct search_view *v, uint32_t page)
{
    struct target to = here(v);

    to.page = page;
    return address(v, to);
}

/* In all sections of another locale. */
static struct value *address_in(const struct search_view *v,
                                const struct site_locale *l)
{
    struct target to = here(v);

    to.base = l->is->search;
    to.section = to.tag = (struct str){0};
    return address(v, to);
}

static struct value *filter(const struct search_view *v,
                            const struct value *facet)
{
    struct value *f = value_map(v->a);
    struct str value = value_str(value_get(facet, S("value")));
    bool active = str_eq(value, v->search.section);
    const struct value *count = value_get(facet, S("count"));
    struct target to = here(v);

    to.section = active ? (struct str){0} : value;
    value_set(v->a, f, "label",
              value_text(v->a, value_str(value_get(facet, S("label")))));
    value_set(v->a, f, "count",
              value_integer(v->a, count ? count->integer : 0));
    value_set(v->a, f, "url", address(v, to));
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
        clear = address_in(v, v->locale);
    value_set(v->a, root, "has_filters",
              value_bool(v->a, facet && facet->list.count > 0));
    value_set(v->a, root, "filters", filters);
    value_set(v->a, root, "clear_filter", clear);
}

static void put_ways(const struct search_view *v, struct value *root)
{
    struct target best = here(v), latest = best, typed = best;

    best.by_update = false;
    latest.by_update = true;
    typed.verbatim = true;
    value_set(v->a, root, "by_update", value_bool(v->a, v->search.by_update));
    value_set(v->a, root, "sort_relevance", address(v, best));
    value_set(v->a, root, "sort_updated", address(v, latest));
    value_set(v->a, root, "as_typed", address(v, typed));
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
        value_set(v->a, item, "tag", value_text(v->a, l->is->tag));
        value_set(v->a, item, "name", value_text(v->a, l->is->name));
        value_set(v->a, item, "url",
                  v->asked ? address_in(v, l) : value_url(v->a, l->is->search));
        value_set(v->a, item, "current", value_bool(v->a, l == v->locale));
        value_push(v->a, list, item);
    }
    return list;
}

/* What the page shows of another locale beside its hits; `more` leads to all
 * of them. */
static void put_locale(const struct search_view *v, const struct site_locale *l,
                       struct value *found)
{
    const struct value *hits = value_get(found, S("hits"));
    const struct value *total = value_get(found, S("total"));
    bool more = hits && total && total->integer > (int64_t)hits->list.count;

    value_set(v->a, found, "name", value_text(v->a, l->is->name));
    value_set(v->a, found, "dir", value_text(v->a, l->is->dir));
    value_set(v->a, found, "more", more ? address_in(v, l) : value_null(v->a));
}

static void put_other_locales(const struct search_view *v,
                              const struct site *site)
{
    const struct value *list = value_get(v->answer, S("other_locales"));

    for (size_t i = 0; list && i < list->list.count; i++) {
        struct value *found = list->list.items[i];
        const struct site_locale *l =
            site_locale(site, value_str(value_get(found, S("locale"))));
        put_locale(v, l, found);
    }
}

/* By update the first hit is the latest, not the best. */
static bool is_weak(const struct search_view *v)
{
    return !v->search.by_update && v->page == 1 &&
           v->confidence < CONFIDENCE_FAIR;
}

static struct value *build_root(const struct search_view *v, struct site *site)
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
    put_ways(v, root);
    put_pages(v, root);
    put_other_locales(v, site);
    bool found = value_is_true(value_get(root, S("found")));
    if (v->asked && !found)
        no_hits_put(v->a, v->locale, value_get(v->answer, S("near")),
                    v->search.section, root);
    site_drop_expired(site, root, v->search.origin, v->now);
    if (v->asked && (!found || is_weak(v)))
        people_put(site, v->locale, v->now, v->a, root);
    return root;
}

static void run_search(struct search_view *v)
{
    struct err e = {0};

    v->unavailable = site_refusal(v->locale) != NULL;
    if (v->unavailable || !v->asked)
        return;
    v->search.confidence = &v->confidence;
    if (other_locales_ask(v->locale, &v->search, v->a, &v->answer, &e)) {
        v->answer = NULL;
        v->unavailable = true;
        return;
    }
    site_drop_expired(v->locale->site, v->answer, v->search.origin, v->now);
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
    page_finish(site, request, response, "text/html; charset=utf-8", NULL);
}
