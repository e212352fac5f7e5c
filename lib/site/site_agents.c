#include "lib/site/site_agents.h"

const char *site_agents_path(struct arena *a, const char *path)
{
    const struct str ending = STR(".gabay");
    struct str name = str_from(path);

    if (!str_ends(name, ending))
        return arena_fmt(a, "%s.agents", path).ptr;
    name.len -= ending.len;
    return arena_fmt(a, "%.*s.agents.gabay", STR_ARG(name)).ptr;
}
