#include "indexer/page/sitemap.h"

#include "indexer/page/head_values.h"
#include "indexer/page/origin_entry.h"
#include "indexer/settings/site_config.h"
#include "lib/site/site_names.h"
#include "lib/timestamp.h"

static const struct str file_start =
    STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
        "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
static const struct str file_end = STR("</urlset>\n");
static const struct str index_start =
    STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<sitemapindex "
        "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
static const struct str index_end = STR("</sitemapindex>\n");

enum what { HOME, SECTION, ARTICLE };

/* What is written, in one of its languages. */
struct mapped {
    enum what what;
    struct str id, address;
    int64_t changed; /* 0: nobody says */
};

struct mapper {
    const struct site *site;
    const struct sitemap_limits *limits;
    sitemap_put *put;
    void *ctx;
    struct str origin;
    struct arena arena;
    struct map *sections; /* by locale: id -> struct section */
    struct buf file, url;
    size_t addresses; /* in `file` */
    size_t files;     /* handed out so far */
};

static struct str address_in(const struct mapper *m, size_t locale,
                             const struct mapped *s)
{
    const struct locale *l = &m->site->locales[locale];
    const struct section *section;
    const struct page *page;

    switch (s->what) {
    case HOME: return l->home;
    case SECTION:
        section = map_get(&m->sections[locale], s->id);
        return section ? section->address : (struct str){0};
    case ARTICLE:
        page = map_get(&l->by_id, s->id);
        return page && !page->dropped && !page->article.unlisted
                   ? page->address
                   : (struct str){0};
    }
    return (struct str){0};
}

static void put_address(struct mapper *m, struct str address)
{
    buf_html(&m->url, m->origin);
    buf_html(&m->url, address);
}

static void put_alternate(struct mapper *m, struct str tag, struct str address)
{
    buf_text(&m->url, "<xhtml:link rel=\"alternate\" hreflang=\"");
    buf_put(&m->url, hreflang_of(&m->arena, tag));
    buf_text(&m->url, "\" href=\"");
    put_address(m, address);
    buf_text(&m->url, "\"/>\n");
}

/* For readers of other languages: the picker for the homes, the default
 * locale's version for the rest. */
static struct str fallback_address(struct mapper *m, const struct mapped *s)
{
    struct str tag = site_default_locale(m->site);

    if (s->what == HOME)
        return arena_fmt(&m->arena, "%.*s/", STR_ARG(m->site->config.prefix));
    for (size_t i = 0; i < m->site->locale_count; i++)
        if (str_eq(str_from(m->site->locales[i].tag), tag))
            return address_in(m, i, s);
    return (struct str){0};
}

static void put_alternates(struct mapper *m, const struct mapped *s)
{
    size_t versions = 0;

    for (size_t i = 0; i < m->site->locale_count; i++)
        versions += address_in(m, i, s).len > 0;
    if (versions < 2)
        return;
    for (size_t i = 0; i < m->site->locale_count; i++) {
        struct str there = address_in(m, i, s);
        if (there.len)
            put_alternate(m, str_from(m->site->locales[i].tag), there);
    }
    struct str fallback = fallback_address(m, s);
    if (fallback.len)
        put_alternate(m, S("x-default"), fallback);
}

/* "sitemap.xml" for number 0. */
static int hand_out(struct mapper *m, size_t number, struct err *e)
{
    struct str name = number ? arena_fmt(&m->arena, "sitemap-%zu.xml", number)
                             : S("sitemap.xml");

    if (m->file.failed || m->url.failed || m->arena.failed)
        return err_no_memory(e);
    return m->put(m->ctx, name, buf_str(&m->file), e);
}

static int end_file(struct mapper *m, size_t number, struct err *e)
{
    buf_put(&m->file, file_end);
    int result = hand_out(m, number, e);
    buf_clear(&m->file);
    buf_put(&m->file, file_start);
    m->addresses = 0;
    m->files++;
    return result;
}

static int add(struct mapper *m, const struct mapped *s, struct err *e)
{
    buf_clear(&m->url);
    buf_text(&m->url, "<url>\n<loc>");
    put_address(m, s->address);
    buf_text(&m->url, "</loc>\n");
    if (s->changed) {
        buf_text(&m->url, "<lastmod>");
        timestamp_put(&m->url, s->changed);
        buf_text(&m->url, "</lastmod>\n");
    }
    put_alternates(m, s);
    buf_text(&m->url, "</url>\n");

    size_t whole = m->file.len + m->url.len + file_end.len;
    if (m->addresses &&
        (m->addresses == m->limits->addresses || whole > m->limits->bytes))
        if (end_file(m, m->files + 1, e))
            return -1;
    buf_put(&m->file, buf_str(&m->url));
    m->addresses++;
    return m->file.failed || m->url.failed ? err_no_memory(e) : 0;
}

