#include "indexer/page/page_values.h"

#include "indexer/settings/channels.h"
#include "indexer/page/head_values.h"
#include "indexer/settings/notices.h"
#include "indexer/base/value_parts.h"
#include "lib/icu/message.h"

enum {
    TOP_OF_SECTION = 3,
    TOP_OF_SITE = 5,
    SUGGESTIONS_SHOWN = 8, /* what the API answers when not told */
};

static struct value *locale_value(struct arena *a, const struct locale *l)
{
    struct value *v = value_map(a);

    set_text(a, v, "tag", str_from(l->tag));
    set_text(a, v, "dir", l->rtl ? S("rtl") : S("ltr"));
    set_text(a, v, "name", l->name);
    return v;
}

static bool texts_are_foreign(struct str tag, struct str texts)
{
    char near[LOCALE_FALLBACKS_MAX][LOCALE_MAX];
    size_t count = locale_fallbacks(tag, near);

    for (size_t i = 0; i < count; i++)
        if (str_eq(str_from(near[i]), texts))
            return false;
    return true;
}

/* Where the theme has no texts in the page's language, its pieces are marked
 * with the one that they are in. */
static struct value *own_locale_value(struct arena *a, const struct locale *l,
                                      struct str texts)
{
    struct value *v = locale_value(a, l);
    struct str tag = str_from(l->tag);
    bool foreign = texts_are_foreign(tag, texts);

    set_text(a, v, "texts_lang", foreign ? texts : (struct str){0});
    set_text(a, v, "texts_dir",
             !foreign               ? (struct str){0}
             : locale_is_rtl(texts) ? S("rtl")
                                    : S("ltr"));
    return v;
}

struct value *locales_value(struct arena *a, const struct site *site,
                            const struct subject *s)
{
    struct value *list = value_list(a);

    if (site->locale_count < 2)
        return list;
    for (size_t i = 0; i < site->locale_count; i++) {
        const struct locale *l = &site->locales[i];
        struct str there = s->elsewhere ? s->elsewhere(l, s) : (struct str){0};
        struct value *v = locale_value(a, l);
        set_url(a, v, "url", there.len ? there : l->home);
        value_set(a, v, "current", value_bool(a, l == s->locale));
        value_push(a, list, v);
    }
    return list;
}

/* site.yaml's title, or the one of this locale where it is a map; else that of
 * the locale's _index.md; else what a help centre is called in the language. */
static struct str site_title(const struct site *site, const struct locale *l)
{
    const struct value *title = site->config.title;
    struct str own = {0};

    if (title && title->kind == VALUE_MAP) {
        own = value_str(value_get(title, str_from(l->tag)));
        if (own.len == 0)
            own = value_str(value_get(title, site->config.default_locale));
        if (own.len == 0 && title->map.count)
            own = value_str(title->map.members[0].value);
    } else {
        own = value_str(title);
    }
    if (own.len == 0 && l->index)
        own = l->index->article.title;
    if (own.len == 0)
        own = value_str(value_get(l->texts, S("home")));
    return own;
}

/* The section's first articles, wherever below it they are. */
static void push_top(struct arena *a, struct value *list,
                     const struct section *s)
{
    for (size_t i = 0; i < s->page_count && list->list.count < TOP_OF_SECTION;
         i++)
        value_push(a, list, page_link(a, s->pages[i], false));
    for (size_t i = 0; i < s->child_count && list->list.count < TOP_OF_SECTION;
         i++)
        push_top(a, list, s->children[i]);
}

static struct value *topics_value(struct arena *a, const struct locale *l)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < l->top_section_count; i++) {
        const struct section *s = l->top_sections[i];
        struct value *v = link_value(a, s->title, s->address);
        struct value *top = value_list(a);
        if (top)
            push_top(a, top, s);
        value_set(a, v, "top", top);
        value_push(a, list, v);
    }
    return list;
}

static const struct page *first_article(const struct section *s)
{
    while (s->page_count == 0)
        s = s->children[0];
    return s->pages[0];
}

/* What to offer somebody who found nothing: the promoted articles, else the
 * first of each section. */
static struct value *top_value(struct arena *a, const struct locale *l)
{
    struct value *list = value_list(a);
    size_t n = 0;

