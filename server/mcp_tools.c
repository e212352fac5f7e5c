/* The tools: search and fetch as connectors want them, then our own. Their
 * descriptions and schemas are server/mcp_tools.json. */
#include "lib/embedded.h"
#include "server/answer.h"
#include "server/api.h"
#include "server/article_value.h"
#include "server/contact.h"
#include "server/guess_locale.h"
#include "server/mcp.h"
#include "server/other_locales.h"

enum { RESULTS = 10 };

/* What a tool answers; NULL with `*wrong` a sentence for the model to read. */
typedef struct value *tool(struct mcp_call *c, const struct value *arguments,
                           const char **wrong);

static void put_text(struct mcp_call *c, struct value *map, const char *key,
                     struct str text)
{
    value_set(c->arena, map, key, value_text(c->arena, text));
}

/* A text that must be there. */
static struct str needed(const struct value *arguments, const char *name,
                         const char *missing, const char **wrong)
{
    struct str text = str_trim(value_str(value_get(arguments, str_from(name))));

    if (!text.len)
        *wrong = missing;
    return text;
}

/* The locale that is asked for; `question` says which where none is, or
 * nothing, and then it is the site's default. */
static struct site_locale *locale_of(struct mcp_call *c,
                                     const struct value *arguments,
                                     struct str question, const char **wrong)
{
    struct str tag = value_str(value_get(arguments, S("locale")));
    struct site_locale *l =
        tag.len ? api_locale(c->site, tag) : guess_locale(c->site, question);

    if (!l)
        *wrong = "The site has no such locale.";
    return l;
}

static struct value *result_value(struct mcp_call *c, const struct value *hit)
{
    struct value *v = value_map(c->arena);
    struct str locale = value_str(value_get(hit, S("locale")));
    struct str id = value_str(value_get(hit, S("id")));

    put_text(c, v, "id",
             arena_fmt(c->arena, "%.*s/%.*s", STR_ARG(locale), STR_ARG(id)));
    put_text(c, v, "title", value_str(value_get(hit, S("title"))));
    put_text(c, v, "url", value_str(value_get(hit, S("url"))));
    return v;
}

static void push_results(struct mcp_call *c, const struct value *hits,
                         struct value *list)
{
    for (size_t i = 0;
         hits && i < hits->list.count && list->list.count < RESULTS; i++)
        value_push(c->arena, list, result_value(c, hits->list.items[i]));
}

static struct value *search(struct mcp_call *c, const struct value *arguments,
                            const char **wrong)
{
    struct str query = needed(arguments, "query", "query is missing.", wrong);
    struct search_request request = {
        .query = query, .limit = RESULTS, .origin = c->site->origin};
    struct value *answer, *list = value_list(c->arena);
    struct value *v = value_map(c->arena);
    struct err e = {0};

    if (*wrong)
        return NULL;
    struct site_locale *l = guess_locale(c->site, query);
    if (other_locales_ask(l, &request, c->arena, &answer, &e)) {
        *wrong = "Search is unavailable at the moment.";
        return NULL;
    }
    site_drop_expired(c->site, answer, c->site->origin, c->request->now);
    push_results(c, value_get(answer, S("hits")), list);
    const struct value *others = value_get(answer, S("other_locales"));
    for (size_t i = 0; others && i < others->list.count; i++)
        push_results(c, value_get(others->list.items[i], S("hits")), list);
    value_set(c->arena, v, "results", list);
    return v;
}

static struct value *fetch(struct mcp_call *c, const struct value *arguments,
                           const char **wrong)
{
    struct str id = needed(arguments, "id", "id is missing.", wrong), text;
    const struct site_locale *l;
    struct record record;
    uint32_t article;
    struct err e = {0};

    if (*wrong)
        return NULL;
    l = mcp_article(c, id, &article);
    if (!l) {
        *wrong = "There is no article of this id: use one that search gave.";
        return NULL;
    }
    if (article_record(l, article, c->arena, &record, &e) ||
        mcp_article_text(c, l, article, &record, &text, &e)) {
        site_failed(c->site, &e);
        *wrong = "The article cannot be read at the moment.";
        return NULL;
    }

    const struct value *all = article_value(l, &record, c->arena);
    struct value *v = value_map(c->arena), *metadata = value_map(c->arena);
    struct str updated = value_str(value_get(all, S("updated")));
    put_text(c, v, "id", id);
    put_text(c, v, "title", record.title);
    put_text(c, v, "text", text);
    put_text(c, v, "url", value_str(value_get(all, S("url"))));
    put_text(c, metadata, "locale", l->is->tag);
    if (updated.len)
        put_text(c, metadata, "updated", updated);
    value_set(c->arena, v, "metadata", metadata);
    return v;
}

