/* Pages, assets and redirects: a look-up in the table and one read. */
#include "server/canonical.h"
#include "server/error_page.h"
#include "server/negotiate.h"
#include "server/route.h"

/* Shown in the browser; every other type is a download. */
static const struct str inline_types[] = {
    STR("text/css"),
    STR("text/html"),
    STR("text/javascript"),
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
        coder ? site_file_read(site->file, &entry->blob[SITE_GZIP], &gzip, e)
              : err_no_memory(e);

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
        return site_file_read(site->file, &entry->blob[coding], out, e);
    if (entry->plain_length == 0)
        return 0;
    return read_inflated(site, entry, out, e);
}

/* Which pages the reader may want next is worth a request on homes and
 * articles; a section's address ends in a slash. */
static bool may_prefetch(const struct site *site,
                         const struct site_entry *entry)
{
    const struct manifest *m = &site->manifest;

    if (entry->kind != SITE_PAGE || !site->rules)
        return false;
    if (!str_ends(entry->path, S("/")))
        return true;
    for (size_t i = 0; i < m->locale_count; i++)
        if (str_eq(entry->path, m->locales[i].home))
            return true;
    return false;
}

static bool saves_data(const struct request *request)
{
    return str_eq_nocase(request->header[HEADER_SAVE_DATA], S("on"));
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
    bool varies = may_prefetch(site, entry);
    bool prefetch = varies && !saves_data(request);
    if (find_kept(site, entry, coding, prefetch, response))
        return;
    put_headers(entry, coding,
                varies   ? "Accept-Encoding, Save-Data"
                : stored ? "Accept-Encoding"
                         : NULL,
                etag, response);
    if (prefetch)
        response_header(response, "Speculation-Rules", site->rules);
    if (!response->length_only &&
        read_body(site, entry, coding, &response->body, &e)) {
        err_at(&e, entry->path, 0, 0);
        site_failed(site, &e);
        error_page(site, request, response, 503, NULL);
    }
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
    const struct site_entry *entry =
        site_file_find(site->file, request->raw_path);

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
    case SITE_ASSET: send_entry(site, entry, request, response); break;
    case SITE_REDIRECT:
        response_redirect(response, 301, entry->target, request->raw_query);
        break;
    case SITE_INTERNAL:
    case SITE_INDEX: error_page(site, request, response, 404, NULL); break;
    }
}
