/* GET /api/v1/answer?q=&locale= */
#include "server/answer.h"
#include "server/api.h"
#include "server/error_page.h"
#include "server/page.h"

static const char *read_question(struct site *site, struct request *request,
                                 struct answer_request *out)
{
    const struct str *query = request_argument(request, "q");
    const struct str *tag = request_argument(request, "locale");

    if (!query)
        return "q is missing: what to answer.";
    out->query = *query;
    out->origin = site->origin;
    out->now = request->now;
    request->locale =
        tag ? api_locale(site, *tag)
            : site_negotiate(site, request->header[HEADER_ACCEPT_LANGUAGE]);
    return request->locale ? NULL : "locale is none of this site's.";
}

void answer_call(struct site *site, struct request *request,
                 struct response *response)
{
    struct answer_request question;
    struct value *answer;
    struct err e = {0};
    const char *why = read_question(site, request, &question);
    bool negotiated = !request_argument(request, "locale");

    if (why) {
        error_page(site, request, response, 400, why);
        return;
    }
    if (answer_ask(request->locale, &question, &request->arena, &answer, &e)) {
        site_failed(site, &e);
        error_page(site, request, response, 503, "No answer could be made.");
        return;
    }
    response->status = 200;
    value_to_json(&response->body, answer);
    buf_char(&response->body, '\n');
    response_header(response, "Content-Security-Policy", response_data_policy);
    page_finish(site, request, response, "application/json",
                negotiated ? "Accept-Language" : NULL);
}
