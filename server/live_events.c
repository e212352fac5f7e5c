/* GET /api/live: what changes in a preview, as it happens. */
#include "server/error_page.h"
#include "server/route.h"
#include "server/stream.h"

/* What the client knows: the browser says it when it comes back, the page
 * when it first connects. */
static uint64_t known(const struct request *request)
{
    const struct str *since = request_argument(request, "since");
    uint64_t number = 0;

    if (!str_to_u64(request->header[HEADER_LAST_EVENT_ID], &number) && since)
        str_to_u64(*since, &number);
    return number;
}

static bool begin(struct request *request)
{
    return request->stream && stream_begin(request->stream, request->live,
                                           known(request), request->tick);
}

void live_events(struct site *site, struct request *request,
                 struct response *response)
{
    if (!request->live) {
        api_missing(site, request, response);
        return;
    }
    response->length_only = request->method == METHOD_HEAD;
    if (!response->length_only && !begin(request)) {
        error_page(site, request, response, 503,
                   request->stream ? "Too many pages of the preview are open."
                                   : "The server is about to end.");
        return;
    }
    response->status = 200;
    response->streams = !response->length_only;
    response_header(response, "Content-Type",
                    "text/event-stream; charset=utf-8");
}
