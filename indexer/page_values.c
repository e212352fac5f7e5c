#include "indexer/page_values.h"

#include "indexer/links.h"
#include "lib/icu/message.h"
#include "lib/timestamp.h"
#include "lib/utf8.h"

enum { HOME_ARTICLES = 5, DESCRIPTION_MAX = 160 };

static void set_text(struct arena *a, struct value *map, const char *key,
                     struct str s)
{
    value_set(a, map, key, s.len ? value_text(a, s) : value_null(a));
}

static void set_url(struct arena *a, struct value *map, const char *key,
                    struct str s)
{
    value_set(a, map, key, s.len ? value_url(a, s) : value_null(a));
}

/* A list under `key`, and whether it has anything in it under `flag`: templates
 * cannot ask a list that without going through it. */
static void set_list(struct arena *a, struct value *map, const char *key,
                     const char *flag, struct value *list)
{
    value_set(a, map, flag, value_bool(a, list && list->list.count > 0));
    value_set(a, map, key, list);
}

static struct value *link_value(struct arena *a, struct str title,
                                struct str url)
{
    struct value *v = value_map(a);

    set_text(a, v, "title", title);
    set_url(a, v, "url", url);
    return v;
}

static struct value *locale_value(struct arena *a, const struct locale *l)
{
    struct value *v = value_map(a);

    set_text(a, v, "tag", str_from(l->tag));
    set_text(a, v, "dir", l->rtl ? S("rtl") : S("ltr"));
    set_text(a, v, "name", l->name);
    return v;
}

/* The language switch; `address` of each locale, or NULL for the homes. */
typedef struct str switch_address(const struct locale *l, const void *ctx);

static struct value *locales_value(struct arena *a, const struct site *site,
                                   const struct locale *current,
                                   switch_address *address, const void *ctx)
{
    struct value *list = value_list(a);

    if (site->locale_count < 2)
        return list;
    for (size_t i = 0; i < site->locale_count; i++) {
        const struct locale *l = &site->locales[i];
        struct str there = address ? address(l, ctx) : (struct str){0};
        struct value *v = locale_value(a, l);
        set_url(a, v, "url", there.len ? there : l->home);
        value_set(a, v, "current", value_bool(a, l == current));
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

static struct value *topics_value(struct arena *a, const struct locale *l)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < l->top_section_count; i++)
        value_push(a, list,
                   link_value(a, l->top_sections[i]->title,
                              l->top_sections[i]->address));
    return list;
}

static struct value *site_value(struct arena *a, const struct site *site,
                                const struct locale *l)
{
    struct value *v = value_map(a);
    struct str api = arena_fmt(a, "%.*s/api/v1/suggest?locale=%s",
                               STR_ARG(site->config.prefix), l->tag);

    set_text(a, v, "title", site_title(site, l));
    set_url(a, v, "logo", site->config.logo_address);
    value_set(a, v, "sections", topics_value(a, l));
    set_url(a, v, "home", l->home);
    set_url(a, v, "search", arena_fmt(a, "%.*ssearch", STR_ARG(l->home)));
    set_url(a, v, "feedback", arena_fmt(a, "%.*sfeedback", STR_ARG(l->home)));
    set_url(a, v, "suggest", api);
    return v;
}

