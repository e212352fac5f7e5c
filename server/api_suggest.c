#include "server/api.h"

static const struct api_number numbers[] = {
    {"limit", 1, SUGGEST_LIMIT_MAX, 8, offsetof(struct search_request, limit)},
    {0},
};

static const struct api_word words[] = {{0}};

static int ask(struct site_locale *l, const struct search_request *search,
               struct arena *a, struct value **answer, struct err *e)
{
    return api_run_in(l, search, suggest_run, a, answer, e);
}

/* What browsers ask of a search engine: [query, [title], [], [url]]. */
static struct value *opensearch(struct arena *a, const struct value *answer)
{
    const struct value *found = value_get(answer, S("suggestions"));
    struct value *titles = value_list(a), *urls = value_list(a);
    struct value *all = value_list(a);

    for (size_t i = 0; found && i < found->list.count; i++) {
        const struct value *one = found->list.items[i];
        value_push(a, titles,
                   value_text(a, value_str(value_get(one, S("title")))));
        value_push(a, urls, value_text(a, value_str(value_get(one, S("url")))));
    }
    value_push(a, all, value_text(a, value_str(value_get(answer, S("query")))));
    value_push(a, all, titles);
    value_push(a, all, value_list(a));
    value_push(a, all, urls);
    return all;
}

static const struct api_form form = {
    "opensearch", "application/x-suggestions+json; charset=utf-8", opensearch};

void api_suggest(struct site *site, struct request *request,
                 struct response *response)
{
    static const struct api_call call = {numbers, words, ask, &form};

    api_answer(site, request, response, &call);
}
