/* Pages, assets and redirects: a look-up in the table and one read. */
#include "lib/site/site_names.h"
#include "server/canonical.h"
#include "server/error_page.h"
#include "server/negotiate.h"
#include "server/route.h"

/* Shown in the browser; every other type is a download. */
static const struct str inline_types[] = {
    STR("text/css"),
    STR("text/html"),
    STR("text/javascript"),
    STR("text/markdown"),
    STR("text/plain"),
    STR("image/avif"),
    STR("image/gif"),
    STR("image/jpeg"),
    STR("image/png"),
    STR("image/svg+xml"),
    STR("image/webp"),
    STR("image/x-icon"),
    STR("audio/mpeg"),
    STR("audio/ogg"),
    STR("video/mp4"),
    STR("video/webm"),
    STR("application/pdf"),
    STR("application/xml"),
    STR("application/json"),
    STR("font/woff2"),
    STR("application/atom+xml"),
    STR("application/opensearchdescription+xml"),
    STR("application/speculationrules+json"),
};

enum { KEPT_LENGTH_MAX = 64 * 1024 };

static const char *const cache_control[] = {
    [SITE_CACHE_REVALIDATE] = "no-cache",
    [SITE_CACHE_IMMUTABLE] = "public, max-age=31536000, immutable",
};
static const char *const content_encoding[] = {
    [SITE_PLAIN] = NULL,
    [SITE_GZIP] = "gzip",
    [SITE_BROTLI] = "br",
};

static struct str media_type(const struct site_entry *entry)
{
    return str_trim(str_sub(entry->type, 0, str_find(entry->type, ';')));
}

static bool is_inline(struct str type)
{
    for (size_t i = 0; i < sizeof(inline_types) / sizeof(inline_types[0]); i++)
        if (str_eq_nocase(type, inline_types[i]))
            return true;
    return false;
}

static bool is_stored(const struct site_entry *entry, enum site_coding coding)
{
    return entry->blob[coding].offset != 0;
}

static void put_type_headers(const struct site_entry *entry,
                             struct response *response)
{
    struct str type = media_type(entry);

    response_header_str(response, "Content-Type", entry->type);
    if (str_eq_nocase(type, S("image/svg+xml")))
        response_header(response, "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; "
                        "sandbox");
    if (!is_inline(type))
        response_header(response, "Content-Disposition", "attachment");
    if (entry->kind == SITE_ASSET)
        response_header(response, "Accept-Ranges", "none");
}

/* The rare client without gzip gets what is inflated for it. */
static int read_inflated(struct site *site, const struct site_entry *entry,
                         struct buf *out, struct err *e)
{
    struct coder *coder = site_take_coder(site);
    struct buf gzip = {0};
    int result =
        coder ? site_read(site, entry, SITE_GZIP, &gzip, e) : err_no_memory(e);

    if (result == 0)
        result =
            coder_inflate(coder, buf_str(&gzip), entry->plain_length, out, e);
    buf_release(&gzip);
    site_give_coder(site, coder);
    return result;
}

static int read_body(struct site *site, const struct site_entry *entry,
                     enum site_coding coding, struct buf *out, struct err *e)
{
    if (is_stored(entry, coding))
        return site_read(site, entry, coding, out, e);
    if (entry->plain_length == 0)
        return 0;
    return read_inflated(site, entry, out, e);
}

/* What stands at an address, as far as its headers are concerned. */
enum place {
    PLACE_OTHER,
    PLACE_HOME,
    PLACE_ARTICLE, /* or a list of tags: an address without a final slash */
    PLACE_TWIN,    /* the article as Markdown */
};

static bool is_home(const struct site *site, struct str path)
{
    const struct manifest *m = &site->manifest;

    for (size_t i = 0; i < m->locale_count; i++)
        if (str_eq(path, m->locales[i].home))
            return true;
    return false;
}

static enum place place_of(const struct site *site,
                           const struct site_entry *entry)
{
    if (entry->kind == SITE_ASSET)
        return str_eq(media_type(entry), S("text/markdown")) &&
                       entry->cache == SITE_CACHE_REVALIDATE
                   ? PLACE_TWIN
                   : PLACE_OTHER;
    if (!str_ends(entry->path, S("/")))
        return PLACE_ARTICLE;
    return is_home(site, entry->path) ? PLACE_HOME : PLACE_OTHER;
}

static bool saves_data(const struct request *request)
{
    return str_eq_nocase(request->header[HEADER_SAVE_DATA], S("on"));
}

/* What the answer at this address depends on, NULL: nothing. Which pages the
 * reader may want next is worth a request on homes and articles. */
static const char *vary_of(const struct site *site, enum place place,
                           unsigned stored)
{
    switch (place) {
    case PLACE_HOME:
        return site->rules ? "Accept-Encoding, Save-Data" : "Accept-Encoding";
    case PLACE_ARTICLE:
        return site->rules ? "Accept, Accept-Encoding, Save-Data"
                           : "Accept, Accept-Encoding";
    case PLACE_TWIN: return "Accept, Accept-Encoding";
    case PLACE_OTHER: break;
    }
    return stored ? "Accept-Encoding" : NULL;
}

