/* /agents: search and canned replies for agents. The page holds nothing of
 * theirs; its script asks the API with the token that they give it. */
#include "server/agents.h"
#include "server/error_page.h"
#include "server/log.h"
#include "server/page.h"

static struct value *languages(struct arena *a, const struct site *site,
                               const struct site_locale *current)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < site->manifest.locale_count; i++) {
        const struct site_locale *l = &site->locales[i];
        struct value *item = value_map(a);
        value_set(a, item, "tag", value_text(a, l->is->tag));
        value_set(a, item, "name", value_text(a, l->is->name));
        value_set(a, item, "current", value_bool(a, l == current));
        value_push(a, list, item);
    }
    return list;
}

static struct value *build_root(struct site *site, struct request *request,
                                struct arena *a)
{
    struct site_locale *l = request->locale;
    struct value *root = page_root(a, l, page_text(a, l, "agents_title", NULL));
    struct value *agents = value_map(a);

    value_set(a, agents, "api",
              value_url(a, arena_fmt(a, "%.*s/api/v1",
                                     STR_ARG(site->manifest.prefix))));
    value_set(a, agents, "languages", languages(a, site, l));
    value_set(a, root, "agents", agents);
    return root;
}

void agents_page(struct site *site, struct request *request,
                 struct response *response)
{
    struct err e = {0};

    if (!site->agents) {
        error_page(site, request, response, 404, NULL);
        return;
    }
    request->locale =
        site_negotiate(site, request->header[HEADER_ACCEPT_LANGUAGE]);
    response->status = 200;
    if (page_render(site, request->locale, "agents",
                    build_root(site, request, response->arena), response, &e)) {
        log_error(&e);
        error_page(site, request, response, 500, NULL);
        return;
    }
    response_header(response, "Content-Security-Policy", response_page_policy);
    response_header(response, "X-Robots-Tag", "noindex");
    page_finish(site, request, response, "text/html; charset=utf-8",
                "Accept-Language");
}
