#include "indexer/page/internal_entries.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "indexer/settings/site_config.h"
#include "indexer/base/value_parts.h"
#include "lib/analyse/recipe.h"
#include "lib/site/site_names.h"

static int put(struct site_writer *w, struct str name, struct str type,
               struct str bytes, struct err *e)
{
    struct site_entry_in entry = {
        .path = name,
        .kind = SITE_INTERNAL,
        .type = type,
        .plain_length = bytes.len,
        .blob = {[SITE_PLAIN] = bytes},
    };

    return site_writer_add(w, &entry, e);
}

int internal_json_write(struct site_writer *w, struct str name,
                        const struct buf *json, struct err *e)
{
    return json->failed ? err_no_memory(e)
                        : put(w, name, S("application/json"), buf_str(json), e);
}

static int put_json(struct site_writer *w, struct str name,
                    const struct value *v, struct err *e)
{
    struct buf json = {0};

    value_to_json(&json, v);
    int result = internal_json_write(w, name, &json, e);
    buf_release(&json);
    return result;
}

static struct value *locale_manifest(struct arena *a, const struct locale *l)
{
    struct value *v = value_map(a);
    const struct recipe *r = recipe_of(str_from(l->tag));

    value_set(a, v, "tag", value_text(a, str_from(l->tag)));
    value_set(a, v, "name", value_text(a, l->name));
    value_set(a, v, "dir", value_text(a, l->rtl ? S("rtl") : S("ltr")));
    value_set(a, v, "home", value_text(a, l->home));
    value_set(a, v, "search",
              value_text(a, arena_fmt(a, "%.*ssearch", STR_ARG(l->home))));
    value_set(a, v, "recipe",
              value_text(a, arena_fmt(a, "%s/%u", r->name, r->version)));
    value_set(a, v, "articles", value_integer(a, (int64_t)l->page_count));
    value_set(a, v, "sections", value_integer(a, (int64_t)l->section_count));
    return v;
}

/* The site's title in its default locale. */
static struct str manifest_title(const struct site *site)
{
    struct str tag = site_default_locale(site);

    for (size_t i = 0; i < site->locale_count; i++)
        if (str_eq(str_from(site->locales[i].tag), tag))
            return value_str(
                value_path(site->locales[i].values, S("site.title")));
    return (struct str){0};
}

static struct value *manifest(struct arena *a, const struct site *site)
{
    struct value *v = value_map(a), *locales = value_list(a);
    const struct site_config *c = &site->config;

    for (size_t i = 0; i < site->locale_count; i++)
        value_push(a, locales, locale_manifest(a, &site->locales[i]));
    value_set(a, v, "generator", value_text(a, S("gabay " GABAY_VERSION)));
    value_set(a, v, "title", value_text(a, manifest_title(site)));
    value_set(a, v, "default_locale", value_text(a, site_default_locale(site)));
    value_set(a, v, "base_url",
              c->base_url.len ? value_text(a, c->base_url) : value_null(a));
    value_set(a, v, "prefix", value_text(a, c->prefix));
    value_set(a, v, "locales", locales);
    if (site->preview)
        value_set(a, v, "preview", value_bool(a, true));
    if (site->next_change_at)
        value_set(a, v, "next_change_at",
                  value_integer(a, site->next_change_at));
    if (c->answer_threshold)
        value_set(a, v, "answer_threshold", value_json(a, c->answer_threshold));
    if (site->for_agents)
        value_set(
            a, v, "public_check",
            value_text(a, arena_fmt(a, "%016" PRIx64, site->public_check)));
    if (c->channels)
        value_set(a, v, "channels", value_json(a, c->channels));
    return v;
}

static int by_id(const void *a, const void *b)
{
    return str_cmp((*(struct page *const *)a)->article.id,
                   (*(struct page *const *)b)->article.id);
}

/* Ids with control characters, which nobody can name in a form, are left out.
 */
static bool is_listed(const struct page *p)
{
    for (size_t i = 0; i < p->article.id.len; i++)
        if ((unsigned char)p->article.id.ptr[i] < ' ')
            return false;
    return true;
}

/* A tab or a line end would part what is one: it becomes a space. */
static void put_cell(struct buf *out, struct str text, char end)
{
    for (size_t i = 0; i < text.len; i++)
        buf_char(out, (unsigned char)text.ptr[i] < ' ' ? ' ' : text.ptr[i]);
    buf_char(out, end);
}

/* The channels to offer, parted by blanks: no channel has one in its name. */
static void put_contact(struct buf *out, const struct article *x)
{
    for (size_t i = 0; i < x->contact_count; i++)
        put_cell(out, x->contact[i], ' ');
    buf_char(out, '\n');
}

static int put_articles(struct site *site, const struct locale *l,
                        struct site_writer *w, struct err *e)
{
    struct arena *a = &site->arena;
    struct page **pages = arena_new(a, struct page *, l->served_count);
    struct buf text = {0};

    if (!pages)
        return err_no_memory(e);
    for (size_t i = 0; i < l->served_count; i++)
        pages[i] = l->served[i];
    qsort(pages, l->served_count, sizeof(struct page *), by_id);
    for (size_t i = 0; i < l->served_count; i++) {
        if (!is_listed(pages[i]))
            continue;
        put_cell(&text, pages[i]->article.id, '\t');
        put_cell(&text, pages[i]->address, '\t');
        put_cell(&text, pages[i]->article.title, '\t');
        put_cell(&text, description_of(a, pages[i]), '\t');
        put_contact(&text, &pages[i]->article);
    }
    struct str name = arena_fmt(a, SITE_NAME_ARTICLES "%s", l->tag);
    int result = text.failed ? err_no_memory(e) : 0;

    /* No entry is empty: a locale without an article has no list. */
    if (result == 0 && text.len)
        result =
            put(w, name, S("text/tab-separated-values"), buf_str(&text), e);
    buf_release(&text);
    return result;
}

static int put_locale(struct site *site, const struct locale *l,
                      struct site_writer *w, struct err *e)
{
    struct arena *a = &site->arena;

    if (put_json(w, arena_fmt(a, SITE_NAME_VALUES, l->tag), l->values, e))
        return -1;
    if (put_json(w, arena_fmt(a, SITE_NAME_TEXTS, l->tag), l->texts, e))
        return -1;
    return put_articles(site, l, w, e);
}

int internal_entries_write(struct site *site, const struct theme *theme,
                           struct site_writer *w, struct err *e)
{
    struct arena *a = &site->arena;

    if (put_json(w, S(SITE_NAME_MANIFEST), manifest(a, site), e))
        return -1;
    for (size_t i = 0; i < site->locale_count; i++)
        if (put_locale(site, &site->locales[i], w, e))
            return -1;
    for (size_t i = 0; i < theme->source_count; i++) {
        const struct theme_file *f = &theme->sources[i];
        struct str name =
            arena_fmt(a, SITE_NAME_TEMPLATES "%.*s.mustache", STR_ARG(f->name));
        if (put(w, name, S("text/plain; charset=utf-8"), f->bytes, e))
            return -1;
    }
    return a->failed ? err_no_memory(e) : 0;
}
