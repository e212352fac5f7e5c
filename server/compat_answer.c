#include "server/compat_answer.h"

#include "server/compat_error.h"
#include "server/origin.h"

bool compat_answer(struct site *site, struct request *request,
                   struct response *response, struct str index,
                   const char *missing, struct compat_query *query,
                   struct compat_found *found)
{
    struct site_locale *l = compat_locale(site, index);
    struct err e = {0};

    if (!l) {
        compat_error(site, request, response, 404, missing);
        return false;
    }
    query->origin = origin_of(site, request);
    query->now = request->now;
    if (compat_ask(l, query, &request->arena, found, &e) == 0)
        return true;
    compat_error(site, request, response, 503,
                 "Search is unavailable in this locale.");
    return false;
}
