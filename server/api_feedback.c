/* /api/v1/feedback */
#include "server/api.h"

const struct api_doc api_feedback_doc = {
    .id = "feedbackOpen",
    .tag = "people",
    .summary = "Are votes and questions taken?",
    .description = "The same for all articles and readers.",
    .replies =
        (const struct api_reply[]){{200, "feedback_open", "Yes or no.", NULL},
                                   {0}},
};

/* One address for all articles, so that a browser asks once. */
void api_feedback(struct site *site, struct request *request,
                  struct response *response)
{
    struct arena *a = &request->arena;
    struct value *v = value_map(a);

    value_set(a, v, "open", value_bool(a, request->store != NULL));
    response_header(response, "Cache-Control", "public, max-age=300");
    api_send(site, request, response, v, NULL);
}
