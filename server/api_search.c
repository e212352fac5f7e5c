#include "server/api.h"

static const struct api_number numbers[] = {
    {"limit", 1, SEARCH_LIMIT_MAX, 10, offsetof(struct search_request, limit)},
    {"offset", 0, SEARCH_OFFSET_MAX, 0,
     offsetof(struct search_request, offset)},
    {0},
};

void api_search(struct site *site, struct request *request,
                struct response *response)
{
    api_answer(site, request, response, numbers, search_run);
}
