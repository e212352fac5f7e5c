/* GET /api/v1/search */
#include "server/agents.h"
#include "server/other_locales.h"

enum { Q, LOCALE, LIMIT, OFFSET, SECTION, TAG, SORT, VERBATIM, ARGUMENTS };

static const struct api_argument arguments[] = {
    [Q] = {.name = "q",
           .required = true,
           .example = "return",
           .description = "The question, any words. 512 characters and 32 "
                          "words are read. Empty gives no hits."},
    [LOCALE] = API_ARGUMENT_LOCALE,
    [LIMIT] = {.name = "limit",
               .kind = API_NUMBER,
               .min = 1,
               .max = SEARCH_LIMIT_MAX,
               .otherwise = 10,
               .example = "1",
               .description = "So many hits at most."},
    [OFFSET] = {.name = "offset",
                .kind = API_NUMBER,
                .max = SEARCH_OFFSET_MAX,
                .description = "So many hits are skipped."},
    [SECTION] = {.name = "section",
                 .description = "Only articles of this section, by its id, "
                                "and of those below it."},
    [TAG] = {.name = "tag", .description = "Only articles with this tag."},
    [SORT] = {.name = "sort",
              .kind = API_WORD,
              .words = "relevance|updated",
              .description = "The best first, or the latest."},
    [VERBATIM] = {.name = "verbatim",
                  .kind = API_WORD,
                  .words = "false|true",
                  .description = "Search for what was typed, put nothing "
                                 "right."},
    [ARGUMENTS] = {0},
};

const struct api_doc api_search_doc = {
    .id = "search",
    .tag = "search",
    .summary = "Search the articles of a language",
    .description = "Never fails for what `q` holds. When the language has no "
                   "good answer `other_locales` has what others found. With "
                   "an agents' token what only they see is found, too.",
    .arguments = arguments,
    .replies =
        (const struct api_reply[]){{200, "search", "The hits.", NULL}, {0}},
    .problems = PROBLEM_BIT(BAD_ARGUMENT) | PROBLEM_BIT(UNAVAILABLE),
    .scope = "agents",
    .scope_is_optional = true,
};

void api_search(struct site *site, struct request *request,
                struct response *response)
{
    struct api_value v[ARGUMENTS];

    if (!api_read(site, request, response, &api_search_doc, v))
        return;

    const struct search_request search = {
        .query = v[Q].text,
        .limit = v[LIMIT].number,
        .offset = v[OFFSET].number,
        .section = v[SECTION].text,
        .tag = v[TAG].text,
        .by_update = v[SORT].number == 1,
        .verbatim = v[VERBATIM].number == 1,
        .origin = site->origin,
    };
    bool agents = agents_may(site, request);
    const struct value *answer =
        api_ask_timed(site, request, response,
                      agents ? agents_ask : other_locales_ask, &search);

    if (answer && agents)
        agents_private(response);
    if (answer)
        api_send(site, request, response, answer, NULL);
}
