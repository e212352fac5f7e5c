#include "server/article_value.h"

#include "lib/timestamp.h"

struct value *article_url(const struct site *site, struct str url,
                          struct arena *a)
{
    return value_url(
        a, arena_fmt(a, "%.*s%.*s", STR_ARG(site->origin), STR_ARG(url)));
}

static struct value *section_value(const struct site_locale *l,
                                   const struct record *record, struct arena *a)
{
    const struct records *all = search_records(l->search);
    struct value *v;

    if (record->section >= all->section_count)
        return value_null(a);
    v = value_map(a);
    value_set(a, v, "id", value_text(a, all->sections[record->section].id));
    value_set(a, v, "title",
              value_text(a, all->sections[record->section].title));
    return v;
}

static struct value *updated_value(int64_t updated, struct arena *a)
{
    struct buf text = {0};

    if (!updated)
        return value_null(a);
    timestamp_put(&text, updated);
    struct value *v = value_text(a, buf_copy(&text, a));
    buf_release(&text);
    return v;
}

struct value *article_value(const struct site_locale *l,
                            const struct record *record, struct arena *a)
{
    const struct article_row *row =
        article_table_find(&l->articles, record->id);
    struct value *v = value_map(a), *tags = value_list(a);

    for (uint32_t i = 0; i < record->tag_count; i++)
        value_push(a, tags, value_text(a, record->tags[i]));
    value_set(a, v, "id", value_text(a, record->id));
    value_set(a, v, "locale", value_text(a, l->is->tag));
    value_set(a, v, "url", article_url(l->site, record->url, a));
    value_set(a, v, "title", value_text(a, record->title));
    value_set(a, v, "description",
              row && row->description.len ? value_text(a, row->description)
                                          : value_null(a));
    value_set(a, v, "section", section_value(l, record, a));
    value_set(a, v, "updated", updated_value(record->updated, a));
    value_set(a, v, "tags", tags);
    return v;
}