static struct value *answer(struct mcp_call *c, const struct value *arguments,
                            const char **wrong)
{
    struct str question =
        needed(arguments, "question", "question is missing.", wrong);
    struct site_locale *l =
        *wrong ? NULL : locale_of(c, arguments, question, wrong);
    const struct answer_request request = {
        .query = question,
        .origin = c->site->origin,
        .now = c->request->now,
    };
    struct value *v = NULL;
    struct err e = {0};

    if (!l || answer_ask(l, &request, c->arena, &v, &e) == 0)
        return v;
    site_failed(c->site, &e);
    *wrong = "No answer could be made at the moment.";
    return NULL;
}

static struct value *topic(struct mcp_call *c, const struct value *section)
{
    struct value *v = value_map(c->arena), *articles = value_list(c->arena);
    const struct value *top = value_get(section, S("top"));

    for (size_t i = 0; top && i < top->list.count; i++) {
        const struct value *from = top->list.items[i];
        struct value *row = value_map(c->arena);
        put_text(c, row, "title", value_str(value_get(from, S("title"))));
        value_set(c->arena, row, "url",
                  article_url(c->site, value_str(value_get(from, S("url"))),
                              c->arena));
        value_push(c->arena, articles, row);
    }
    put_text(c, v, "title", value_str(value_get(section, S("title"))));
    value_set(c->arena, v, "url",
              article_url(c->site, value_str(value_get(section, S("url"))),
                          c->arena));
    value_set(c->arena, v, "articles", articles);
    return v;
}

static struct value *list_topics(struct mcp_call *c,
                                 const struct value *arguments,
                                 const char **wrong)
{
    struct site_locale *l = locale_of(c, arguments, (struct str){0}, wrong);
    struct value *v = value_map(c->arena), *list = value_list(c->arena);

    if (!l)
        return NULL;
    const struct value *sections = value_path(l->values, S("site.sections"));
    for (size_t i = 0; sections && i < sections->list.count; i++)
        value_push(c->arena, list, topic(c, sections->list.items[i]));
    put_text(c, v, "locale", l->is->tag);
    value_set(c->arena, v, "topics", list);
    return v;
}

static struct value *contact_options(struct mcp_call *c,
                                     const struct value *arguments,
                                     const char **wrong)
{
    struct site_locale *l = locale_of(c, arguments, (struct str){0}, wrong);
    struct value *v = value_map(c->arena);
    struct value *all;

    if (!l)
        return NULL;
    all = contact_value(c->site, l, c->request->now, S(""), c->arena);
    put_text(c, v, "locale", l->is->tag);
    for (size_t i = 0; all && i < all->map.count; i++)
        if (str_eq(all->map.members[i].key, S("channels")))
            value_set(c->arena, v, "channels", all->map.members[i].value);
    return v;
}

static const struct {
    struct str name;
    tool *run;
} tools[] = {
    {STR("search"), search},
    {STR("fetch"), fetch},
    {STR("answer"), answer},
    {STR("list_topics"), list_topics},
    {STR("contact_options"), contact_options},
};

struct value *mcp_tools_list(struct mcp_call *c, struct mcp_fault *f)
{
    const struct embedded *file = &mcp_files[0];
    struct value *v = value_map(c->arena);
    struct value *list = value_from_json(
        c->arena, str_of((const char *)file->bytes, file->len), NULL);

    if (!list)
        return mcp_fault_set(f, 500, MCP_INTERNAL, "The server failed.");
    value_set(c->arena, v, "tools", list);
    return v;
}

/* One text item holds the same as structuredContent. */
static struct value *content(struct mcp_call *c, struct str text)
{
    struct value *list = value_list(c->arena), *item = value_map(c->arena);

    put_text(c, item, "type", S("text"));
    put_text(c, item, "text", text);
    value_push(c->arena, list, item);
    return list;
}

static struct value *tool_result(struct mcp_call *c, struct value *structured,
                                 const char *wrong)
{
    struct value *v = value_map(c->arena);
    struct buf json = {0};

    if (structured)
        value_to_json(&json, structured);
    else
        buf_text(&json, wrong);
    value_set(c->arena, v, "content", content(c, buf_copy(&json, c->arena)));
    buf_release(&json);
    if (structured)
        value_set(c->arena, v, "structuredContent", structured);
    value_set(c->arena, v, "isError", value_bool(c->arena, !structured));
    return v;
}

struct value *mcp_tools_call(struct mcp_call *c, struct mcp_fault *f)
{
    struct str name = value_str(value_get(c->params, S("name")));
    const struct value *arguments = value_get(c->params, S("arguments"));

    for (size_t i = 0; i < sizeof(tools) / sizeof(*tools); i++) {
        const char *wrong = NULL;
        if (!str_eq(name, tools[i].name))
            continue;
        struct value *v = tools[i].run(c, arguments, &wrong);
        if (!v && !wrong)
            return mcp_fault_set(f, 500, MCP_INTERNAL, "The server failed.");
        return tool_result(c, v, wrong);
    }
    return mcp_fault_set(f, 200, MCP_INVALID_PARAMS, "There is no such tool.");
}
