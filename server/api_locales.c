/* GET /api/v1/locales: the languages of the site. */
#include "server/api.h"
#include "server/article_value.h"

const struct api_doc api_locales_doc = {
    .id = "listLocales",
    .tag = "articles",
    .summary = "The languages of the site",
    .replies =
        (const struct api_reply[]){{200, "locales", "The languages.", NULL},
                                   {0}},
};

static struct value *locale_value(const struct site_locale *l, struct arena *a)
{
    struct value *v = value_map(a);

    value_set(a, v, "tag", value_text(a, l->is->tag));
    value_set(a, v, "name", value_text(a, l->is->name));
    value_set(a, v, "dir", value_text(a, l->is->dir));
    value_set(a, v, "url", article_url(l->site, l->is->home, a));
    value_set(a, v, "articles", value_integer(a, (int64_t)l->is->articles));
    value_set(a, v, "search", value_bool(a, site_refusal(l) == NULL));
    return v;
}

void api_locales(struct site *site, struct request *request,
                 struct response *response)
{
    struct arena *a = &request->arena;
    const struct manifest *m = &site->manifest;
    struct value *v = value_map(a), *list = value_list(a);

    for (size_t i = 0; i < m->locale_count; i++)
        value_push(a, list, locale_value(&site->locales[i], a));
    value_set(a, v, "default",
              value_text(a, m->locales[m->default_locale].tag));
    value_set(a, v, "locales", list);
    api_send(site, request, response, v, NULL);
}
