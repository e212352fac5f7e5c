/* GET and POST /indexes/{locale}/search and POST /multi-search, as
 * Meilisearch's clients ask. */
#include "lib/utf8.h"
#include "server/compat_answer.h"
#include "server/compat_error.h"
#include "server/route.h"

enum { LIMIT = 20 };

struct asked {
    const struct value *from;
    struct compat_query query;
    bool by_page; /* else by limit and offset */
    uint32_t page, hits_per_page;
    struct compat_tags tags;
};

/* The record's members, those of text by `write`; others are as they are. */
static struct value *members(struct arena *a, const struct compat_hit *h,
                             compat_write *write,
                             const struct compat_tags *tags)
{
    struct value *v = value_map(a);
    const struct {
        const char *name;
        struct str text;
    } names[] = {
        {"url", h->url},       {"anchor", h->anchor},   {"section", h->section},
        {"locale", h->locale}, {"updated", h->updated},
    };

    value_set(a, v, "id", value_text(a, h->id));
    value_set(a, v, "objectID", compat_object_id(a, h));
    value_set(a, v, "title", write(a, &h->level[1], tags));
    value_set(a, v, "content",
              h->content.text.len ? write(a, &h->content, tags)
                                  : value_null(a));
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        value_set(a, v, names[i].name, compat_text_or_null(a, names[i].text));
    value_set(a, v, "tags", value_json(a, h->tags));
    compat_levels(a, v, "hierarchy_", h, write, tags, true);
    return v;
}

/* The record again with what is to be marked in it. */
static struct value *formatted(struct arena *a, const struct compat_hit *h,
                               const struct value *record,
                               const struct asked *q)
{
    const struct value *list = value_get(q->from, S("attributesToHighlight"));
    const struct value *shown = members(a, h, compat_marked, &q->tags);
    struct value *v = value_map(a);

    for (size_t i = 0; i < record->map.count; i++) {
        const struct value_member *m = &record->map.members[i];
        bool marked = compat_lists(list, m->key.ptr);
        const struct value *other = marked ? value_get(shown, m->key) : NULL;
        value_add(a, v, m->key, value_json(a, other ? other : m->value));
    }
    return v;
}

static struct value *hit(struct arena *a, const struct compat_hit *h,
                         const struct asked *q)
{
    const struct value *wanted = value_get(q->from, S("attributesToRetrieve"));
    const struct value *all = members(a, h, compat_plain, NULL);
    struct value *v = value_map(a);

    if (a->failed)
        return NULL;
    for (size_t i = 0; i < all->map.count; i++) {
        const struct value_member *m = &all->map.members[i];
        if (!wanted || compat_lists(wanted, m->key.ptr))
            value_add(a, v, m->key, m->value);
    }
    if (compat_has(q->from, "attributesToHighlight") ||
        compat_has(q->from, "attributesToCrop"))
        value_set(a, v, "_formatted", formatted(a, h, v, q));
    return v;
}

static void put_total(struct arena *a, struct value *v, const struct asked *q,
                      const struct compat_found *found)
{
    uint32_t total = found->total, size = q->hits_per_page;
    uint32_t most = size ? SEARCH_OFFSET_MAX / size + 1 : 0;
    uint32_t pages = size ? total / size + (total % size > 0) : 0;

    if (!q->by_page) {
        value_set(a, v, "limit", value_integer(a, q->query.limit));
        value_set(a, v, "offset", value_integer(a, q->query.offset));
        value_set(a, v, "estimatedTotalHits", value_integer(a, total));
        return;
    }
    value_set(a, v, "hitsPerPage", value_integer(a, size));
    value_set(a, v, "page", value_integer(a, q->page));
    value_set(a, v, "totalPages",
              value_integer(a, pages < most ? pages : most));
    value_set(a, v, "totalHits", value_integer(a, total));
}

static struct value *facets(struct arena *a, const struct value *list,
                            const struct value *found)
{
    static const char *const names[] = {"section", "tags"};
    struct value *v = value_map(a);

    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (compat_lists(list, names[i]))
            value_set(a, v, names[i], compat_facet(a, found, names[i]));
    return v;
}

