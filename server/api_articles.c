/* GET /api/v1/articles: what there is, and what has changed since. */
#include <string.h>

#include "server/api.h"
#include "server/article_value.h"
#include "server/list_cursor.h"

enum { LIMIT_MAX = 100, CURSOR_MAX = 2000 };

enum { LOCALE, UPDATED_SINCE, LIMIT, CURSOR, ARGUMENTS };

static const struct api_argument arguments[] = {
    [LOCALE] = API_ARGUMENT_LOCALE,
    [UPDATED_SINCE] = {.name = "updated_since",
                       .kind = API_TIME,
                       .example = "2026-09-01T00:00:00Z",
                       .description = "Only articles changed then or later, by "
                                      "RFC 3339, from 1970 on."},
    [LIMIT] = {.name = "limit",
               .kind = API_NUMBER,
               .min = 1,
               .max = LIMIT_MAX,
               .otherwise = 20,
               .example = "1",
               .description = "So many articles at most."},
    [CURSOR] = {.name = "cursor",
                .max = CURSOR_MAX,
                .description = "The `next` of the answer before: go on behind "
                               "it."},
    [ARGUMENTS] = {0},
};

const struct api_doc api_articles_doc = {
    .id = "listArticles",
    .tag = "articles",
    .summary = "List the articles of a language, the latest change last",
    .description = "Ordered by `updated`, then by `id`; those without a date "
                   "come first. Ask with the `next` of the answer until it is "
                   "null. What changes meanwhile comes again at the end, and "
                   "nothing is passed over.",
    .arguments = arguments,
    .replies =
        (const struct api_reply[]){
            {200, "articles", "Some of the articles.", NULL}, {0}},
    .problems = PROBLEM_BIT(BAD_ARGUMENT) | PROBLEM_BIT(UNAVAILABLE),
};

struct row {
    struct list_cursor key;
    uint32_t article;
};

struct listing {
    const struct site_locale *locale;
    int64_t now, since;
    const struct list_cursor *behind; /* or NULL */
    struct row first[LIMIT_MAX];      /* in order */
    size_t limit, count;
    size_t total, left; /* left: behind the cursor, with those of `first` */
};

static int compare(const struct list_cursor *a, const struct list_cursor *b)
{
    if (a->updated != b->updated)
        return a->updated < b->updated ? -1 : 1;
    return str_cmp(a->id, b->id);
}

static void insert(struct listing *l, const struct row *row)
{
    size_t at = l->count;

    while (at > 0 && compare(&row->key, &l->first[at - 1].key) < 0)
        at--;
    if (at == l->limit)
        return;
    if (l->count < l->limit)
        l->count++;
    memmove(&l->first[at + 1], &l->first[at],
            (l->count - at - 1) * sizeof(*row));
    l->first[at] = *row;
}

static bool is_expired(const struct listing *l, struct str id)
{
    const struct site_locale *locale = l->locale;
    const struct article_row *row;

    if (!locale->site->first_expiry || locale->site->first_expiry > l->now)
        return false;
    row = article_table_find(&locale->articles, id);
    return row && article_is_expired(locale, row->url, l->now);
}

static void collect(struct listing *l)
{
    uint32_t articles = article_count(l->locale);

    for (uint32_t i = 0; i < articles; i++) {
        const struct row row = {
            {article_updated(l->locale, i), article_id(l->locale, i)}, i};
        if (row.key.updated < l->since || is_expired(l, row.key.id))
            continue;
        l->total++;
        if (l->behind && compare(&row.key, l->behind) <= 0)
            continue;
        l->left++;
        insert(l, &row);
    }
}

static int build(const struct listing *l, struct arena *a,
                 struct value **answer, struct err *e)
{
    struct value *v = value_map(a), *list = value_list(a);
    struct str next = {0};

    for (size_t i = 0; i < l->count; i++) {
        struct record record;
        if (article_record(l->locale, l->first[i].article, a, &record, e))
            return -1;
        value_push(a, list, article_value(l->locale, &record, a));
    }
    if (l->left > l->count)
        next = list_cursor_write(a, &l->first[l->count - 1].key);
    value_set(a, v, "locale", value_text(a, l->locale->is->tag));
    value_set(a, v, "total", value_integer(a, (int64_t)l->total));
    value_set(a, v, "limit", value_integer(a, (int64_t)l->limit));
    value_set(a, v, "next", next.len ? value_text(a, next) : value_null(a));
    value_set(a, v, "articles", list);
    *answer = v;
    return 0;
}

void api_articles(struct site *site, struct request *request,
                  struct response *response)
{
    struct api_value v[ARGUMENTS];
    struct list_cursor behind;
    struct listing *l = arena_new(&request->arena, struct listing, 1);
    struct value *answer;
    struct err e = {0};

    if (!l || !api_read(site, request, response, &api_articles_doc, v))
        return;
    if (v[CURSOR].given &&
        !list_cursor_read(&request->arena, v[CURSOR].text, &behind)) {
        problem_send(site, request, response, PROBLEM_BAD_ARGUMENT,
                     "cursor must be the `next` of an answer.", "cursor");
        return;
    }
    *l = (struct listing){
        .locale = request->locale,
        .now = request->now,
        .since = v[UPDATED_SINCE].given ? v[UPDATED_SINCE].time : INT64_MIN,
        .behind = v[CURSOR].given ? &behind : NULL,
        .limit = v[LIMIT].number,
    };
    collect(l);
    if (!request->locale->search || build(l, &request->arena, &answer, &e)) {
        if (e.code)
            site_failed(site, &e);
        problem_send(site, request, response, PROBLEM_UNAVAILABLE,
                     "The articles of this locale cannot be read.", NULL);
        return;
    }
    api_send(site, request, response, answer, NULL);
}
