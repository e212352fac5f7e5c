#include "server/other_locales.h"

#include "lib/query/confidence.h"

/* Of the tuned questions of tests/relevance that have an answer, 18 % stay
 * below CONFIDENCE_GOOD in their own locale, and 92 % in another; of what is
 * shown by it then, 99 % holds an answer (docs/en/relevance.md).
 *
 * By update the first hit is the latest: it says nothing of how good the best
 * one is, so that only an empty answer counts as none. */
static bool is_good(const struct search_request *search,
                    const struct value *answer, double confidence)
{
    const struct value *hits = value_get(answer, S("hits"));

    if (!hits || !hits->list.count)
        return false;
    return search->by_update || confidence >= CONFIDENCE_GOOD;
}

static struct value *found_in(struct arena *a, const struct value *answer)
{
    static const struct str keys[] = {STR("locale"), STR("total"), STR("hits")};
    struct value *v = value_map(a);

    for (size_t i = 0; i < answer->map.count; i++)
        for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++)
            if (str_eq(answer->map.members[i].key, keys[k]))
                value_add(a, v, keys[k], answer->map.members[i].value);
    return v;
}

/* The default locale takes the first place. */
static struct site_locale *in_order(struct site *site, size_t i)
{
    size_t first = site->manifest.default_locale;

    return &site->locales[i == 0 ? first : i <= first ? i - 1 : i];
}

static void ask_others(struct site_locale *own,
                       const struct search_request *search, struct arena *a,
                       struct value *list)
{
    struct site *site = own->site;
    struct search_request request = *search;
    double confidence = 0;
    int asked = 0;

    request.limit = OTHER_LOCALES_HITS;
    request.by_update = request.explain = false;
    request.confidence = &confidence;
    for (size_t i = 0;
         i < site->manifest.locale_count && asked < OTHER_LOCALES_ASKED &&
         list->list.count < OTHER_LOCALES_SHOWN;
         i++) {
        struct site_locale *l = in_order(site, i);
        struct value *answer = NULL;
        struct err e = {0};
        if (l == own || site_refusal(l))
            continue;
        asked++;
        if (api_run_in(l, &request, search_run, a, &answer, &e) == 0 &&
            is_good(&request, answer, confidence))
            value_push(a, list, found_in(a, answer));
    }
}

int other_locales_ask(struct site_locale *l,
                      const struct search_request *search, struct arena *a,
                      struct value **answer, struct err *e)
{
    struct search_request request = *search;
    struct value *list = value_list(a);
    double confidence = 0;

    request.confidence = &confidence;
    if (!list)
        return err_no_memory(e);
    if (api_run_in(l, &request, search_run, a, answer, e))
        return -1;
    if (search->confidence)
        *search->confidence = confidence;
    if (search->offset == 0 && str_trim(search->query).len &&
        !is_good(search, *answer, confidence))
        ask_others(l, search, a, list);
    value_set(a, *answer, "other_locales", list);
    return a->failed ? err_no_memory(e) : 0;
}