static struct value *result(struct arena *a, const struct asked *q,
                            const struct compat_found *found)
{
    struct value *v = value_map(a), *hits = value_list(a);

    for (size_t i = 0; i < found->count; i++)
        value_push(a, hits, hit(a, &found->hits[i], q));
    value_set(a, v, "hits", hits);
    value_set(a, v, "query", value_text(a, q->query.text));
    value_set(a, v, "processingTimeMs", value_integer(a, found->milliseconds));
    put_total(a, v, q, found);
    if (compat_has(q->from, "facets")) {
        value_set(a, v, "facetDistribution",
                  facets(a, value_get(q->from, S("facets")), found->facets));
        value_set(a, v, "facetStats", value_map(a));
    }
    return v;
}

static void read_query(struct arena *a, const struct value *from,
                       struct asked *q)
{
    *q = (struct asked){
        .from = from,
        .by_page = compat_has(from, "page") || compat_has(from, "hitsPerPage"),
        .page = compat_number(from, "page", 1, SEARCH_OFFSET_MAX + 2),
        .hits_per_page =
            compat_number(from, "hitsPerPage", LIMIT, SEARCH_LIMIT_MAX),
        .tags = compat_tags_read(from, "<em>", "</em>"),
    };
    q->query.text = compat_text(from, "q");
    q->query.limit = compat_number(from, "limit", LIMIT, SEARCH_LIMIT_MAX);
    q->query.offset = compat_number(from, "offset", 0, SEARCH_OFFSET_MAX + 1);
    if (q->by_page) {
        q->query.limit = q->page ? q->hits_per_page : 0;
        q->query.offset = q->page ? (q->page - 1) * q->hits_per_page : 0;
    }
    if (q->query.offset > SEARCH_OFFSET_MAX)
        q->query.limit = q->query.offset = 0;
    compat_filter_read(a, value_get(from, S("filter")), &q->query.filter);
}

/* NULL when the response is an error already. */
static struct value *answer(struct site *site, struct request *request,
                            struct response *response, const struct value *from,
                            struct str index)
{
    struct arena *a = &request->arena;
    const char *missing =
        arena_fmt(a, "Index `%.*s` not found.", STR_ARG(utf8_cut(index, 100)))
            .ptr;
    struct compat_found found;
    struct asked q;

    read_query(a, from, &q);
    if (!compat_answer(site, request, response, index, missing, &q.query,
                       &found))
        return NULL;
    return result(a, &q, &found);
}

void meilisearch_index(struct site *site, struct request *request,
                       struct response *response)
{
    const struct str end = STR("/search");
    struct str index = request->rest;
    bool posts = request->method == METHOD_POST;
    const struct value *from =
        posts ? compat_body(request) : compat_arguments(request);
    struct value *v;

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

static const char *check(const struct value *body, const struct value *queries)
{
    if (!queries || queries->kind != VALUE_LIST)
        return "The body must be an object with a list of `queries`.";
    if (compat_has(body, "federation"))
        return "There is no federated search.";
    if (queries->list.count > COMPAT_QUERIES_MAX)
        return "There are more than 10 queries.";
    for (size_t i = 0; i < queries->list.count; i++)
        if (queries->list.items[i]->kind != VALUE_MAP)
            return "Each of the queries must be an object.";
    return NULL;
}

void meilisearch_queries(struct site *site, struct request *request,
                         struct response *response)
{
    struct arena *a = &request->arena;
    const struct value *body = compat_body(request);
    const struct value *queries = value_get(body, S("queries"));
    struct value *v = value_map(a), *results = value_list(a);
    const char *wrong = check(body, queries);

    if (wrong) {
        compat_error(site, request, response, 400, wrong);
        return;
    }
    for (size_t i = 0; i < queries->list.count; i++) {
        const struct value *from = queries->list.items[i];
        struct str index = compat_text(from, "indexUid");
        struct value *one = answer(site, request, response, from, index);
        if (!one)
            return;
        value_set(a, one, "indexUid", value_text(a, index));
        value_push(a, results, one);
    }
    value_set(a, v, "results", results);
    compat_send(site, request, response, v);
}
