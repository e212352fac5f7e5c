#include "indexer/page/feed.h"

#include "indexer/page/origin_entry.h"
#include "indexer/arrange/recent.h"
#include "indexer/base/value_parts.h"
#include "lib/timestamp.h"
#include "lib/utf8.h"

static const char head[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

static struct str site_text(const struct locale *l, const char *path)
{
    return value_str(value_path(l->values, str_from(path)));
}

bool feed_exists(const struct locale *l)
{
    return l->change_count > 0;
}

static void put_element(struct buf *out, const char *name, struct str text)
{
    buf_fmt(out, "<%s>", name);
    origin_put_text(out, text);
    buf_fmt(out, "</%s>\n", name);
}

static void put_updated(struct buf *out, int64_t seconds)
{
    buf_text(out, "<updated>");
    timestamp_put(out, seconds);
    buf_text(out, "</updated>\n");
}

static void put_address(const struct site *site, struct buf *out,
                        struct str address)
{
    buf_html(out, origin_or_mark(site));
    buf_html(out, address);
}

static void put_link(const struct site *site, struct buf *out, const char *rel,
                     const char *type, struct str address)
{
    buf_fmt(out, "<link rel=\"%s\" type=\"%s\" href=\"", rel, type);
    put_address(site, out, address);
    buf_text(out, "\"/>\n");
}

static void put_id(const struct site *site, struct buf *out, struct str address)
{
    buf_text(out, "<id>");
    put_address(site, out, address);
    buf_text(out, "</id>\n");
}

static void put_entry(const struct site *site, struct buf *out,
                      const struct page *p, struct arena *a)
{
    const struct article *x = &p->article;
    struct str about = description_of(a, p);

    buf_text(out, "<entry>\n");
    put_id(site, out, p->address);
    put_element(out, "title", x->title);
    put_updated(out, recent_at(p));
    put_link(site, out, "alternate", "text/html", p->address);
    if (about.len)
        put_element(out, "summary", about);
    for (size_t i = 0; i < x->tag_count; i++) {
        buf_text(out, "<category term=\"");
        origin_put_text(out, x->tags[i]);
        buf_text(out, "\"/>\n");
    }
    buf_text(out, "</entry>\n");
}

void feed_put(const struct site *site, const struct locale *l, struct buf *out,
              struct arena *a)
{
    size_t count = l->change_count;
    struct str self = site_text(l, "site.feed");

    buf_text(out, head);
    buf_fmt(out,
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
            "xml:lang=\"%s\">\n",
            l->tag);
    put_id(site, out, self);
    put_element(out, "title", site_text(l, "site.title"));
    if (count)
        put_updated(out, recent_at(l->changes[0]));
    put_link(site, out, "self", "application/atom+xml", self);
    put_link(site, out, "alternate", "text/html", l->changes_address);
    buf_text(out, "<author>");
    put_element(out, "name", site_text(l, "site.title"));
    buf_text(out, "</author>\n");
    for (size_t i = 0; i < count && i < FEED_ENTRIES; i++)
        put_entry(site, out, l->changes[i], a);
    buf_text(out, "</feed>\n");
}

/* No longer than it may be, and if that cuts a word, without that word. */
static struct str short_name(struct str title)
{
    size_t at = 0, space = 0;
    bool ok;

    for (size_t n = 0; at < title.len && n < OPENSEARCH_NAME_MAX; n++) {
        if (title.ptr[at] == ' ')
            space = at;
        utf8_next(title, &at, &ok);
    }
    if (at < title.len && title.ptr[at] != ' ' && space)
        at = space;
    return str_of(title.ptr, at);
}

static void put_way(const struct site *site, struct buf *out, const char *type,
                    struct str address, const char *arguments)
{
    buf_fmt(out, "<Url type=\"%s\" template=\"", type);
    put_address(site, out, address);
    buf_fmt(out, "%s\"/>\n", arguments);
}

void opensearch_put(const struct site *site, const struct locale *l,
                    struct buf *out)
{
    struct str title = site_text(l, "site.title");
    struct str icon = site_text(l, "site.icon");

    buf_text(out, head);
    buf_text(out, "<OpenSearchDescription "
                  "xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n");
    put_element(out, "ShortName", short_name(title));
    put_element(out, "Description", title);
    buf_fmt(out, "<Language>%s</Language>\n", l->tag);
    buf_text(out, "<InputEncoding>UTF-8</InputEncoding>\n");
    put_way(site, out, "text/html", site_text(l, "site.search"),
            "?q={searchTerms}");
    put_way(site, out, "application/x-suggestions+json",
            site_text(l, "site.suggest"),
            "&amp;format=opensearch&amp;q={searchTerms}");
    if (icon.len) {
        buf_fmt(out, "<Image type=\"%.*s\">",
                STR_ARG(site_text(l, "site.icon_type")));
        put_address(site, out, icon);
        buf_text(out, "</Image>\n");
    }
    buf_text(out, "</OpenSearchDescription>\n");
}

static int write_one(struct site *site, struct site_writer *w,
                     const struct locale *l, const char *name, const char *type,
                     const struct buf *text, struct err *e)
{
    struct str path = arena_fmt(&site->arena, "%s/%s", l->tag, name);

    if (text->failed || !path.ptr)
        return err_no_memory(e);
    return origin_entry_write(site, w, path, str_from(type), buf_str(text), e);
}

static int write_locale(struct site *site, struct site_writer *w,
                        const struct locale *l, struct buf *text, struct err *e)
{
    struct arena a = {0};
    int result = 0;

    if (feed_exists(l)) {
        buf_clear(text);
        feed_put(site, l, text, &a);
        result = a.failed ? err_no_memory(e)
                          : write_one(site, w, l, "feed.xml",
                                      "application/atom+xml; charset=utf-8",
                                      text, e);
    }
    arena_release(&a);
    if (result)
        return -1;
    buf_clear(text);
    opensearch_put(site, l, text);
    return write_one(site, w, l, "opensearch.xml",
                     "application/opensearchdescription+xml", text, e);
}

int feeds_write(struct site *site, struct site_writer *w, struct err *e)
{
    struct buf text = {0};
    int result = 0;

    for (size_t i = 0; i < site->locale_count && result == 0; i++)
        result = write_locale(site, w, &site->locales[i], &text, e);
    buf_release(&text);
    return result;
}
