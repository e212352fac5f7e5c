#include "server/agents.h"

#include "lib/site/site_agents.h"
#include "server/tokens.h"

bool agents_may(const struct site *site, const struct request *request)
{
    return site->agents && request_has_scope(request, "agents") == TOKEN_FINE;
}

void agents_private(struct response *response)
{
    response_header(response, "Cache-Control", "private, no-store");
    response_header(response, "Vary", "Authorization");
}

struct site_locale *agents_locale(const struct site_locale *l)
{
    const struct site *agents = l->site->agents;

    return agents ? site_locale(agents, l->is->tag) : NULL;
}

static const struct value *load(const struct site_locale *l, struct str name,
                                struct arena *a, struct err *e)
{
    const struct site_file *f = l->site->file;
    struct buf json = {0};
    const struct value *v = NULL;

    if (!name.ptr) {
        err_no_memory(e);
        return NULL;
    }
    if (!site_file_find(f, name))
        return NULL;
    if (site_file_load(f, name.ptr, &json, e) == 0)
        v = value_from_json(a, buf_str(&json), e);
    buf_release(&json);
    return v;
}

const struct value *agents_article(const struct site_locale *l, struct str id,
                                   struct arena *a, struct err *e)
{
    const char *tag = arena_str(a, l->is->tag).ptr;

    return load(l, arena_fmt(a, SITE_NAME_SECRET, tag ? tag : "", STR_ARG(id)),
                a, e);
}

const struct value *agents_reply(const struct site_locale *l, struct str id,
                                 struct arena *a, struct err *e)
{
    const char *tag = arena_str(a, l->is->tag).ptr;

    return load(l, arena_fmt(a, SITE_NAME_REPLY, tag ? tag : "", STR_ARG(id)),
                a, e);
}

const struct value *agents_replies(const struct site_locale *l, struct arena *a,
                                   struct err *e)
{
    const char *tag = arena_str(a, l->is->tag).ptr;

    return load(l, arena_fmt(a, SITE_NAME_REPLIES, tag ? tag : ""), a, e);
}
