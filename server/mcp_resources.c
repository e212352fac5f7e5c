/* The articles as resources, in Markdown: gabay://article/ko/returns. */
#include "server/article_value.h"
#include "server/mcp.h"

#define RESOURCE_SCHEME "gabay://article/"

enum { LISTED = 100 }; /* resources in one reply */

static void put_text(struct mcp_call *c, struct value *map, const char *key,
                     struct str text)
{
    value_set(c->arena, map, key, value_text(c->arena, text));
}

/* A cursor is "number of the locale.number of the article", the next one. */
struct place {
    uint64_t locale, article;
};

static bool read_cursor(struct str text, struct place *out)
{
    size_t dot = str_find(text, '.');

    *out = (struct place){0};
    return !text.len || (str_to_u64(str_sub(text, 0, dot), &out->locale) &&
                         str_to_u64(str_skip(text, dot + 1), &out->article));
}

static struct value *resource(struct mcp_call *c, const struct site_locale *l,
                              const struct record *record)
{
    struct value *v = value_map(c->arena);

    put_text(c, v, "uri",
             arena_fmt(c->arena, RESOURCE_SCHEME "%.*s/%.*s",
                       STR_ARG(l->is->tag), STR_ARG(record->id)));
    put_text(c, v, "name",
             arena_fmt(c->arena, "%.*s/%.*s", STR_ARG(l->is->tag),
                       STR_ARG(record->id)));
    put_text(c, v, "title", record->title);
    put_text(c, v, "mimeType", S("text/markdown"));
    return v;
}

/* False when the tables are damaged. */
static bool list_locale(struct mcp_call *c, const struct site_locale *l,
                        struct place *at, struct value *list)
{
    uint32_t count = article_count(l);

    for (; at->article < count && list->list.count < LISTED; at->article++) {
        struct record record;
        if (article_record(l, (uint32_t)at->article, c->arena, &record, NULL))
            return false;
        if (!article_is_expired(l, record.url, c->request->now))
            value_push(c->arena, list, resource(c, l, &record));
    }
    return true;
}

struct value *mcp_resources_list(struct mcp_call *c, struct mcp_fault *f)
{
    struct value *v = value_map(c->arena), *list = value_list(c->arena);
    struct site *site = c->site;
    struct place at;

    if (!read_cursor(value_str(value_get(c->params, S("cursor"))), &at))
        return mcp_fault_set(f, 200, MCP_INVALID_PARAMS,
                             "The cursor is none of ours.");
    while (list && at.locale < site->manifest.locale_count) {
        const struct site_locale *l = &site->locales[at.locale];
        if (!list_locale(c, l, &at, list))
            return mcp_fault_set(f, 500, MCP_INTERNAL,
                                 "The articles cannot be read.");
        if (list->list.count == LISTED)
            break;
        at = (struct place){at.locale + 1, 0};
    }
    value_set(c->arena, v, "resources", list);
    if (at.locale < site->manifest.locale_count)
        put_text(c, v, "nextCursor",
                 arena_fmt(c->arena, "%u.%u", (unsigned)at.locale,
                           (unsigned)at.article));
    return v;
}

struct value *mcp_resource_templates(struct mcp_call *c, struct mcp_fault *f)
{
    struct value *v = value_map(c->arena), *list = value_list(c->arena);
    struct value *row = value_map(c->arena);

    (void)f;
    put_text(c, row, "uriTemplate", S(RESOURCE_SCHEME "{locale}/{+id}"));
    put_text(c, row, "name", S("article"));
    put_text(c, row, "title", S("An article of the help centre"));
    put_text(c, row, "mimeType", S("text/markdown"));
    value_push(c->arena, list, row);
    value_set(c->arena, v, "resourceTemplates", list);
    return v;
}

struct value *mcp_resources_read(struct mcp_call *c, struct mcp_fault *f)
{
    const struct str scheme = STR(RESOURCE_SCHEME);
    struct value *v = value_map(c->arena), *list = value_list(c->arena);
    struct value *item = value_map(c->arena);
    struct str uri = value_str(value_get(c->params, S("uri"))), text;
    const struct site_locale *l = NULL;
    struct record record;
    uint32_t article;
    struct err e = {0};

    if (str_starts(uri, scheme))
        l = mcp_article(c, str_skip(uri, scheme.len), &article);
    if (!l)
        return mcp_fault_set(f, 200,
                             c->modern ? MCP_INVALID_PARAMS : MCP_NO_RESOURCE,
                             "There is no such resource.");
    if (article_record(l, article, c->arena, &record, &e) ||
        mcp_article_text(c, l, article, &record, &text, &e)) {
        site_failed(c->site, &e);
        return mcp_fault_set(f, 500, MCP_INTERNAL,
                             "The article cannot be read.");
    }
    put_text(c, item, "uri", uri);
    put_text(c, item, "mimeType", S("text/markdown"));
    put_text(c, item, "text", text);
    value_push(c->arena, list, item);
    value_set(c->arena, v, "contents", list);
    return v;
}
