#include "server/expiry.h"

#include "lib/timestamp.h"

int64_t expiry_first(const struct site_file *f)
{
    int64_t first = 0;

    for (size_t i = 0; i < site_file_count(f); i++) {
        int64_t at = site_file_at(f, i)->expires;
        if (at && (!first || at < first))
            first = at;
    }
    return first;
}

static struct value *member(const struct value *map, struct str key)
{
    for (size_t i = 0; map && map->kind == VALUE_MAP && i < map->map.count; i++)
        if (str_eq(map->map.members[i].key, key))
            return map->map.members[i].value;
    return NULL;
}

static bool is_expired(const struct site_file *f, const struct value *hit,
                       struct str origin, int64_t now)
{
    struct str url = value_str(value_get(hit, S("url")));

    if (str_starts(url, origin))
        url = str_skip(url, origin.len);
    url.len = str_find(url, '#');
    const struct site_entry *entry = site_file_find(f, url);
    return entry && entry->expires && entry->expires <= now;
}

/* How many went. */
static size_t drop_from(const struct site_file *f, struct value *list,
                        struct str origin, int64_t now)
{
    size_t kept = 0, count;

    if (!list || list->kind != VALUE_LIST)
        return 0;
    count = list->list.count;
    for (size_t i = 0; i < count; i++)
        if (!is_expired(f, list->list.items[i], origin, now))
            list->list.items[kept++] = list->list.items[i];
    list->list.count = kept;
    return count - kept;
}

static void drop_hits(const struct site_file *f, struct value *answer,
                      struct str origin, int64_t now)
{
    size_t gone = drop_from(f, member(answer, S("hits")), origin, now);
    struct value *total = member(answer, S("total"));

    if (total && total->kind == VALUE_INTEGER)
        total->integer -=
            total->integer < (int64_t)gone ? total->integer : (int64_t)gone;
}

void expiry_drop(const struct site_file *f, struct value *answer,
                 struct str origin, int64_t now)
{
    struct value *others = member(answer, S("other_locales"));

    drop_hits(f, answer, origin, now);
    drop_from(f, member(answer, S("suggestions")), origin, now);
    drop_from(f, member(answer, S("top")), origin, now);
    for (size_t i = 0; others && i < others->list.count; i++)
        drop_hits(f, others->list.items[i], origin, now);
}

struct value *expiry_notices(struct arena *a, const struct value *notices,
                             int64_t now)
{
    struct value *list = value_list(a);
    struct buf clock = {0};

    /* Both are written in one way: their order is that of their bytes. */
    timestamp_put(&clock, now);
    for (size_t i = 0;
         notices && notices->kind == VALUE_LIST && i < notices->list.count;
         i++) {
        struct value *notice = notices->list.items[i];
        struct str until = value_str(value_get(notice, S("until")));
        if (!until.len || str_cmp(buf_str(&clock), until) < 0)
            value_push(a, list, notice);
    }
    buf_release(&clock);
    return list;
}
