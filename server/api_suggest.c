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

void api_suggest(struct site *site, struct request *request,
                 struct response *response)
{
    static const struct api_call call = {numbers, words, ask};

    api_answer(site, request, response, &call);
}
