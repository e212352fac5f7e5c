/* For whoever watches the server: alive, and ready to serve. */
#include "server/route.h"

void health_live(struct site *site, struct request *request,
                 struct response *response)
{
    (void)site;
    (void)request;
    response_text(response, 200, "ok\n");
}

/* A locale whose search is refused is worth a line, but its pages are served:
 * taking the server out of a balancer would help nobody. */
void health_ready(struct site *site, struct request *request,
                  struct response *response)
{
    if (request->draining) {
        response_text(response, 503, "draining\n");
        return;
    }
    response_text(response, 200, "ready\n");
    if (site_is_overdue(site, request->now))
        buf_text(&response->body,
                 "overdue: something was to be published or taken back: "
                 "compile it again\n");
    for (size_t i = 0; i < site->manifest.locale_count; i++)
        if (site_refusal(&site->locales[i]))
            buf_fmt(&response->body, "no search in %.*s: %s\n",
                    STR_ARG(site->locales[i].is->tag),
                    site_refusal(&site->locales[i]));
}