    for (size_t i = 0; i < l->promoted_count && n < TOP_OF_SITE; i++, n++)
        value_push(a, list, page_link(a, l->promoted[i], false));
    if (n)
        return list;
    for (size_t i = 0; i < l->top_section_count && n < TOP_OF_SITE; i++, n++)
        value_push(a, list,
                   page_link(a, first_article(l->top_sections[i]), false));
    for (size_t i = 0; i < l->top_page_count && n < TOP_OF_SITE; i++, n++)
        value_push(a, list, page_link(a, l->top_pages[i], false));
    return list;
}

/* How many suggestions there may be: a text for each is made when the site is
 * compiled, so that the script needs no plural rules. */
static struct value *counts_value(struct arena *a)
{
    struct value *list = value_list(a);

    for (int64_t i = 0; i <= SUGGESTIONS_SHOWN; i++) {
        struct value *v = value_map(a);
        value_set(a, v, "count", value_integer(a, i));
        value_push(a, list, v);
    }
    return list;
}

/* With its size, so that nothing jumps when it arrives. */
static void set_logo(struct arena *a, struct value *v,
                     const struct site_config *c)
{
    set_url(a, v, "logo", c->logo_address);
    if (c->logo_size.width == 0)
        return;
    value_set(a, v, "logo_width", value_integer(a, c->logo_size.width));
    value_set(a, v, "logo_height", value_integer(a, c->logo_size.height));
}

static struct value *site_value(struct arena *a, const struct site *site,
                                const struct locale *l,
                                const struct theme *theme)
{
    struct value *v = value_map(a);
    struct str api = arena_fmt(a, "%.*s/api/v1/suggest?locale=%s",
                               STR_ARG(site->config.prefix), l->tag);

    set_text(a, v, "title", site_title(site, l));
    set_logo(a, v, &site->config);
    value_set(a, v, "sections", topics_value(a, l));
    set_list(a, v, "top", "has_top", top_value(a, l));
    set_url(a, v, "home", l->home);
    set_url(a, v, "search", arena_fmt(a, "%.*ssearch", STR_ARG(l->home)));
    set_url(a, v, "feedback", arena_fmt(a, "%.*sfeedback", STR_ARG(l->home)));
    set_url(a, v, "suggest", api);
    channels_values(a, site, l, v);
    value_set(a, v, "suggestion_counts", counts_value(a));
    set_url(a, v, "tags", l->tags_address);
    set_url(a, v, "a_z", l->a_z_address);
    set_url(a, v, "changes", l->changes_address);
    head_site(a, site, l, theme, v);
    return v;
}

int values_prepare(struct site *site, const struct theme *theme, struct err *e)
{
    struct arena *a = &site->arena;
    struct value *assets = theme_assets(theme, a);

    for (size_t i = 0; i < site->locale_count; i++) {
        struct locale *l = &site->locales[i];
        struct value *v = value_map(a);
        struct str language = {0};
        l->texts = theme_texts(theme, a, l->tag, &language);
        value_set(a, v, "site", site_value(a, site, l, theme));
        value_set(a, v, "locale", own_locale_value(a, l, language));
        set_list(a, v, "locales", "has_locales",
                 locales_value(a, site, &(struct subject){.locale = l}));
        value_set(a, v, "assets", assets);
        if (site->preview)
            value_set(a, v, "preview", value_bool(a, true));
        set_list(a, v, "notices", "has_notices", notices_value(a, site, l));
        l->values = v;
    }
    return a->failed ? err_no_memory(e) : 0;
}

struct value *values_messages(struct arena *a, const struct locale *l,
                              struct err *e)
{
    struct value *t = value_map(a);

    for (size_t i = 0; l->texts && i < l->texts->map.count; i++) {
        const struct value_member *m = &l->texts->map.members[i];
        const struct message *message;
        if (message_parse(a, value_str(m->value), &message, e)) {
            struct err why = *e;
            err_set(e, why.code, "text '%.*s': %s", STR_ARG(m->key),
                    why.message);
            err_at(e, arena_fmt(a, "i18n/%s.yaml", l->tag), 0, 0);
            return NULL;
        }
        value_set_str(a, t, m->key, value_message(a, message));
    }
    if (a->failed) {
        err_no_memory(e);
        return NULL;
    }
    return t;
}
