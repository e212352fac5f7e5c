#include "server/compat_hit.h"

#include <time.h>

#include "lib/query/mark.h"
#include "lib/utf8.h"
#include "server/api.h"
#include "server/article_find.h"
#include "server/compat_find.h"
#include "server/log.h"

struct site_locale *compat_locale(const struct site *site, struct str name)
{
    const struct str help = STR("help");
    struct site_locale *l = api_locale(site, name);

    if (l || !str_starts(name, help))
        return l;
    if (name.len == help.len)
        return &site->locales[site->manifest.default_locale];
    return name.ptr[help.len] == '_' || name.ptr[help.len] == '-'
               ? api_locale(site, str_skip(name, help.len + 1))
               : NULL;
}

static struct str text(const struct value *v, const char *path)
{
    return value_str(value_path(v, str_from(path)));
}

/* Marks count code points, spans bytes. */
static void read_marks(struct arena *a, const struct value *marks,
                       struct marked *out)
{
    size_t count = marks->list.count, at = 0;
    struct text_span *spans = arena_new(a, struct text_span, count);
    int64_t point = 0;

    for (size_t i = 0; spans && i < count; i++) {
        struct value *const *mark = marks->list.items[i]->list.items;
        int64_t start = mark[0]->integer, end = start + mark[1]->integer;
        for (; point < start && at < out->text.len; point++)
            utf8_next(out->text, &at, NULL);
        spans[i].start = at;
        for (; point < end && at < out->text.len; point++)
            utf8_next(out->text, &at, NULL);
        spans[i].end = at;
    }
    out->marks = spans;
    out->count = spans ? (uint32_t)count : 0;
}

static struct str with_anchor(struct arena *a, struct str url,
                              struct str anchor)
{
    struct buf b = {0};

    if (!anchor.len)
        return url;
    buf_put(&b, url);
    buf_char(&b, '#');
    buf_url_part(&b, anchor);
    struct str s = buf_copy(&b, a);
    buf_release(&b);
    return s;
}

/* Of a hit of search_run(). */
static void read_hit(const struct site_locale *l, const struct value *v,
                     struct arena *a, struct compat_hit *out)
{
    struct str section = text(v, "section.title");

    *out = (struct compat_hit){
        .id = text(v, "id"),
        .url = with_anchor(a, text(v, "url"), text(v, "anchor")),
        .anchor = text(v, "anchor"),
        .locale = l->is->tag,
        .section = text(v, "section.id"),
        .updated = text(v, "updated"),
        .level = {{.text =
                       section.len ? section : text(l->values, "site.title")},
                  {.text = text(v, "title")},
                  {.text = text(v, "heading")}},
        .content.text = text(v, "snippet_text"),
        .tags = value_get(v, S("tags")),
    };
    read_marks(a, value_get(v, S("marks")), &out->content);
}

static int ask_search(struct site_locale *l, const struct compat_query *query,
                      struct arena *a, struct compat_found *out, struct err *e)
{
    const struct search_request search = {
        .query = query->text,
        .limit = query->limit,
        .offset = query->offset,
        .section = query->filter.section,
        .tag = query->filter.tag,
        .origin = query->origin,
    };
    struct value *answer = NULL;

    if (api_run_in(l, &search, search_run, a, &answer, e))
        return -1;
    site_drop_expired(l->site, answer, search.origin, query->now);

    const struct value *hits = value_get(answer, S("hits"));

    out->total = (uint32_t)value_get(answer, S("total"))->integer;
    out->total_is_estimate = value_get(answer, S("total_is_estimate"))->boolean;
    out->facets = value_get(answer, S("facets"));
    out->hits = arena_new(a, struct compat_hit, hits->list.count);
    if (!out->hits)
        return err_no_memory(e);
    for (size_t i = 0; i < hits->list.count; i++)
        read_hit(l, hits->list.items[i], a, &out->hits[out->count++]);
    return 0;
}

/* The article of a suggestion, at the heading that was found. */
static int read_suggestion(struct site_locale *l, const struct value *v,
                           struct str origin, struct arena *a,
                           struct compat_found *out, struct err *e)
{
    uint32_t article = article_find(l, text(v, "id"));
    struct compat_hit *h = &out->hits[out->count];
    struct str url = text(v, "url");

    if (article == ARTICLE_NONE)
        return 0;
    if (compat_article(l, article, origin, a, h, e))
        return -1;
    h->url = url;
    h->anchor = str_skip(url, str_find(url, '#') + 1);
    h->level[2].text = text(v, "heading");
    out->count++;
    return 0;
}

static int ask_suggestions(struct site_locale *l,
                           const struct compat_query *query, struct arena *a,
                           struct compat_found *out, struct err *e)
{
    const struct search_request search = {
        .query = query->text,
        .limit =
            query->limit < SUGGEST_LIMIT_MAX ? query->limit : SUGGEST_LIMIT_MAX,
        .origin = query->origin,
    };
    struct value *answer = NULL;

    if (api_run_in(l, &search, suggest_run, a, &answer, e))
        return -1;
    site_drop_expired(l->site, answer, search.origin, query->now);

    const struct value *list = value_get(answer, S("suggestions"));

    out->hits = arena_new(a, struct compat_hit, list->list.count);
    if (!out->hits)
        return err_no_memory(e);
    for (size_t i = 0; i < list->list.count; i++)
        if (read_suggestion(l, list->list.items[i], query->origin, a, out, e))
            return -1;
    out->total = (uint32_t)out->count;
    return 0;
}

/* Marks in the titles; passages have theirs. */
static int mark_levels(struct site_locale *l, struct str query, struct arena *a,
                       struct compat_found *found, struct err *e)
{
    struct searcher *s = searcher_take(l->search, e);
    struct marker m;

    if (!s)
        return -1;
    int result = marker_init(&m, s, query, e);
    for (size_t i = 0; result == 0 && i < found->count; i++)
        for (int level = 0; result == 0 && level < COMPAT_LEVELS_USED;
             level++) {
            struct marked *to = &found->hits[i].level[level];
            struct text_span *spans;
            result = marker_find(&m, to->text, a, &spans, &to->count, e);
            to->marks = spans;
        }
    searcher_give(s);
    if (result)
        log_folded(&l->site->failures, e);
    return result;
}

static int ask(struct site_locale *l, const struct compat_query *query,
               struct arena *a, struct compat_found *out, struct err *e)
{
    bool filters = query->filter.section.len || query->filter.tag.len;

    if (!str_trim(query->text).len)
        return compat_first(l, query, a, out, e);
    if (ask_search(l, query, a, out, e))
        return -1;
    if (!out->total && !query->offset && query->limit && !filters &&
        ask_suggestions(l, query, a, out, e))
        return -1;
    return mark_levels(l, query->text, a, out, e);
}

int compat_ask(struct site_locale *l, const struct compat_query *query,
               struct arena *a, struct compat_found *out, struct err *e)
{
    struct timespec start, end;

    *out = (struct compat_found){0};
    clock_gettime(CLOCK_MONOTONIC, &start);
    if (ask(l, query, a, out, e))
        return -1;
    clock_gettime(CLOCK_MONOTONIC, &end);
    out->milliseconds = (uint32_t)((end.tv_sec - start.tv_sec) * 1000 +
                                   (end.tv_nsec - start.tv_nsec) / 1000000);
    return 0;
}
