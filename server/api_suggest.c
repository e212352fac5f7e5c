#include "server/api.h"

static const struct api_number numbers[] = {
    {"limit", 1, SUGGEST_LIMIT_MAX, 8, offsetof(struct search_request, limit)},
    {0},
};

void api_suggest(struct site *site, struct request *request,
                 struct response *response)
{
    api_answer(site, request, response, numbers, suggest_run);
}
