#include "indexer/page/head_values.h"

#include "indexer/page/feed.h"
#include "indexer/base/media_type.h"
#include "indexer/page/origin_entry.h"
#include "indexer/settings/site_config.h"
#include "indexer/base/value_parts.h"
#include "lib/timestamp.h"

static const char schema[] = "https://schema.org";

struct str hreflang_of(struct arena *a, struct str tag)
{
    struct str language = str_sub(tag, 0, str_find(tag, '-'));

    if (!str_eq(language, S("fil")))
        return tag;
    return arena_fmt(a, "tl%.*s", STR_ARG(str_skip(tag, language.len)));
}

/* Empty without a base_url. */
static struct str absolute(struct arena *a, const struct site *site,
                           struct str address)
{
    struct str origin = site_origin(site);

    if (origin.len == 0 || address.len == 0)
        return (struct str){0};
    return arena_fmt(a, "%.*s%.*s", STR_ARG(origin), STR_ARG(address));
}

static bool is_home(const struct subject *s)
{
    return str_eq(s->address, s->locale->home);
}

/* Where the same is in a locale, or empty. */
static struct str version_in(const struct locale *l, const struct subject *s)
{
    if (s->elsewhere)
        return s->elsewhere(l, s);
    if (is_home(s))
        return l->home;
    return l == s->locale ? s->address : (struct str){0};
}

static void put_version(struct arena *a, const struct site *site,
                        struct value *list, struct str lang, struct str address)
{
    struct value *v = value_map(a);

    if (address.len == 0)
        return;
    set_text(a, v, "lang", lang);
    set_url(a, v, "url", absolute(a, site, address));
    value_push(a, list, v);
}

/* For readers of other languages: the picker for the homes, the default
 * locale's version for the rest, as in the sitemap. */
static struct str fallback_of(struct arena *a, const struct site *site,
                              const struct subject *s)
{
    struct str tag = site_default_locale(site);

    if (is_home(s))
        return arena_fmt(a, "%.*s/", STR_ARG(site->config.prefix));
    for (size_t i = 0; i < site->locale_count; i++)
        if (str_eq(str_from(site->locales[i].tag), tag))
            return version_in(&site->locales[i], s);
    return (struct str){0};
}

/* Every version names all of them, itself too; one alone has no other. */
static struct value *alternates(struct arena *a, const struct site *site,
                                const struct subject *s)
{
    struct value *list = value_list(a);

    if (site->config.base_url.len == 0 || s->noindex)
        return list;
    for (size_t i = 0; i < site->locale_count; i++)
        put_version(a, site, list,
                    hreflang_of(a, str_from(site->locales[i].tag)),
                    version_in(&site->locales[i], s));
    if (!list || list->list.count < 2)
        return value_list(a);
    put_version(a, site, list, S("x-default"), fallback_of(a, site, s));
    return list;
}

static struct str site_title(const struct locale *l)
{
    return value_str(value_path(l->values, S("site.title")));
}

/* A thing of schema.org. */
static struct value *thing(struct arena *a, const char *type)
{
    struct value *v = value_map(a);

    set_text(a, v, "@type", str_from(type));
    return v;
}

static struct value *root_thing(struct arena *a, const char *type)
{
    struct value *v = value_map(a);

    set_text(a, v, "@context", str_from(schema));
    set_text(a, v, "@type", str_from(type));
    return v;
}

/* The last one is the page itself: its address is known. */
static void push_crumb(struct arena *a, const struct site *site,
                       struct value *list, struct str name, struct str address)
{
    struct value *v = thing(a, "ListItem");

    value_set(a, v, "position",
              value_integer(a, list ? (int64_t)list->list.count + 1 : 0));
    set_text(a, v, "name", name);
    if (address.len)
        set_text(a, v, "item", absolute(a, site, address));
    value_push(a, list, v);
}

static void push_sections(struct arena *a, const struct site *site,
                          struct value *list, const struct section *s)
{
    if (!s)
        return;
    push_sections(a, site, list, s->parent);
    push_crumb(a, site, list, s->title, s->address);
}

static struct value *breadcrumbs(struct arena *a, const struct site *site,
                                 const struct subject *s)
{
    struct value *v = root_thing(a, "BreadcrumbList"), *list = value_list(a);

    push_crumb(a, site, list, site_title(s->locale), s->locale->home);
    if (s->article)
        push_sections(a, site, list, s->article->section);
    else if (s->section)
        push_sections(a, site, list, s->section->parent);
    push_crumb(a, site, list, s->title, (struct str){0});
    value_set(a, v, "itemListElement", list);
    return v;
}

static struct str iso(struct arena *a, int64_t seconds)
{
    struct buf text = {0};

    timestamp_put(&text, seconds);
    struct str copy = buf_copy(&text, a);
    buf_release(&text);
    return copy;
}

static struct value *people(struct arena *a, const struct str *names,
                            size_t count)
{
    struct value *list = value_list(a);

    for (size_t i = 0; i < count; i++) {
        struct value *v = thing(a, "Person");
        set_text(a, v, "name", names[i]);
        value_push(a, list, v);
    }
    return list;
}

