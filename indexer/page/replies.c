#include "indexer/page/replies.h"

#include <stdio.h>

#include "indexer/page/body_html.h"
#include "indexer/page/origin_entry.h"
#include "indexer/page/page_values.h"
#include "indexer/page/reply_text.h"
#include "indexer/page/twin.h"
#include "indexer/base/value_parts.h"
#include "lib/site/site_agents.h"
#include "lib/timestamp.h"

/* A locale at work. */
struct writing {
    struct site *site;
    const struct locale *locale;
    struct site_writer *w;
    struct arena messages, arena;
    struct value *t;
    struct formats *formats;
};

static int put_json(struct writing *g, struct str name, const struct value *v,
                    struct err *e)
{
    struct buf json = {0};

    value_to_json(&json, v);
    struct site_entry_in entry = {
        .path = name,
        .kind = SITE_INTERNAL,
        .type = S("application/json"),
        .plain_length = json.len,
        .blob = {[SITE_PLAIN] = buf_str(&json)},
    };
    int result = json.failed || g->arena.failed || !name.ptr
                     ? err_no_memory(e)
                     : site_writer_add(g->w, &entry, e);
    buf_release(&json);
    return result;
}

static void make_links_whole(struct site *site, struct article *x)
{
    for (size_t i = 0; i < x->link_count; i++) {
        struct body_link *l = &x->links[i];
        if (str_starts(l->href, S("/")))
            l->href =
                arena_fmt(&x->html_arena, "%.*s%.*s",
                          STR_ARG(origin_or_mark(site)), STR_ARG(l->href));
    }
}

static struct value *texts_value(struct arena *a, const struct str *texts,
                                 size_t count)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < count; i++)
        value_push(a, list, value_text(a, texts[i]));
    return list;
}

static void set_updated(struct arena *a, struct value *v, int64_t seconds)
{
    struct buf iso = {0};

    if (seconds)
        timestamp_put(&iso, seconds);
    set_text(a, v, "updated", buf_copy(&iso, a));
    buf_release(&iso);
}

static void set_forms(struct writing *g, struct value *v, const struct page *p)
{
    const struct article *x = &p->article;
    struct arena *a = &g->arena;
    struct str html = body_html(a, x, g->t, g->formats);
    struct buf markdown = {0}, text = {0};

    twin_put_body(&markdown, x);
    value_set(a, v, "html", value_text(a, html));
    value_set(a, v, "markdown", value_text(a, buf_copy(&markdown, a)));
    if (x->is_reply) {
        reply_text_put(&text, html);
        value_set(a, v, "text", value_text(a, buf_copy(&text, a)));
        value_set(a, v, "placeholders",
                  texts_value(a, x->placeholders, x->placeholder_count));
    } else {
        set_url(a, v, "url", p->address);
    }
    a->failed |= markdown.failed || text.failed;
    buf_release(&markdown);
    buf_release(&text);
}

static int write_page(struct writing *g, struct page *p, struct err *e)
{
    struct article *x = &p->article;
    struct arena *a = &g->arena;
    struct value *v = value_map(a);
    const char *tag = g->locale->tag;

    if (x->is_reply)
        make_links_whole(g->site, x);
    set_text(a, v, "id", x->id);
    set_text(a, v, "title", x->title);
    set_text(a, v, "description", x->description);
    set_updated(a, v, x->updated_at);
    value_set(a, v, "tags", texts_value(a, x->tags, x->tag_count));
    set_forms(g, v, p);
    return put_json(g,
                    x->is_reply
                        ? arena_fmt(a, SITE_NAME_REPLY, tag, STR_ARG(x->id))
                        : arena_fmt(a, SITE_NAME_SECRET, tag, STR_ARG(x->id)),
                    v, e);
}

static int write_list(struct writing *g, struct err *e)
{
    struct arena *a = &g->arena;
    struct value *list = value_list(a);

    for (size_t i = 0; i < g->locale->served_count; i++) {
        const struct article *x = &g->locale->served[i]->article;
        struct value *v = x->is_reply ? value_map(a) : NULL;
        if (!v)
            continue;
        set_text(a, v, "id", x->id);
        set_text(a, v, "title", x->title);
        value_push(a, list, v);
    }
    return put_json(g, arena_fmt(a, SITE_NAME_REPLIES, g->locale->tag), list,
                    e);
}

static int write_locale(struct writing *g, struct err *e)
{
    int result = 0;

    g->t = values_messages(&g->messages, g->locale, e);
    g->formats = g->t ? formats_new(str_from(g->locale->tag), e) : NULL;
    if (!g->formats)
        return -1;
    for (size_t i = 0; i < g->locale->served_count && result == 0; i++) {
        arena_reset(&g->arena);
        result = write_page(g, g->locale->served[i], e);
    }
    arena_reset(&g->arena);
    return result ? result : write_list(g, e);
}

int replies_write(struct site *site, struct site_writer *w, struct err *e)
{
    int result = 0;

    for (size_t i = 0; i < site->locale_count && result == 0; i++) {
        struct writing g = {.site = site, .locale = &site->locales[i], .w = w};
        result = write_locale(&g, e);
        formats_free(g.formats);
        arena_release(&g.messages);
        arena_release(&g.arena);
    }
    return result;
}
