#include "lib/query/search_locale.h"

struct value *answer_url(struct arena *a, struct str origin, struct str url)
{
    return value_url(a,
                     arena_fmt(a, "%.*s%.*s", STR_ARG(origin), STR_ARG(url)));
}

struct value *answer_section(struct arena *a, const struct records *r,
                             uint32_t section)
{
    if (section == RECORD_NO_SECTION)
        return value_null(a);

    struct value *v = value_map(a);

    value_set(a, v, "id", value_text(a, r->sections[section].id));
    value_set(a, v, "title", value_text(a, r->sections[section].title));
    return v;
}

enum { BREADCRUMB_MAX = 32 };

struct value *answer_breadcrumb(struct arena *a, const struct records *r,
                                uint32_t section, struct str origin)
{
    uint32_t way[BREADCRUMB_MAX];
    size_t n = 0;
    struct value *list = value_list(a);

    for (; section != RECORD_NO_SECTION && n < BREADCRUMB_MAX;
         section = r->sections[section].parent)
        way[n++] = section;
    while (n > 0) {
        const struct record_section *s = &r->sections[way[--n]];
        struct value *crumb = value_map(a);
        value_set(a, crumb, "title", value_text(a, s->title));
        value_set(a, crumb, "url", answer_url(a, origin, s->url));
        value_push(a, list, crumb);
    }
    return list;
}
