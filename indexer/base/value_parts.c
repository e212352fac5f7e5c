#include "indexer/base/value_parts.h"

#include "indexer/base/schedule.h"
#include "lib/timestamp.h"
#include "lib/utf8.h"

enum { DESCRIPTION_MAX = 160 };

void set_text(struct arena *a, struct value *map, const char *key, struct str s)
{
    value_set(a, map, key, s.len ? value_text(a, s) : value_null(a));
}

void set_url(struct arena *a, struct value *map, const char *key, struct str s)
{
    value_set(a, map, key, s.len ? value_url(a, s) : value_null(a));
}

void set_list(struct arena *a, struct value *map, const char *key,
              const char *flag, struct value *list)
{
    value_set(a, map, flag, value_bool(a, list && list->list.count > 0));
    value_set(a, map, key, list);
}

struct value *link_value(struct arena *a, struct str title, struct str url)
{
    struct value *v = value_map(a);

    set_text(a, v, "title", title);
    set_url(a, v, "url", url);
    return v;
}

struct str description_of(struct arena *a, const struct page *p)
{
    struct str text = p->article.text;

    if (p->article.description.len || p->is_index)
        return p->article.description;
    text = str_trim(text);
    text.len = str_find(text, '\n');
    if (text.len <= DESCRIPTION_MAX)
        return text;
    struct str cut = utf8_cut(text, DESCRIPTION_MAX);
    size_t space = str_find_last(cut, ' ');
    return arena_fmt(a, "%.*s…",
                     STR_ARG(space < cut.len ? str_of(cut.ptr, space) : cut));
}

struct value *page_link(struct arena *a, const struct page *p, bool described)
{
    if (!p)
        return value_null(a);

    struct value *v = link_value(a, p->article.title, p->address);

    if (described)
        set_text(a, v, "description", description_of(a, p));
    return v;
}

struct value *pages_value(struct arena *a, struct page **pages, size_t count,
                          bool described)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < count; i++)
        value_push(a, list, page_link(a, pages[i], described));
    return list;
}

struct value *date_value(struct arena *a, const struct site *site,
                         int64_t seconds, struct formats *formats)
{
    struct buf iso = {0}, text = {0};
    struct value *v = value_map(a);

    if (seconds == 0)
        return value_null(a);
    timestamp_put(&iso, seconds);
    format_date(formats, schedule_wall(site, seconds), &text);
    set_text(a, v, "iso", buf_copy(&iso, a));
    set_text(a, v, "text", buf_copy(&text, a));
    buf_release(&iso);
    buf_release(&text);
    return v;
}

struct value *authors_line(struct arena *a, const struct site *site,
                           const struct article *x, struct formats *formats)
{
    struct buf text = {0};

    if (!site->config.authors || x->author_count == 0)
        return value_null(a);
    format_names(formats, x->authors, x->author_count, &text);
    struct value *v = value_text(a, buf_copy(&text, a));
    buf_release(&text);
    return v;
}
