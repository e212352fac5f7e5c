#include "indexer/page/machines.h"

#include "indexer/page/origin_entry.h"
#include "indexer/settings/site_config.h"
#include "indexer/page/twin.h"
#include "indexer/base/value_parts.h"
#include "lib/site/site_names.h"

static struct str site_text(const struct locale *l, const char *path)
{
    return value_str(value_path(l->values, str_from(path)));
}

static const struct locale *default_locale(const struct site *site)
{
    struct str tag = site_default_locale(site);
    size_t i = 0;

    while (i + 1 < site->locale_count &&
           !str_eq(str_from(site->locales[i].tag), tag))
        i++;
    return &site->locales[i];
}

static void put_address(const struct site *site, struct buf *out,
                        struct str address)
{
    buf_put(out, origin_or_mark(site));
    buf_put(out, address);
}

/* `below` follows the prefix. */
static void put_site_address(const struct site *site, struct buf *out,
                             const char *below)
{
    put_address(site, out, site->config.prefix);
    buf_text(out, below);
}

static void put_head(const struct site *site, const struct locale *l,
                     struct buf *out)
{
    buf_text(out, "# ");
    twin_put_line(out, site_text(l, "site.title"));
    buf_text(out, "\n\n");
    buf_text(out, "> ");
    if (l->index && l->index->article.description.len)
        twin_put_line(out, l->index->article.description);
    else
        buf_fmt(out, "The help centre's %zu article%s in the language %s.",
                l->page_count, l->page_count == 1 ? "" : "s", l->tag);
    buf_text(out, "\n\n");
    buf_text(out, "Every article is also there as Markdown: add `.md` to the "
                  "address of its page, or ask for it with `Accept: "
                  "text/markdown`.\nSearch: <");
    put_site_address(site, out, "/api/v1/search");
    buf_fmt(out, "?locale=%s&q=WORDS>\n", l->tag);
}

/* A list at work: sections until `most` bytes are written. */
struct listing {
    const struct site *site;
    struct buf *out;
    struct arena *a;
    size_t from, most; /* of `out` */
    bool described;
    size_t left_out;
};

static void put_article(struct listing *g, const struct page *p)
{
    struct buf *out = g->out;
    struct str about = description_of(g->a, p);

    if (out->len - g->from >= g->most) {
        g->left_out++;
        return;
    }
    buf_text(out, "- [");
    twin_put_line(out, p->article.title);
    buf_text(out, "](");
    put_address(g->site, out, p->address);
    buf_text(out, TWIN_ENDING ")");
    if (g->described && about.len) {
        buf_text(out, ": ");
        twin_put_line(out, about);
    }
    buf_char(out, '\n');
}

static void put_articles(struct listing *g, struct str above, struct str title,
                         struct page **pages, size_t count)
{
    if (count == 0)
        return;
    if (g->out->len - g->from < g->most) {
        buf_text(g->out, "\n## ");
        twin_put_line(g->out, above);
        buf_text(g->out, above.len ? ": " : "");
        twin_put_line(g->out, title);
        buf_text(g->out, "\n\n");
    }
    for (size_t i = 0; i < count; i++)
        put_article(g, pages[i]);
}

static void put_section(struct listing *g, const struct section *s)
{
    struct str above = s->parent ? s->parent->title : (struct str){0};

    put_articles(g, above, s->title, s->pages, s->page_count);
    for (size_t i = 0; i < s->child_count; i++)
        put_section(g, s->children[i]);
}

static void put_optional(const struct site *site, struct buf *out,
                         const char *title, struct str address)
{
    if (!address.len)
        return;
    buf_fmt(out, "- [%s](", title);
    put_address(site, out, address);
    buf_text(out, ")\n");
}

static void put_locale(struct listing *g, const struct locale *l)
{
    put_head(g->site, l, g->out);
    put_articles(g, (struct str){0}, l->name, l->top_pages, l->top_page_count);
    for (size_t i = 0; i < l->top_section_count; i++)
        put_section(g, l->top_sections[i]);
    if (g->left_out)
        buf_fmt(g->out,
                "\n%zu more article%s not listed here: find them by search, or "
                "in the sitemap.\n",
                g->left_out, g->left_out == 1 ? " is" : "s are");
    buf_text(g->out, "\n## Optional\n\n");
    put_optional(g->site, g->out, "Home page", l->home);
    put_optional(g->site, g->out, "Ways to a human",
                 site_text(l, "site.contact"));
}

/* First whole, then without descriptions, then without what is too much. */
void llms_put_locale(const struct site *site, const struct locale *l,
                     size_t most, struct buf *out, struct arena *a)
{
    const struct {
        size_t most;
        bool described;
    } ways[] = {{SIZE_MAX, true}, {SIZE_MAX, false}, {most, false}};
    size_t from = out->len;

    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        struct listing g = {.site = site,
                            .out = out,
                            .a = a,
                            .from = from,
                            .most = ways[i].most,
                            .described = ways[i].described};
        out->len = from;
        put_locale(&g, l);
        if (out->len - from <= most)
            return;
    }
}

