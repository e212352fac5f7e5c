#include "indexer/page/origin_entry.h"

#include "indexer/base/compress.h"
#include "lib/site/site_names.h"

struct str site_origin(const struct site *site)
{
    struct str origin = site->config.base_url;

    /* Addresses begin with the prefix, which base_url ends with. */
    origin.len -= origin.len ? site->config.prefix.len : 0;
    return origin;
}

struct str origin_or_mark(const struct site *site)
{
    struct str origin = site_origin(site);

    return origin.len ? origin : S(SITE_ORIGIN_MARK);
}

void origin_put_text(struct buf *out, struct str text)
{
    const struct str none[] = {STR("\xEF\xBF\xBE"), STR("\xEF\xBF\xBF")};

    for (size_t i = 0; i < text.len; i++) {
        struct str rest = str_skip(text, i);
        unsigned char c = (unsigned char)rest.ptr[0];
        if (str_starts(rest, none[0]) || str_starts(rest, none[1]))
            i += none[0].len - 1;
        else if (c == '{')
            buf_text(out, "&#123;");
        else if (c >= ' ' || c == '\t' || c == '\n')
            buf_html(out, str_of(rest.ptr, 1));
    }
}

/* Without a base_url there is no public entry: the server makes the answer. */
static int write_internal(struct site_writer *w, struct str name,
                          struct str type, struct str bytes, struct err *e)
{
    const struct site_entry_in entry = {
        .path = name,
        .kind = SITE_INTERNAL,
        .type = type,
        .plain_length = bytes.len,
        .blob = {[SITE_PLAIN] = bytes},
    };

    return site_writer_add(w, &entry, e);
}

static int write_public(struct site_writer *w, struct str path, struct str type,
                        struct str bytes, struct err *e)
{
    struct compressor compressor = {0};
    struct buf gzip = {0}, brotli = {0};
    struct site_entry_in entry = {
        .path = path,
        .kind = SITE_ASSET,
        .cache = SITE_CACHE_REVALIDATE,
        .type = type,
        .plain_length = bytes.len,
    };
    int result = compress_gzip(&compressor, bytes, &gzip, e);

    if (result == 0)
        result = compress_brotli(bytes, &brotli, e);
    entry.blob[SITE_GZIP] = buf_str(&gzip);
    entry.blob[SITE_BROTLI] = buf_str(&brotli);
    if (result == 0)
        result = site_writer_add(w, &entry, e);
    buf_release(&gzip);
    buf_release(&brotli);
    compressor_release(&compressor);
    return result;
}

int origin_entry_write(struct site *site, struct site_writer *w,
                       struct str name, struct str type, struct str bytes,
                       struct err *e)
{
    const struct site_config *c = &site->config;
    bool at_root =
        str_eq(name, S("robots.txt")) || str_eq(name, S(SITE_NAME_CATALOG));

    if (!c->base_url.len)
        return write_internal(w, name, type, bytes, e);
    struct str path =
        arena_fmt(&site->arena, "%.*s/%.*s",
                  STR_ARG(at_root ? S("") : c->prefix), STR_ARG(name));
    return path.ptr ? write_public(w, path, type, bytes, e) : err_no_memory(e);
}
