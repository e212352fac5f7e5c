/* Search over the public file and that of agents. */
#include <stdlib.h>

#include "lib/site/site_agents.h"
#include "server/agents.h"
#include "server/other_locales.h"

enum { FACETS_MAX = 20 }; /* as search_run() gives */

static const struct value *hits_of(const struct value *answer)
{
    return value_get(answer, S("hits"));
}

static int ask_plainly(struct site_locale *l,
                       const struct search_request *search, struct arena *a,
                       struct value **answer, struct err *e)
{
    if (api_run_in(l, search, search_run, a, answer, e))
        return -1;
    value_set(a, *answer, "other_locales", value_list(a));
    return 0;
}

/* The first `want` hits, in as many searches as that takes. */
static int collect(struct site_locale *l, const struct search_request *search,
                   uint32_t want, api_ask *ask, struct arena *a,
                   struct value **answer, struct err *e)
{
    struct search_request page = *search;
    struct value *all = value_list(a), *more = NULL;

    page.offset = 0;
    do {
        uint32_t left = want - page.offset;
        page.limit = left < SEARCH_LIMIT_MAX ? left : SEARCH_LIMIT_MAX;
        if (ask(l, &page, a, page.offset ? &more : answer, e))
            return -1;
        const struct value *found = hits_of(page.offset ? more : *answer);
        for (size_t i = 0; found && i < found->list.count; i++)
            value_push(a, all, found->list.items[i]);
        page.offset += page.limit;
        ask = ask_plainly;
    } while (page.offset < want && all && all->list.count == page.offset);
    value_set(a, *answer, "hits", all);
    return a->failed ? err_no_memory(e) : 0;
}

static bool is_corrected(const struct value *answer)
{
    return value_is_true(value_get(answer, S("corrected")));
}

static bool is_as_typed(const struct value *answer)
{
    return value_is_true(hits_of(answer)) && !is_corrected(answer);
}

/* What was found as it was typed is no mistake for the other file either. */
static int ask_both(struct site_locale *const l[2],
                    const struct search_request *search, struct arena *a,
                    struct value *answers[2], struct err *e)
{
    uint32_t want = search->offset + search->limit;
    api_ask *ask = search->offset ? ask_plainly : other_locales_ask;
    struct search_request verbatim = *search;

    if (collect(l[0], search, want, ask, a, &answers[0], e) ||
        collect(l[1], search, want, ask_plainly, a, &answers[1], e))
        return -1;
    verbatim.verbatim = true;
    for (int i = 0; i < 2; i++)
        if (is_corrected(answers[i]) && is_as_typed(answers[1 - i]))
            return collect(l[i], &verbatim, want, i ? ask_plainly : ask, a,
                           &answers[i], e);
    return 0;
}

/* Sections that customers see have pages; those for agents alone have none. */
static struct value *crumbs(const struct site *site, const struct value *from,
                            struct str origin, struct arena *a)
{
    struct value *list = value_list(a);

    for (size_t i = 0; from && i < from->list.count; i++) {
        const struct value *c = from->list.items[i];
        struct str url = value_str(value_get(c, S("url")));
        bool there = site_file_find(site->file, str_skip(url, origin.len));
        struct value *v = value_map(a);
        value_set(a, v, "title",
                  value_text(a, value_str(value_get(c, S("title")))));
        value_set(a, v, "url", there ? value_url(a, url) : value_null(a));
        value_push(a, list, v);
    }
    return list;
}

static struct value *agents_hit(const struct site *site,
                                const struct value *hit, struct str origin,
                                struct arena *a)
{
    struct value *v = value_map(a);
    struct str section = value_str(value_path(hit, S("section.id")));
    bool reply = str_starts(section, S(SITE_REPLIES));

    for (size_t i = 0; i < hit->map.count; i++)
        value_add(a, v, hit->map.members[i].key, hit->map.members[i].value);
    value_set(a, v, "url", value_null(a));
    value_set(a, v, "breadcrumb",
              crumbs(site, value_get(hit, S("breadcrumb")), origin, a));
    value_set(a, v, "audience", value_text(a, S("agents")));
    value_set(a, v, "kind", value_text(a, reply ? S("reply") : S("article")));
    return v;
}

static double number(const struct value *v)
{
    return !v                         ? 0
           : v->kind == VALUE_INTEGER ? (double)v->integer
           : v->kind == VALUE_NUMBER  ? v->number
                                      : 0;
}

/* Does the first of agents go before the first public one? */
static bool goes_first(const struct value *ours, const struct value *theirs,
                       bool by_update)
{
    if (by_update)
        return str_cmp(value_str(value_get(theirs, S("updated"))),
                       value_str(value_get(ours, S("updated")))) > 0;
    return number(value_get(theirs, S("score"))) >
           number(value_get(ours, S("score")));
}

