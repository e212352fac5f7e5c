#include "lib/query/facets.h"
#include "server/article_find.h"
#include "server/article_value.h"
#include "server/compat_find.h"

static struct str site_title(const struct site_locale *l)
{
    return value_str(value_path(l->values, S("site.title")));
}

int compat_article(struct site_locale *l, uint32_t article, struct str origin,
                   struct arena *a, struct compat_hit *out, struct err *e)
{
    struct record record;

    if (article_record(l, article, a, &record, e))
        return -1;

    const struct value *v = article_value(l, &record, a);
    const struct value *section = value_get(v, S("section"));
    struct str title = value_str(value_get(section, S("title")));

    *out = (struct compat_hit){
        .id = record.id,
        .url = arena_fmt(a, "%.*s%.*s", STR_ARG(origin), STR_ARG(record.url)),
        .locale = l->is->tag,
        .section = value_str(value_get(section, S("id"))),
        .updated = value_str(value_get(v, S("updated"))),
        .level = {{.text = title.len ? title : site_title(l)},
                  {.text = record.title}},
        .content.text = value_str(value_get(v, S("description"))),
        .tags = value_get(v, S("tags")),
    };
    return 0;
}

/* What the filter asks for, as the columns have it. */
struct wanted {
    const struct columns *columns;
    const struct records *records;
    struct compat_filter filter;
    const struct site_locale *locale;
    int64_t now;
};

static bool lies_in(const struct wanted *w, uint32_t article)
{
    uint32_t n = w->columns->section[article];

    while (n > 0) {
        const struct record_section *s = &w->records->sections[n - 1];
        if (str_eq(s->id, w->filter.section))
            return true;
        n = s->parent == RECORD_NO_SECTION ? 0 : s->parent + 1u;
    }
    return false;
}

static bool is_tagged(const struct wanted *w, uint32_t article)
{
    const struct columns *c = w->columns;

    for (uint32_t i = c->first[article]; i < c->first[article + 1]; i++)
        if (str_eq(columns_tag(c, c->reference[i]), w->filter.tag))
            return true;
    return false;
}

static bool is_expired(const struct wanted *w, uint32_t article)
{
    const struct site_locale *l = w->locale;
    const struct article_row *row;

    if (!l->site->first_expiry || l->site->first_expiry > w->now)
        return false;
    row = article_table_find(&l->articles, article_id(l, article));
    return row && article_is_expired(l, row->url, w->now);
}

static uint32_t collect(const struct wanted *w, uint32_t *docids)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < w->columns->articles; i++)
        if ((!w->filter.section.len || lies_in(w, i)) &&
            (!w->filter.tag.len || is_tagged(w, i)) && !is_expired(w, i))
            docids[count++] = i + 1;
    return count;
}

int compat_first(struct site_locale *l, const struct compat_query *query,
                 struct arena *a, struct compat_found *out, struct err *e)
{
    if (site_refusal(l))
        return err_set(e, ERR_SYSTEM, "search is unavailable");

    const struct wanted w = {search_columns(l->search),
                             search_records(l->search), query->filter, l,
                             query->now};
    uint32_t *docids = arena_new(a, uint32_t, w.columns->articles);

    out->hits = arena_new(a, struct compat_hit, query->limit);
    if (!docids || !out->hits)
        return err_no_memory(e);
    out->total = collect(&w, docids);
    out->facets = facets_value(l->search, docids, out->total, a);
    for (uint32_t i = query->offset;
         i < out->total && out->count < query->limit; i++)
        if (compat_article(l, docids[i] - 1, query->origin, a,
                           &out->hits[out->count++], e)) {
            site_failed(l->site, e);
            return -1;
        }
    return 0;
}