static struct value *article(struct arena *a, const struct site *site,
                             const struct subject *s)
{
    struct value *v = root_thing(a, "Article");
    struct value *publisher = thing(a, "Organization");
    struct str url = absolute(a, site, s->address);
    const struct article *x = &s->article->article;
    int64_t updated = x->updated_at;

    set_text(a, publisher, "name", site_title(s->locale));
    set_text(a, v, "headline", s->title);
    if (s->description.len)
        set_text(a, v, "description", s->description);
    set_text(a, v, "inLanguage", str_from(s->locale->tag));
    if (x->published_at)
        set_text(a, v, "datePublished", iso(a, x->published_at));
    if (updated)
        set_text(a, v, "dateModified", iso(a, updated));
    if (x->author_count)
        value_set(a, v, "author", people(a, x->authors, x->author_count));
    value_set(a, v, "publisher", publisher);
    if (url.len)
        set_text(a, v, "mainEntityOfPage", url);
    return v;
}

static struct value *json_ld(struct arena *a, const struct site *site,
                             const struct subject *s)
{
    struct value *list = value_list(a);

    if (!s->noindex && !is_home(s) && site->config.base_url.len)
        value_push(a, list, breadcrumbs(a, site, s));
    if (s->article)
        value_push(a, list, article(a, site, s));
    return list && list->list.count ? value_json(a, list) : value_null(a);
}

/* Those who show links draw pixels only. */
static struct str shown_image(const struct site *site)
{
    const struct site_config *c = &site->config;
    const struct str addresses[] = {c->logo_address, c->icon_address};

    for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
        struct str type = str_from(media_type_of(addresses[i])->type);
        if (str_eq(type, S("image/png")) || str_eq(type, S("image/jpeg")))
            return addresses[i];
    }
    return (struct str){0};
}

/* Language and region, where the locale names one: "zh-Hant-TW" is zh_TW. */
static struct str og_locale(struct arena *a, const char *tag)
{
    struct str rest = str_from(tag), part, language = {0}, region = {0};

    str_cut(&rest, '-', &language);
    while (str_cut(&rest, '-', &part))
        if (part.len == 2 || part.len == 3)
            region = part;
    return arena_fmt(a, region.len ? "%.*s_%.*s" : "%.*s%.*s",
                     STR_ARG(language), STR_ARG(region));
}

static struct value *og(struct arena *a, const struct site *site,
                        const struct subject *s)
{
    struct value *v = value_map(a);
    struct str name = site_title(s->locale);

    set_text(a, v, "title", s->title.len ? s->title : name);
    set_text(a, v, "type", s->article ? S("article") : S("website"));
    set_url(a, v, "url", absolute(a, site, s->address));
    set_url(a, v, "image", absolute(a, site, shown_image(site)));
    set_text(a, v, "locale", og_locale(a, s->locale->tag));
    set_text(a, v, "site_name", name);
    return v;
}

void head_page(struct arena *a, const struct site *site,
               const struct subject *s, struct value *page)
{
    set_url(a, page, "url", absolute(a, site, s->address));
    set_list(a, page, "alternates", "has_alternates", alternates(a, site, s));
    value_set(a, page, "og", og(a, site, s));
    value_set(a, page, "json_ld", json_ld(a, site, s));
}

static bool is_type(struct str address, const char *type)
{
    return address.len > 0 &&
           str_eq(str_from(media_type_of(address)->type), str_from(type));
}

/* site.yaml's icon, else its logo if it may serve, else the theme's. */
static struct str icon_of(const struct site *site, const struct theme *theme)
{
    struct str logo = site->config.logo_address;

    if (site->config.icon_address.len)
        return site->config.icon_address;
    if (is_type(logo, "image/svg+xml") || is_type(logo, "image/png"))
        return logo;
    for (size_t i = 0; i < theme->asset_count; i++)
        if (str_eq(theme->assets[i].name, S("icon.svg")))
            return theme->assets[i].address;
    return (struct str){0};
}

void head_site(struct arena *a, const struct site *site, const struct locale *l,
               const struct theme *theme, struct value *v)
{
    struct str icon = icon_of(site, theme);
    const struct str below[] = {icon, site->config.logo_address};

    set_url(a, v, "feed",
            feed_exists(l) ? arena_fmt(a, "%.*sfeed.xml", STR_ARG(l->home))
                           : (struct str){0});
    set_url(a, v, "opensearch",
            arena_fmt(a, "%.*sopensearch.xml", STR_ARG(l->home)));
    set_url(a, v, "icon", icon);
    if (icon.len)
        set_text(a, v, "icon_type", str_from(media_type_of(icon)->type));
    for (size_t i = 0; i < sizeof(below) / sizeof(*below); i++)
        if (is_type(below[i], "image/png")) {
            set_url(a, v, "touch_icon", below[i]);
            return;
        }
}
