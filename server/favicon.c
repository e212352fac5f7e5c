/* /favicon.ico, which browsers ask for unasked. */
#include "server/error_page.h"
#include "server/route.h"

void favicon(struct site *site, struct request *request,
             struct response *response)
{
    const struct site_locale *l = &site->locales[site->manifest.default_locale];
    struct str icon = value_str(value_path(l->values, S("site.icon")));

    if (icon.len)
        response_redirect(response, 302, icon, (struct str){0});
    else
        error_page(site, request, response, 404, NULL);
}