static int add_locale(struct mapper *m, const struct locale *l, struct err *e)
{
    if (add(m, &(struct mapped){HOME, {0}, l->home, 0}, e))
        return -1;
    for (size_t i = 0; i < l->section_count; i++) {
        const struct section *s = l->sections[i];
        if (add(m, &(struct mapped){SECTION, s->id, s->address, 0}, e))
            return -1;
    }
    for (size_t i = 0; i < l->page_count; i++) {
        const struct article *a = &l->pages[i]->article;
        const struct mapped page = {ARTICLE, a->id, l->pages[i]->address,
                                    a->updated_at};
        if (add(m, &page, e))
            return -1;
    }
    return 0;
}

static int write_index(struct mapper *m, struct err *e)
{
    buf_clear(&m->file);
    buf_put(&m->file, index_start);
    for (size_t i = 1; i <= m->files; i++) {
        buf_text(&m->file, "<sitemap><loc>");
        buf_html(&m->file, m->origin);
        buf_html(&m->file, m->site->config.prefix);
        buf_fmt(&m->file, "/sitemap-%zu.xml</loc></sitemap>\n", i);
    }
    buf_put(&m->file, index_end);
    return hand_out(m, 0, e);
}

static int find_sections(struct mapper *m, struct err *e)
{
    const struct site *site = m->site;

    m->sections = arena_new(&m->arena, struct map, site->locale_count);
    if (!m->sections)
        return err_no_memory(e);
    for (size_t i = 0; i < site->locale_count; i++) {
        const struct locale *l = &site->locales[i];
        map_init(&m->sections[i], &m->arena);
        for (size_t k = 0; k < l->section_count; k++)
            if (!map_set(&m->sections[i], l->sections[k]->id, l->sections[k]))
                return err_no_memory(e);
    }
    return 0;
}

static int write_files(struct mapper *m, struct err *e)
{
    buf_put(&m->file, file_start);
    for (size_t i = 0; i < m->site->locale_count; i++)
        if (add_locale(m, &m->site->locales[i], e))
            return -1;
    if (m->files == 0)
        return end_file(m, 0, e);
    return end_file(m, m->files + 1, e) ? -1 : write_index(m, e);
}

int sitemap_make(const struct site *site, const struct sitemap_limits *limits,
                 sitemap_put *put, void *ctx, struct err *e)
{
    struct mapper m = {.site = site,
                       .limits = limits,
                       .put = put,
                       .ctx = ctx,
                       .origin = origin_or_mark(site)};
    int result = find_sections(&m, e);

    if (result == 0)
        result = write_files(&m, e);
    buf_release(&m.file);
    buf_release(&m.url);
    arena_release(&m.arena);
    return result;
}

/* The search page alone: an article may be called "search-tips". */
void sitemap_robots(const struct site *site, struct buf *out)
{
    buf_text(out, "User-agent: *\nAllow: /\n");
    for (size_t i = 0; i < site->locale_count; i++) {
        struct str home = site->locales[i].home;
        buf_fmt(out, "Disallow: %.*ssearch$\nDisallow: %.*ssearch?\n",
                STR_ARG(home), STR_ARG(home));
    }
    buf_text(out, "\nSitemap: ");
    buf_put(out, origin_or_mark(site));
    buf_fmt(out, "%.*s/sitemap.xml\n", STR_ARG(site->config.prefix));
}

bool sitemap_reserves(const struct site *site, struct str address)
{
    struct str prefix = site->config.prefix;

    if (str_eq(address, S("/robots.txt")) ||
        str_eq(address, S("/" SITE_NAME_CATALOG)))
        return true;
    if (!str_starts(address, prefix))
        return false;

    struct str name = str_skip(address, prefix.len);

    return str_eq(name, S("/llms.txt")) ||
           (str_ends(name, S(".xml")) && str_starts(name, S("/sitemap")));
}

struct sink {
    struct site *site;
    struct site_writer *w;
};

static int write_sitemap(void *ctx, struct str name, struct str bytes,
                         struct err *e)
{
    struct sink *to = ctx;

    return origin_entry_write(to->site, to->w, name, S("application/xml"),
                              bytes, e);
}

static int write_robots(struct sink *to, struct err *e)
{
    struct buf text = {0};

    sitemap_robots(to->site, &text);
    int result = text.failed
                     ? err_no_memory(e)
                     : origin_entry_write(to->site, to->w, S("robots.txt"),
                                          S("text/plain; charset=utf-8"),
                                          buf_str(&text), e);
    buf_release(&text);
    return result;
}

int sitemap_write(struct site *site, struct site_writer *w, struct err *e)
{
    const struct sitemap_limits limits = {SITEMAP_ADDRESSES_MAX,
                                          SITEMAP_BYTES_MAX};
    struct sink to = {site, w};

    return sitemap_make(site, &limits, write_sitemap, &to, e) ||
                   write_robots(&to, e)
               ? -1
               : 0;
}
