/* Search as Algolia's clients ask: a list of queries, or one with its index in
 * the address, answered by records of the kind that DocSearch has. */
#include "lib/utf8.h"
#include "server/compat_answer.h"
#include "server/compat_error.h"
#include "server/route.h"

enum { HITS = 20 };

struct asked {
    const struct value *from; /* the query as it came, parameters merged */
    struct compat_query query;
    uint32_t page, hits_per_page;
    struct compat_tags tags;
};

static struct value *object(struct arena *a, const struct marked *m,
                            const struct compat_tags *tags)
{
    struct value *v = value_map(a);

    value_set(a, v, "value", compat_marked(a, m, tags));
    value_set(a, v, "matchLevel",
              value_text(a, m->count ? S("full") : S("none")));
    return v;
}

/* The same twice: passages are short already. */
static struct value *marked(struct arena *a, const struct compat_hit *h,
                            const struct value *list,
                            const struct compat_tags *tags)
{
    struct value *v = value_map(a), *levels = value_map(a);

    if (!list || compat_lists(list, "title"))
        value_set(a, v, "title", object(a, &h->level[1], tags));
    if (!list || compat_lists(list, "content"))
        value_set(a, v, "content", object(a, &h->content, tags));
    if (!list || compat_lists(list, "hierarchy")) {
        compat_levels(a, levels, "", h, object, tags, false);
        value_set(a, v, "hierarchy", levels);
    }
    return v;
}

static struct value *hit(struct arena *a, const struct compat_hit *h,
                         const struct asked *q)
{
    const struct value *wanted = value_get(q->from, S("attributesToRetrieve"));
    const struct value *snippets = value_get(q->from, S("attributesToSnippet"));
    struct value *v = value_map(a), *levels = value_map(a);
    const struct {
        const char *name;
        struct value *value;
    } members[] = {
        {"url", value_text(a, h->url)},
        {"anchor", compat_text_or_null(a, h->anchor)},
        {"type", value_text(a, h->level[2].text.len ? S("lvl2") : S("lvl1"))},
        {"title", value_text(a, h->level[1].text)},
        {"content", compat_text_or_null(a, h->content.text)},
        {"hierarchy", levels},
        {"section", compat_text_or_null(a, h->section)},
        {"tags", value_json(a, h->tags)},
        {"locale", value_text(a, h->locale)},
        {"updated", compat_text_or_null(a, h->updated)},
    };

    compat_levels(a, levels, "", h, compat_plain, NULL, true);
    value_set(a, v, "objectID", compat_object_id(a, h));
    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++)
        if (!wanted || compat_lists(wanted, members[i].name))
            value_set(a, v, members[i].name, members[i].value);
    value_set(
        a, v, "_highlightResult",
        marked(a, h, value_get(q->from, S("attributesToHighlight")), &q->tags));
    if (snippets)
        value_set(a, v, "_snippetResult", marked(a, h, snippets, &q->tags));
    return v;
}

/* Pages that lie behind what search looks at are none. */
static uint32_t pages(const struct asked *q, uint32_t total)
{
    uint32_t most;

    if (!q->hits_per_page)
        return 0;
    most = SEARCH_OFFSET_MAX / q->hits_per_page + 1;
    total = total / q->hits_per_page + (total % q->hits_per_page > 0);
    return total < most ? total : most;
}

static struct value *facets(struct arena *a, const struct asked *q,
                            const struct value *found)
{
    static const char *const names[] = {"section", "tags"};
    const struct value *list = value_get(q->from, S("facets"));
    struct value *v = value_map(a);

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (compat_lists(list, names[i]))
            value_set(a, v, names[i], compat_facet(a, found, names[i]));
    return v;
}

static struct value *params(struct arena *a, const struct asked *q)
{
    struct buf b = {0};

    buf_text(&b, "query=");
    buf_url_part(&b, utf8_cut(q->query.text, SEARCH_QUERY_MAX));
    buf_fmt(&b, "&page=%u&hitsPerPage=%u", q->page, q->hits_per_page);
    struct value *v = value_text(a, buf_copy(&b, a));
    buf_release(&b);
    return v;
}

static struct value *result(struct arena *a, const struct asked *q,
                            struct str index, const struct compat_found *found)
{
    struct value *v = value_map(a), *hits = value_list(a);

