#include "server/origin.h"

#include "server/host.h"

struct str origin_of(const struct site *site, struct request *request)
{
    struct str host = request->header[HEADER_HOST];

    if (site->origin.len)
        return site->origin;
    return host_is_valid(host)
               ? arena_fmt(&request->arena, "http://%.*s", STR_ARG(host))
               : (struct str){0};
}