int values_prepare(struct site *site, const struct theme *theme, struct err *e)
{
    struct arena *a = &site->arena;
    struct value *assets = theme_assets(theme, a);

    for (size_t i = 0; i < site->locale_count; i++) {
        struct locale *l = &site->locales[i];
        struct value *v = value_map(a);
        l->texts = theme_texts(theme, a, l->tag);
        value_set(a, v, "site", site_value(a, site, l));
        value_set(a, v, "locale", locale_value(a, l));
        set_list(a, v, "locales", "has_locales",
                 locales_value(a, site, l, NULL, NULL));
        value_set(a, v, "assets", assets);
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

/* The shared parts belong to the site and are read only from here on. */
static struct value *root_value(struct arena *a, const struct locale *l,
                                struct value *t)
{
    struct value *root = value_map(a);

    for (size_t i = 0; i < l->values->map.count; i++)
        value_set_str(a, root, l->values->map.members[i].key,
                      l->values->map.members[i].value);
    value_set(a, root, "t", t);
    return root;
}

static struct value *page_value(struct arena *a, const struct site *site,
                                struct str title, struct str description,
                                struct str address)
{
    struct value *v = value_map(a);
    struct str origin = site->config.base_url;

    /* The address begins with the prefix, which base_url ends with. */
    origin.len -= site->config.prefix.len;
    set_text(a, v, "title", title);
    set_text(a, v, "description", description);
    set_url(a, v, "canonical",
            site->config.base_url.len
                ? arena_fmt(a, "%.*s%.*s", STR_ARG(origin), STR_ARG(address))
                : (struct str){0});
    value_set(a, v, "noindex", value_bool(a, false));
    return v;
}

/* The first words of the text, for an article that describes itself not. */
static struct str description_of(struct arena *a, const struct page *p)
{
    struct str text = p->article.text;

    if (p->article.description.len || p->is_index)
        return p->article.description;
    text = str_trim(text);
    text.len = str_find(text, '\n');
    if (text.len <= DESCRIPTION_MAX)
        return text;
    struct str cut = utf8_cut(text, DESCRIPTION_MAX);
    size_t space = str_find_last(cut, ' ');
    return arena_fmt(a, "%.*s…",
                     STR_ARG(space < cut.len ? str_of(cut.ptr, space) : cut));
}

static struct value *page_link(struct arena *a, const struct page *p,
                               bool described)
{
    if (!p)
        return value_null(a);

    struct value *v = link_value(a, p->article.title, p->address);

    if (described)
        set_text(a, v, "description", description_of(a, p));
    return v;
}

static struct value *pages_value(struct arena *a, struct page **pages,
                                 size_t count, bool described)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < count; i++)
        value_push(a, list, page_link(a, pages[i], described));
    return list;
}

/* A card: the section with its first articles. */
static struct value *card_value(struct arena *a, const struct section *s)
{
    struct value *v = link_value(a, s->title, s->address);
    size_t shown =
        s->page_count < HOME_ARTICLES ? s->page_count : HOME_ARTICLES;

    set_text(a, v, "description", s->description);
    value_set(a, v, "count", value_integer(a, (int64_t)s->total));
    value_set(a, v, "articles", pages_value(a, s->pages, shown, false));
    return v;
}

static struct value *cards_value(struct arena *a, struct section **sections,
                                 size_t count)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < count; i++)
        value_push(a, list, card_value(a, sections[i]));
    return list;
}

struct value *values_home(struct arena *a, const struct site *site,
                          const struct locale *l, struct value *t)
{
    struct value *root = root_value(a, l, t), *home = value_map(a);
    struct str about =
        l->index ? l->index->article.description : (struct str){0};

    set_list(a, home, "sections", "has_sections",
             cards_value(a, l->top_sections, l->top_section_count));
    set_list(a, home, "articles", "has_articles",
             pages_value(a, l->top_pages, l->top_page_count, true));
    value_set(a, root, "home", home);
    value_set(a, root, "page",
              page_value(a, site, (struct str){0}, about, l->home));
    return root;
}

static void push_crumbs(struct arena *a, struct value *list,
                        const struct section *s)
{
    if (!s)
        return;
    push_crumbs(a, list, s->parent);
    value_push(a, list, link_value(a, s->title, s->address));
}

static struct value *breadcrumb_value(struct arena *a, const struct locale *l,
                                      const struct section *s)
{
    struct value *list = value_list(a);
    const struct value *title = value_path(l->values, S("site.title"));

    value_push(a, list, link_value(a, value_str(title), l->home));
    push_crumbs(a, list, s);
    return list;
}

static struct str section_elsewhere(const struct locale *l, const void *ctx)
{
    const struct section *s = ctx;

    for (size_t i = 0; i < l->section_count; i++)
        if (str_eq(l->sections[i]->id, s->id))
            return l->sections[i]->address;
    return (struct str){0};
}

static struct value *section_html(struct arena *a, const struct section *s)
{
    struct str html =
        s->index ? links_html(a, &s->index->article) : (struct str){0};

    return html.len ? value_html(a, html) : value_null(a);
}

