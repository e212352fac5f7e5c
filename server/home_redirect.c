#include "server/route.h"

void home_redirect(struct site *site, struct request *request,
                   struct response *response)
{
    const struct site_locale *l =
        site_negotiate(site, request->header[HEADER_ACCEPT_LANGUAGE]);

    response_redirect(response, 302, l->is->home, (struct str){0});
    response_header(response, "Vary", "Accept-Language");
}
