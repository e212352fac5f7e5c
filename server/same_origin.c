#include "server/same_origin.h"

#include "server/host.h"

static bool is_of_host(struct str origin, struct str host)
{
    static const struct str schemes[] = {STR("http://"), STR("https://")};

    for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++)
        if (str_starts(origin, schemes[i]) &&
            str_eq_nocase(str_skip(origin, schemes[i].len), host))
            return host_is_valid(host);
    return false;
}

bool same_origin(const struct same_origin *s)
{
    if (s->has_site)
        return str_eq(s->site, S("same-origin"));
    if (!s->origin.len)
        return false;
    return (s->own.len && str_eq_nocase(s->origin, s->own)) ||
           is_of_host(s->origin, s->host);
}