struct value *values_section(struct arena *a, const struct site *site,
                             const struct section *s, struct value *t)
{
    struct value *root = root_value(a, s->locale, t), *v = value_map(a);

    set_text(a, v, "title", s->title);
    set_text(a, v, "description", s->description);
    value_set(a, v, "html", section_html(a, s));
    set_list(a, v, "sections", "has_sections",
             cards_value(a, s->children, s->child_count));
    set_list(a, v, "articles", "has_articles",
             pages_value(a, s->pages, s->page_count, true));
    value_set(a, root, "section", v);
    set_list(a, root, "breadcrumb", "has_breadcrumb",
             breadcrumb_value(a, s->locale, s->parent));
    value_set(a, root, "locales",
              locales_value(a, site, s->locale, section_elsewhere, s));
    value_set(a, root, "page",
              page_value(a, site, s->title, s->description, s->address));
    return root;
}

static struct value *contents_value(struct arena *a, const struct article *x)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < x->section_count; i++) {
        const struct body_section *s = &x->sections[i];
        if (s->anchor.len == 0 || s->level < 2 || s->level > 3)
            continue;
        struct buf url = {0};
        buf_char(&url, '#');
        buf_url_part(&url, s->anchor);
        struct value *v = link_value(a, s->heading, buf_copy(&url, a));
        buf_release(&url);
        value_set(a, v, "level", value_integer(a, s->level));
        value_set(a, v, "sub", value_bool(a, s->level > 2));
        value_push(a, list, v);
    }
    return list;
}

/* A list of one heading leads nowhere new. */
static void set_contents(struct arena *a, struct value *article,
                         struct value *contents)
{
    value_set(a, article, "has_contents",
              value_bool(a, contents && contents->list.count > 1));
    value_set(a, article, "contents", contents);
}

static struct value *updated_value(struct arena *a, int64_t seconds,
                                   struct formats *formats)
{
    struct buf iso = {0}, text = {0};
    struct value *v = value_map(a);

    if (seconds == 0)
        return value_null(a);
    timestamp_put(&iso, seconds);
    format_date(formats, seconds, &text);
    set_text(a, v, "iso", buf_copy(&iso, a));
    set_text(a, v, "text", buf_copy(&text, a));
    buf_release(&iso);
    buf_release(&text);
    return v;
}

static struct value *tags_value(struct arena *a, const struct page *p)
{
    struct value *list = value_list(a);
    const struct article *x = &p->article;

    for (size_t i = 0; i < x->tag_count; i++) {
        struct buf url = {0};
        struct value *v = value_map(a);
        buf_fmt(&url, "%.*ssearch?q=", STR_ARG(p->locale->home));
        buf_url_part(&url, x->tags[i]);
        set_text(a, v, "name", x->tags[i]);
        set_url(a, v, "url", buf_copy(&url, a));
        buf_release(&url);
        value_push(a, list, v);
    }
    return list;
}

static struct str article_elsewhere(const struct locale *l, const void *ctx)
{
    const struct page *p = ctx;
    const struct page *there = map_get(&l->by_id, p->article.id);

    return there && !there->dropped ? there->address : (struct str){0};
}

struct value *values_article(struct arena *a, const struct site *site,
                             const struct page *p, struct value *t,
                             struct formats *formats)
{
    const struct article *x = &p->article;
    struct value *root = root_value(a, p->locale, t), *v = value_map(a);

    set_text(a, v, "id", x->id);
    set_text(a, v, "title", x->title);
    set_text(a, v, "description", x->description);
    value_set(a, v, "html", value_html(a, links_html(a, x)));
    value_set(a, v, "updated", updated_value(a, x->updated_at, formats));
    set_list(a, v, "tags", "has_tags", tags_value(a, p));
    set_contents(a, v, contents_value(a, x));
    value_set(a, v, "has_neighbours", value_bool(a, p->previous || p->next));
    value_set(a, v, "previous", page_link(a, p->previous, false));
    value_set(a, v, "next", page_link(a, p->next, false));
    value_set(a, root, "article", v);
    set_list(a, root, "breadcrumb", "has_breadcrumb",
             breadcrumb_value(a, p->locale, p->section));
    value_set(a, root, "locales",
              locales_value(a, site, p->locale, article_elsewhere, p));
    value_set(a, root, "page",
              page_value(a, site, x->title, description_of(a, p), p->address));
    return root;
}