void llms_put_root(const struct site *site, struct buf *out)
{
    put_head(site, default_locale(site), out);
    buf_text(out, "\n## Articles by language\n\n");
    for (size_t i = 0; i < site->locale_count; i++) {
        const struct locale *l = &site->locales[i];
        buf_text(out, "- [");
        twin_put_line(out, l->name);
        buf_text(out, "](");
        put_address(site, out, l->home);
        buf_fmt(out, "llms.txt): %zu article%s\n", l->page_count,
                l->page_count == 1 ? "" : "s");
    }
    buf_text(out, "\n## For programs\n\n- [API](");
    put_site_address(site, out, "/api/v1/openapi.json");
    buf_text(out,
             "): search, answers and articles as JSON (OpenAPI)\n- [MCP](");
    put_site_address(site, out, "/mcp");
    buf_text(out, "): the same as tools of the Model Context Protocol "
                  "(streamable HTTP)\n\n## Optional\n\n- [Sitemap](");
    put_site_address(site, out, "/sitemap.xml");
    buf_text(out, ")\n");
}

/* JSON, but with '{' escaped, which may begin a mark for the server. */
static void put_json(struct buf *out, struct str text)
{
    struct buf json = {0};

    buf_json(&json, text);
    for (size_t i = 0; i < json.len; i++)
        if (json.ptr[i] == '{')
            buf_text(out, "\\u007b");
        else
            buf_char(out, json.ptr[i]);
    out->failed |= json.failed;
    buf_release(&json);
}

static struct str site_host(const struct site *site)
{
    struct str host = site->config.base_url;

    if (!host.len)
        return S(SITE_HOST_MARK);
    host = str_skip(host, str_search(host, S("://")) + 3);
    host.len = str_find(host, '/');
    host.len = host.len && host.ptr[0] == '[' ? str_find(host, ']') + 1
                                              : str_find(host, ':');
    return host;
}

static void put_entry(const struct site *site, struct buf *out,
                      const char *kind, const char *label, const char *type)
{
    buf_fmt(out, "{\"identifier\": \"urn:air:%.*s:help:%s\", ",
            STR_ARG(site_host(site)), kind);
    buf_text(out, "\"displayName\": ");
    put_json(out, site_text(default_locale(site), "site.title"));
    buf_fmt(out, ", \"description\": \"%s\", \"type\": \"%s\", ", label, type);
}

static void put_url(const struct site *site, struct buf *out, const char *below)
{
    buf_text(out, "\"url\": \"");
    put_site_address(site, out, below);
    buf_char(out, '"');
}

/* The server's card stands in the catalogue itself. */
static void put_mcp(const struct site *site, struct buf *out)
{
    put_entry(site, out, "mcp", "Search, articles and answers as tools",
              "application/mcp-server-card+json");
    buf_fmt(out, "\"data\": {\"name\": \"%.*s/help\", \"version\": \"%s\", ",
            STR_ARG(site_host(site)), GABAY_VERSION);
    buf_text(out, "\"description\": \"Search, articles and answers of a help "
                  "centre\", \"remotes\": [{\"type\": \"streamable-http\", ");
    put_url(site, out, "/mcp");
    buf_text(out, "}]}}");
}

void catalog_put(const struct site *site, struct buf *out)
{
    buf_text(out, "{\"specVersion\": \"1.0\",\n\"host\": {\"displayName\": ");
    put_json(out, site_text(default_locale(site), "site.title"));
    buf_text(out, "},\n\"entries\": [\n");
    put_mcp(site, out);
    buf_text(out, ",\n");
    put_entry(site, out, "api", "Search, answers and articles as JSON",
              "application/vnd.oai.openapi+json");
    put_url(site, out, "/api/v1/openapi.json");
    buf_text(out, "},\n");
    put_entry(site, out, "llms", "The articles, each with its Markdown",
              "text/plain");
    put_url(site, out, "/llms.txt");
    buf_text(out, "}\n]}\n");
}

static int write_one(struct site *site, struct site_writer *w, struct str name,
                     const char *type, struct buf *text, struct err *e)
{
    int result = text->failed || !name.ptr
                     ? err_no_memory(e)
                     : origin_entry_write(site, w, name, str_from(type),
                                          buf_str(text), e);

    buf_clear(text);
    return result;
}

static int write_locale(struct site *site, struct site_writer *w,
                        const struct locale *l, struct buf *text, struct err *e)
{
    struct arena a = {0};

    llms_put_locale(site, l, LLMS_BYTES_MAX, text, &a);
    text->failed |= a.failed;
    arena_release(&a);
    return write_one(site, w, arena_fmt(&site->arena, "%s/llms.txt", l->tag),
                     "text/plain; charset=utf-8", text, e);
}

int machines_write(struct site *site, struct site_writer *w, struct err *e)
{
    struct buf text = {0};
    int result = 0;

    for (size_t i = 0; i < site->locale_count && result == 0; i++)
        result = write_locale(site, w, &site->locales[i], &text, e);
    if (result == 0) {
        llms_put_root(site, &text);
        result = write_one(site, w, S("llms.txt"), "text/plain; charset=utf-8",
                           &text, e);
    }
    if (result == 0) {
        catalog_put(site, &text);
        result = write_one(site, w, S(SITE_NAME_CATALOG), "application/json",
                           &text, e);
    }
    buf_release(&text);
    return result;
}
