#include "lib/query/search_locale.h"

int suggest_run(struct searcher *s, const struct search_request *request,
                struct arena *a, struct value **answer, struct err *e)
{
    const struct search_locale *l = s->locale;
    uint32_t records[SUGGEST_LIMIT_MAX];
    uint32_t limit =
        request->limit < SUGGEST_LIMIT_MAX ? request->limit : SUGGEST_LIMIT_MAX;
    struct value *list = value_list(a), *root = value_map(a);
    uint32_t n = 0;

    if (titles_find(&l->titles, request->query, records, limit, &n, e))
        return -1;
    for (uint32_t i = 0; i < n; i++) {
        struct record r;
        if (record_read(&l->records, records[i], a, &r, e))
            return -1;
        struct value *v = value_map(a);
        value_set(a, v, "id", value_text(a, r.id));
        value_set(a, v, "url", answer_url(a, request->origin, r.url));
        value_set(a, v, "title", value_text(a, r.title));
        value_set(a, v, "section", answer_section(a, &l->records, r.section));
        value_push(a, list, v);
    }
    value_set(a, root, "query", value_text(a, request->query));
    value_set(a, root, "locale", value_text(a, str_from(l->tag)));
    value_set(a, root, "suggestions", list);
    *answer = root;
    return a->failed ? err_no_memory(e) : 0;
}
