/* GET /api/v1/answer?q=&locale= */
#include "lib/query/search.h"
#include "server/answer.h"
#include "server/api.h"

enum { Q, LOCALE, ARGUMENTS };

static const struct api_argument arguments[] = {
    [Q] = {.name = "q",
           .required = true,
           .example = "How long do I have to return something?",
           .description = "The question as somebody asks it. 512 characters "
                          "and 32 words are read."},
    [LOCALE] = API_ARGUMENT_LOCALE,
    [ARGUMENTS] = {0},
};

const struct api_doc answer_doc = {
    .id = "answer",
    .tag = "search",
    .summary = "Answer a question, or say who can",
    .description = "The answer is a passage of one article as it stands "
                   "there, at most 800 characters, or null; then `handoff` "
                   "says why, and how people are reached.",
    .arguments = arguments,
    .replies =
        (const struct api_reply[]){
            {200, "answer", "The answer, or the way to people.", NULL}, {0}},
    .problems = PROBLEM_BIT(BAD_ARGUMENT) | PROBLEM_BIT(UNAVAILABLE),
};

void answer_call(struct site *site, struct request *request,
                 struct response *response)
{
    struct api_value v[ARGUMENTS];
    struct value *answer;
    struct err e = {0};

    if (!api_read(site, request, response, &answer_doc, v))
        return;

    const struct answer_request question = {
        .query = v[Q].text,
        .origin = site->origin,
        .now = request->now,
    };

    if (answer_ask(request->locale, &question, &request->arena, &answer, &e)) {
        site_failed(site, &e);
        problem_send(site, request, response, PROBLEM_UNAVAILABLE,
                     "No answer could be made.", NULL);
        return;
    }
    api_send(site, request, response, answer, NULL);
}
