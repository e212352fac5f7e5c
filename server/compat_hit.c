#include "server/compat_hit.h"

struct compat_tags compat_tags_read(const struct value *from,
                                    const char *before, const char *after)
{
    struct compat_tags t = {compat_text(from, "highlightPreTag"),
                            compat_text(from, "highlightPostTag")};

    if (t.before.len && t.before.len <= COMPAT_TAG_MAX && t.after.len &&
        t.after.len <= COMPAT_TAG_MAX)
        return t;
    return (struct compat_tags){str_from(before), str_from(after)};
}

static void put(struct buf *b, struct str s, bool escaped)
{
    if (escaped)
        buf_html(b, s);
    else
        buf_put(b, s);
}

struct value *compat_marked(struct arena *a, const struct marked *m,
                            const struct compat_tags *tags)
{
    bool markup = str_find(tags->before, '<') < tags->before.len ||
                  str_find(tags->after, '<') < tags->after.len;
    struct buf b = {0};
    size_t at = 0;

    for (uint32_t i = 0; i < m->count; i++) {
        const struct text_span *x = &m->marks[i];
        put(&b, str_sub(m->text, at, x->start - at), markup);
        buf_put(&b, tags->before);
        put(&b, str_sub(m->text, x->start, x->end - x->start), markup);
        buf_put(&b, tags->after);
        at = x->end;
    }
    put(&b, str_skip(m->text, at), markup);
    struct value *v = value_text(a, buf_copy(&b, a));
    buf_release(&b);
    return v;
}

struct value *compat_text_or_null(struct arena *a, struct str s)
{
    return s.len ? value_text(a, s) : value_null(a);
}

struct value *compat_object_id(struct arena *a, const struct compat_hit *h)
{
    return value_text(a,
                      arena_fmt(a, "%.*s%s%.*s", STR_ARG(h->id),
                                h->anchor.len ? "#" : "", STR_ARG(h->anchor)));
}

struct value *compat_plain(struct arena *a, const struct marked *m,
                           const struct compat_tags *tags)
{
    (void)tags;
    return value_text(a, m->text);
}

void compat_levels(struct arena *a, struct value *to, const char *prefix,
                   const struct compat_hit *h, compat_write *write,
                   const struct compat_tags *tags, bool all)
{
    for (int i = 0; i < COMPAT_LEVELS; i++) {
        bool has = i < COMPAT_LEVELS_USED && h->level[i].text.len;
        if (has || all)
            value_add(a, to, arena_fmt(a, "%slvl%d", prefix, i),
                      has ? write(a, &h->level[i], tags) : value_null(a));
    }
}

struct value *compat_facet(struct arena *a, const struct value *facets,
                           const char *attribute)
{
    struct str name = str_from(attribute);
    const struct value *list =
        value_get(facets, str_eq(name, S("tags")) ? S("tag") : name);
    struct value *v;

    if (!list)
        return NULL;
    v = value_map(a);
    for (size_t i = 0; i < list->list.count; i++) {
        const struct value *one = list->list.items[i];
        value_add(a, v, value_str(value_get(one, S("value"))),
                  value_integer(a, value_get(one, S("count"))->integer));
    }
    return v;
}
