/* GET /api/v1/replies: canned replies, for agents. */
#include <stdlib.h>

#include "lib/map.h"
#include "lib/site/site_agents.h"
#include "server/agents.h"
#include "server/log.h"
#include "server/origin.h"
#include "server/reply_fill.h"
#include "server/store/read.h"

enum { Q, LOCALE, LIMIT, ARGUMENTS };

static const struct api_argument arguments[] = {
    [Q] = {.name = "q",
           .example = "sorry",
           .description = "Searched in title and text. Left out or empty: all, "
                          "the most used first."},
    [LOCALE] = API_ARGUMENT_LOCALE,
    [LIMIT] = {.name = "limit",
               .kind = API_NUMBER,
               .min = 1,
               .max = SEARCH_LIMIT_MAX,
               .otherwise = SEARCH_LIMIT_MAX,
               .example = "10",
               .description = "So many at most."},
    [ARGUMENTS] = {0},
};

const struct api_doc api_replies_doc = {
    .id = "listReplies",
    .tag = "agents",
    .summary = "Canned replies, found or all",
    .arguments = arguments,
    .replies =
        (const struct api_reply[]){{200, "replies", "The replies.", NULL}, {0}},
    .problems = PROBLEM_BIT(BAD_ARGUMENT) | PROBLEM_BIT(UNAVAILABLE),
    .scope = "agents",
};

struct found {
    struct str id;
    int64_t used;
    size_t place;
};

/* A call at work. */
struct listing {
    struct request *request;
    struct site_locale *locale; /* of agents' file */
    struct str origin;
    struct map used; /* int64_t by id; filled where there is a store */
    struct found *found;
    size_t count, total;
    struct arena *arena;
};

static int note_use(void *ctx, const struct reply_use *use, struct err *e)
{
    struct listing *g = ctx;
    int64_t *count;

    if (!str_eq(use->locale, g->locale->is->tag))
        return 0;
    count = arena_new(g->arena, int64_t, 1);
    if (!count || !map_set(&g->used, arena_str(g->arena, use->reply), count))
        return err_no_memory(e);
    *count = use->count;
    return 0;
}

/* A list without its numbers is of more use than none. */
static void read_uses(struct listing *g)
{
    struct err e = {0};

    map_init(&g->used, g->arena);
    if (g->request->store &&
        store_read_reply_sums(store_folder(g->request->store), note_use, g, &e))
        log_error(&e);
}

static int64_t used(const struct listing *g, struct str id)
{
    const int64_t *count = map_get(&g->used, id);

    return count ? *count : 0;
}

static int take(struct listing *g, const struct value *list, struct err *e)
{
    size_t count = list && list->kind == VALUE_LIST ? list->list.count : 0;

    g->found = arena_new(g->arena, struct found, count);
    if (!g->found)
        return err_no_memory(e);
    for (size_t i = 0; i < count; i++) {
        struct str id = value_str(value_get(list->list.items[i], S("id")));
        g->found[g->count++] = (struct found){id, used(g, id), i};
    }
    return 0;
}

static int by_use(const void *x, const void *y)
{
    const struct found *a = x, *b = y;

    if (a->used != b->used)
        return a->used < b->used ? 1 : -1;
    return (a->place > b->place) - (a->place < b->place);
}

static int find_all(struct listing *g, uint32_t limit, struct err *e)
{
    const struct value *list = agents_replies(g->locale, g->arena, e);

    if ((!list && e->code) || take(g, list, e))
        return -1;
    if (g->count)
        qsort(g->found, g->count, sizeof(*g->found), by_use);
    g->total = g->count;
    if (g->count > limit)
        g->count = limit;
    return 0;
}

static int find(struct listing *g, struct str query, uint32_t limit,
                struct err *e)
{
    const struct search_request search = {
        .query = query,
        .limit = limit,
        .section = S(SITE_REPLIES),
    };
    struct value *answer = NULL;

    if (api_run_in(g->locale, &search, search_run, g->arena, &answer, e))
        return -1;
    const struct value *total = value_get(answer, S("total"));
    g->total = total ? (size_t)total->integer : 0;
    return take(g, value_get(answer, S("hits")), e);
}

static void put_form(const struct listing *g, struct value *v,
                     const struct value *reply, const char *name,
                     enum reply_target target)
{
    struct buf out = {0};

    reply_fill(&out, value_str(value_get(reply, str_from(name))), NULL, target,
               g->origin);
    value_set(g->arena, v, name,
              value_text(g->arena, buf_copy(&out, g->arena)));
    buf_release(&out);
}

static struct value *row(const struct listing *g, const struct value *reply)
{
    static const char *const members[] = {"id",      "title", "description",
                                          "updated", "tags",  "placeholders"};
    struct arena *a = g->arena;
    struct value *v = value_map(a);

    for (size_t i = 0; i < sizeof(members) / sizeof(*members); i++) {
        const struct value *m = value_get(reply, str_from(members[i]));
        value_set(a, v, members[i], m ? value_json(a, m) : value_null(a));
    }
    put_form(g, v, reply, "text", REPLY_TEXT);
    put_form(g, v, reply, "html", REPLY_HTML);
    return v;
}

static struct value *build(const struct listing *g, struct str query,
                           struct err *e)
{
    struct arena *a = g->arena;
    struct value *v = value_map(a), *list = value_list(a);

    for (size_t i = 0; i < g->count; i++) {
        struct str id = g->found[i].id;
        const struct value *reply = agents_reply(g->locale, id, a, e);
        if (!reply && e->code)
            return NULL;
        if (!reply)
            continue;
        struct value *item = row(g, reply);
        value_set(a, item, "used",
                  g->request->store ? value_integer(a, g->found[i].used)
                                    : value_null(a));
        value_push(a, list, item);
    }
    value_set(a, v, "query", value_text(a, query));
    value_set(a, v, "locale", value_text(a, g->request->locale->is->tag));
    value_set(a, v, "total", value_integer(a, (int64_t)g->total));
    value_set(a, v, "replies", list);
    return v;
}

void api_replies(struct site *site, struct request *request,
                 struct response *response)
{
    struct api_value v[ARGUMENTS];
    struct err e = {0};

    if (!api_allows(site, request, response, &api_replies_doc) ||
        !api_read(site, request, response, &api_replies_doc, v))
        return;

    struct listing g = {
        .request = request,
        .locale = agents_locale(request->locale),
        .origin = origin_of(site, request),
        .arena = &request->arena,
    };
    struct value *answer = NULL;
    int result = 0;

    if (g.locale) {
        read_uses(&g);
        result = str_trim(v[Q].text).len
                     ? find(&g, v[Q].text, v[LIMIT].number, &e)
                     : find_all(&g, v[LIMIT].number, &e);
    }
    if (result == 0)
        answer = build(&g, v[Q].text, &e);
    if (answer) {
        agents_private(response);
        api_send(site, request, response, answer, NULL);
        return;
    }
    if (site->agents && e.code)
        site_failed(site->agents, &e);
    problem_send(site, request, response, PROBLEM_UNAVAILABLE,
                 "The replies cannot be read.", NULL);
}