static void put_headers(const struct site_entry *entry, enum site_coding coding,
                        const char *vary, struct str etag,
                        struct response *response)
{
    put_type_headers(entry, response);
    response_header(response, "ETag", etag.ptr);
    response_header(response, "Cache-Control", cache_control[entry->cache]);
    if (vary)
        response_header(response, "Vary", vary);
    if (content_encoding[coding])
        response_header(response, "Content-Encoding", content_encoding[coding]);
}

/* An article's page names its twin in its head, where it is compressed; a home
 * names the list for programs here, for those that read no HTML. */
static void put_links(const struct site_entry *entry, enum place place,
                      struct response *response)
{
    struct arena *a = response->arena;
    struct str path = entry->path;

    if (place == PLACE_HOME)
        response_header(
            response, "Link",
            arena_fmt(a, "<%.*sllms.txt>; rel=\"describedby\"", STR_ARG(path))
                .ptr);
    if (place != PLACE_TWIN)
        return;
    path.len -= sizeof(TWIN_ENDING) - 1;
    response_header(response, "X-Robots-Tag", "noindex");
    response_header(
        response, "Link",
        arena_fmt(a, "<%.*s>; rel=\"canonical\"", STR_ARG(path)).ptr);
}

/* Is the answer kept ready? If not, it may be worth it from now on. */
static bool find_kept(const struct site *site, const struct site_entry *entry,
                      enum site_coding coding, bool prefetch,
                      struct response *response)
{
    uint64_t number = (uint64_t)(entry - site_file_at(site->file, 0));
    uint64_t name = (number * 2 + prefetch) * 4 + coding + 1;
    bool wanted;

    if (!response->store || response->length > KEPT_LENGTH_MAX)
        return false;
    response->generation = site_file_check(site->file);
    response->kept =
        ready_find(response->store, response->generation, name, &wanted);
    if (!response->kept && wanted && !response->length_only)
        response->keep_as = name;
    return response->kept != NULL;
}

static void send_entry(struct site *site, const struct site_entry *entry,
                       struct request *request, struct response *response)
{
    unsigned stored = is_stored(entry, SITE_GZIP) * (1u << SITE_GZIP) |
                      is_stored(entry, SITE_BROTLI) * (1u << SITE_BROTLI);
    enum site_coding coding =
        negotiate_coding(request->header[HEADER_ACCEPT_ENCODING], stored);
    struct str etag = etag_variant(response->arena, entry->etag, coding);
    struct err e = {0};

    response->status =
        etag_matches(request->header[HEADER_IF_NONE_MATCH], etag) ? 304 : 200;
    response->length = is_stored(entry, coding) ? entry->blob[coding].length
                                                : entry->plain_length;
    response->length_only =
        response->status == 304 || request->method == METHOD_HEAD;
    enum place place = place_of(site, entry);
    bool prefetch = site->rules && !saves_data(request) &&
                    (place == PLACE_HOME || place == PLACE_ARTICLE);
    if (find_kept(site, entry, coding, prefetch, response))
        return;
    put_headers(entry, coding, vary_of(site, place, stored), etag, response);
    put_links(entry, place, response);
    if (prefetch)
        response_header(response, "Speculation-Rules", site->rules);
    if (!response->length_only &&
        read_body(site, entry, coding, &response->body, &e)) {
        err_at(&e, entry->path, 0, 0);
        site_failed(site, &e);
        error_page(site, request, response, 503, NULL);
    }
}

/* The page's twin, if the client wants that and there is one. */
static const struct site_entry *wanted_twin(const struct site *site,
                                            const struct site_entry *page,
                                            const struct request *request,
                                            struct arena *a)
{
    if (!negotiate_markdown(request->header[HEADER_ACCEPT]))
        return page;

    const struct site_entry *twin =
        site_entry(site, arena_fmt(a, "%.*s" TWIN_ENDING, STR_ARG(page->path)));

    return twin && twin->kind == SITE_ASSET ? twin : page;
}

static bool serves(const void *site, struct str path)
{
    return route_serves(site, path);
}

static void missing(struct site *site, struct request *request,
                    struct response *response)
{
    struct arena *a = response->arena;
    struct str path = {0};

    if (!canonical_find(a, request->path, site->manifest.prefix, serves, site,
                        &path)) {
        error_page(site, request, response, 404, NULL);
        return;
    }
    const struct site_entry *entry = site_find(site, path);
    struct str to = {0};
    if (entry && entry->kind == SITE_REDIRECT) {
        to = entry->target;
    } else {
        struct buf address = {0};
        buf_url_path(&address, path);
        to = buf_copy(&address, a);
        buf_release(&address);
    }
    response_redirect(response, 301, to, request->raw_query);
}

void static_page(struct site *site, struct request *request,
                 struct response *response)
{
    /* As a rule the address comes as we write it. */
    const struct site_entry *entry = site_entry(site, request->raw_path);

    if (!entry)
        entry = site_find(site, request->path);
    if (!entry) {
        missing(site, request, response);
        return;
    }
    if (entry->expires && entry->expires <= request->now) {
        error_page(site, request, response, 410, NULL);
        return;
    }
    switch (entry->kind) {
    case SITE_PAGE:
        entry = wanted_twin(site, entry, request, response->arena);
        send_entry(site, entry, request, response);
        break;
    case SITE_ASSET: send_entry(site, entry, request, response); break;
    case SITE_REDIRECT:
        response_redirect(response, 301, entry->target, request->raw_query);
        break;
    case SITE_INTERNAL:
    case SITE_INDEX: error_page(site, request, response, 404, NULL); break;
    }
}
