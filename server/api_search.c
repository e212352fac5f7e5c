#include "server/other_locales.h"

static const struct api_number numbers[] = {
    {"limit", 1, SEARCH_LIMIT_MAX, 10, offsetof(struct search_request, limit)},
    {"offset", 0, SEARCH_OFFSET_MAX, 0,
     offsetof(struct search_request, offset)},
    {0},
};

static const struct api_word words[] = {
    {"verbatim", {"false", "true"}, offsetof(struct search_request, verbatim)},
    {"sort",
     {"relevance", "updated"},
     offsetof(struct search_request, by_update)},
    {0},
};

void api_search(struct site *site, struct request *request,
                struct response *response)
{
    static const struct api_call call = {numbers, words, other_locales_ask,
                                         NULL};

    api_answer(site, request, response, &call);
}