/* Each list keeps its order. */
static struct value *merge_hits(const struct site *site,
                                const struct search_request *search,
                                struct value *const answers[2], struct arena *a)
{
    const struct value *ours = hits_of(answers[0]);
    const struct value *theirs = hits_of(answers[1]);
    struct value *list = value_list(a);
    size_t i = 0, k = 0, end = (size_t)search->offset + search->limit;

    for (size_t n = 0; n < end; n++) {
        bool has_ours = i < ours->list.count, second = k < theirs->list.count;
        if (!has_ours && !second)
            break;
        if (has_ours && second)
            second = goes_first(ours->list.items[i], theirs->list.items[k],
                                search->by_update);
        struct value *hit = second ? agents_hit(site, theirs->list.items[k++],
                                                search->origin, a)
                                   : ours->list.items[i++];
        if (n >= search->offset)
            value_push(a, list, hit);
    }
    return list;
}

static int by_count(const void *x, const void *y)
{
    double a = number(value_get(*(struct value *const *)x, S("count")));
    double b = number(value_get(*(struct value *const *)y, S("count")));

    return (a < b) - (a > b);
}

static struct value *facet_of(const struct value *list, struct str name)
{
    for (size_t i = 0; i < list->list.count; i++)
        if (str_eq(value_str(value_get(list->list.items[i], S("value"))), name))
            return list->list.items[i];
    return NULL;
}

static void add_facets(struct value *list, const struct value *from,
                       struct arena *a)
{
    for (size_t i = 0; from && i < from->list.count; i++) {
        const struct value *f = from->list.items[i];
        struct str name = value_str(value_get(f, S("value")));
        struct value *known = facet_of(list, name), *v = value_map(a);
        double count = number(value_get(f, S("count"))) +
                       number(value_get(known, S("count")));
        value_set(a, v, "value", value_text(a, name));
        value_set(a, v, "label",
                  value_text(a, value_str(value_get(f, S("label")))));
        value_set(a, v, "count", value_integer(a, (int64_t)count));
        if (known && v)
            *known = *v;
        else
            value_push(a, list, v);
    }
}

static struct value *merge_facets(struct value *const answers[2],
                                  struct arena *a)
{
    static const char *const kinds[] = {"section", "tag"};
    struct value *v = value_map(a);

    for (int k = 0; k < 2; k++) {
        struct value *list = value_list(a);
        for (int i = 0; i < 2 && list; i++)
            add_facets(list,
                       value_get(value_get(answers[i], S("facets")),
                                 str_from(kinds[k])),
                       a);
        if (!list || a->failed)
            return NULL;
        if (list->list.count)
            qsort(list->list.items, list->list.count, sizeof(struct value *),
                  by_count);
        if (list->list.count > FACETS_MAX)
            list->list.count = FACETS_MAX;
        value_set(a, v, kinds[k], list);
    }
    return v;
}

static struct value *merge(const struct site *site,
                           const struct search_request *search,
                           struct value *const answers[2], struct arena *a)
{
    const struct value *ours = answers[0], *theirs = answers[1];
    struct value *v = value_map(a),
                 *hits = merge_hits(site, search, answers, a);
    double total = number(value_get(ours, S("total"))) +
                   number(value_get(theirs, S("total")));
    bool estimate = value_is_true(value_get(ours, S("total_is_estimate"))) ||
                    value_is_true(value_get(theirs, S("total_is_estimate")));

    for (size_t i = 0; i < ours->map.count; i++)
        if (total == 0 || !str_eq(ours->map.members[i].key, S("near")))
            value_add(a, v, ours->map.members[i].key,
                      ours->map.members[i].value);
    if (!is_corrected(ours) && is_corrected(theirs))
        value_set_str(a, v, S("corrected"),
                      value_json(a, value_get(theirs, S("corrected"))));
    value_set(a, v, "total", value_integer(a, (int64_t)total));
    value_set(a, v, "total_is_estimate", value_bool(a, estimate));
    value_set(a, v, "limit", value_integer(a, search->limit));
    value_set(a, v, "offset", value_integer(a, search->offset));
    value_set(a, v, "hits", hits);
    value_set(a, v, "facets", merge_facets(answers, a));
    return v;
}

int agents_ask(struct site_locale *l, const struct search_request *search,
               struct arena *a, struct value **answer, struct err *e)
{
    struct site_locale *const both[2] = {l, agents_locale(l)};
    struct value *answers[2] = {NULL, NULL};

    if (!both[1] || site_refusal(both[1]))
        return other_locales_ask(l, search, a, answer, e);
    if (ask_both(both, search, a, answers, e))
        return -1;
    *answer = merge(l->site, search, answers, a);
    return a->failed ? err_no_memory(e) : 0;
}