    for (size_t i = 0; i < found->count; i++)
        value_push(a, hits, hit(a, &found->hits[i], q));
    value_set(a, v, "hits", hits);
    value_set(a, v, "nbHits", value_integer(a, found->total));
    value_set(a, v, "page", value_integer(a, q->page));
    value_set(a, v, "nbPages", value_integer(a, pages(q, found->total)));
    value_set(a, v, "hitsPerPage", value_integer(a, q->hits_per_page));
    value_set(a, v, "exhaustiveNbHits",
              value_bool(a, !found->total_is_estimate));
    if (value_get(q->from, S("facets")))
        value_set(a, v, "facets", facets(a, q, found->facets));
    value_set(a, v, "query", value_text(a, q->query.text));
    value_set(a, v, "params", params(a, q));
    value_set(a, v, "index", value_text(a, index));
    value_set(a, v, "processingTimeMS", value_integer(a, found->milliseconds));
    return v;
}

/* What stands in `params` counts like what stands beside it. */
static void merge(struct arena *a, struct value *from)
{
    struct str text = compat_text(from, "params");
    const struct value *more = text.len ? compat_parameters(a, text) : NULL;

    for (size_t i = 0; more && i < more->map.count; i++)
        value_set_str(a, from, more->map.members[i].key,
                      more->map.members[i].value);
}

static void read_query(struct arena *a, struct value *from, struct asked *q)
{
    merge(a, from);
    *q = (struct asked){
        .from = from,
        .page = compat_number(from, "page", 0, SEARCH_OFFSET_MAX + 1),
        .hits_per_page =
            compat_number(from, "hitsPerPage", HITS, SEARCH_LIMIT_MAX),
        .tags = compat_tags_read(from, "<em>", "</em>"),
    };
    q->query.text = compat_text(from, "query");
    q->query.offset = q->page * q->hits_per_page;
    q->query.limit = q->hits_per_page;
    if (q->query.offset > SEARCH_OFFSET_MAX)
        q->query.limit = q->query.offset = 0;
    compat_filter_read(a, value_get(from, S("filters")), &q->query.filter);
    compat_filter_read(a, value_get(from, S("facetFilters")), &q->query.filter);
}

/* NULL when the response is an error already. */
static struct value *answer(struct site *site, struct request *request,
                            struct response *response, struct value *from,
                            struct str index)
{
    struct arena *a = &request->arena;
    const char *missing =
        arena_fmt(a, "Index %.*s does not exist", STR_ARG(utf8_cut(index, 100)))
            .ptr;
    struct compat_found found;
    struct asked q;

    read_query(a, from, &q);
    if (!compat_answer(site, request, response, index, missing, &q.query,
                       &found))
        return NULL;
    return result(a, &q, index, &found);
}

static const char *check(const struct value *requests)
{
    if (!requests || requests->kind != VALUE_LIST)
        return "The body must be an object with a list of `requests`.";
    if (requests->list.count > COMPAT_QUERIES_MAX)
        return "There are more than 10 requests.";
    for (size_t i = 0; i < requests->list.count; i++)
        if (requests->list.items[i]->kind != VALUE_MAP)
            return "Each of the requests must be an object.";
    return NULL;
}

void algolia_queries(struct site *site, struct request *request,
                     struct response *response)
{
    struct arena *a = &request->arena;
    const struct value *requests =
        value_get(compat_body(request), S("requests"));
    struct value *v = value_map(a), *results = value_list(a);
    const char *wrong = check(requests);

    if (wrong) {
        compat_error(site, request, response, 400, wrong);
        return;
    }
    for (size_t i = 0; i < requests->list.count; i++) {
        struct value *from = requests->list.items[i];
        struct value *one = answer(site, request, response, from,
                                   compat_text(from, "indexName"));
        if (!one)
            return;
        value_push(a, results, one);
    }
    value_set(a, v, "results", results);
    compat_send(site, request, response, v);
}

void algolia_query(struct site *site, struct request *request,
                   struct response *response)
{
    const struct str end = STR("/query");
    struct str index = request->rest;
    struct value *from = compat_body(request), *v;

    if (!str_ends(index, end)) {
        compat_error(site, request, response, 404, "There is no such call.");
        return;
    }
    if (!from) {
        compat_error(site, request, response, 400,
                     "The body must be an object.");
        return;
    }
    v = answer(site, request, response, from,
               str_sub(index, 0, index.len - end.len));
    if (v)
        compat_send(site, request, response, v);
}
