/* GET /api/v1/suggest */
#include "server/api.h"
#include "server/origin.h"

enum { Q, LOCALE, LIMIT, FORMAT, ARGUMENTS };

static const struct api_argument arguments[] = {
    [Q] = {.name = "q",
           .required = true,
           .example = "ret",
           .description = "What was typed so far. 128 characters and eight "
                          "words are read. Empty gives none."},
    [LOCALE] = API_ARGUMENT_LOCALE,
    [LIMIT] = {.name = "limit",
               .kind = API_NUMBER,
               .min = 1,
               .max = SUGGEST_LIMIT_MAX,
               .otherwise = 8,
               .example = "1",
               .description = "So many suggestions at most."},
    [FORMAT] = {.name = "format",
                .kind = API_WORD,
                .words = "json|opensearch",
                .description = "`opensearch`: what browsers ask of a search "
                               "engine."},
    [ARGUMENTS] = {0},
};

static const char opensearch_type[] =
    "application/x-suggestions+json; charset=utf-8";

static const struct api_reply replies[] = {
    {200, "suggest", "What may be meant.", NULL},
    {200, "opensearch", "The same, with `format=opensearch`.", opensearch_type},
    {0},
};

const struct api_doc api_suggest_doc = {
    .id = "suggest",
    .tag = "search",
    .summary = "Offer titles and headings while somebody types",
    .arguments = arguments,
    .replies = replies,
    .problems = PROBLEM_BIT(BAD_ARGUMENT) | PROBLEM_BIT(UNAVAILABLE),
};

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

void api_suggest(struct site *site, struct request *request,
                 struct response *response)
{
    struct api_value v[ARGUMENTS];

    if (!api_read(site, request, response, &api_suggest_doc, v))
        return;

    bool browser = v[FORMAT].number == 1;
    /* A browser is no page: addresses are whole for it. */
    const struct search_request search = {
        .query = v[Q].text,
        .limit = v[LIMIT].number,
        .origin = browser ? origin_of(site, request) : site->origin,
    };
    const struct value *answer =
        api_ask_timed(site, request, response, ask, &search);

    if (answer)
        api_send(site, request, response,
                 browser ? opensearch(&request->arena, answer) : answer,
                 browser ? opensearch_type : NULL);
}
