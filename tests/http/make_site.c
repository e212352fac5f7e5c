/* make_site SPEC.json OUT.gabay: a site file with exactly these entries, for
 * tests of the server. SPEC: {"entries": [{"path", "kind", "type", "text",
 * "codings": ["plain", "gzip", "br"], "immutable", "target", "expires"}]}; all
 * but path and kind may be missing. */
#include <brotli/encode.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/file.h"
#include "lib/site/site_writer.h"
#include "lib/value.h"

enum { SPEC_MAX = 64 * 1024 * 1024, ROOM_BEYOND = 1024 };

static const struct kind_name {
    struct str name;
    enum site_kind kind;
} kinds[] = {
    {STR("page"), SITE_PAGE},
    {STR("asset"), SITE_ASSET},
    {STR("redirect"), SITE_REDIRECT},
    {STR("internal"), SITE_INTERNAL},
};

static enum site_kind kind_of(struct str name)
{
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
        if (str_eq(kinds[i].name, name))
            return kinds[i].kind;
    return SITE_PAGE;
}

static bool has_coding(const struct value *entry, struct str name)
{
    const struct value *list = value_get(entry, S("codings"));

    for (size_t i = 0; list && i < list->list.count; i++)
        if (str_eq(value_str(list->list.items[i]), name))
            return true;
    return false;
}

static struct str gzip(struct arena *a, struct str plain)
{
    struct libdeflate_compressor *c = libdeflate_alloc_compressor(6);
    size_t room = plain.len + ROOM_BEYOND;
    char *out = arena_alloc(a, room, 1);
    size_t n =
        c && out ? libdeflate_gzip_compress(c, plain.ptr, plain.len, out, room)
                 : 0;

    libdeflate_free_compressor(c);
    return str_of(out, n);
}

static struct str brotli(struct arena *a, struct str plain)
{
    size_t n = plain.len + ROOM_BEYOND;
    uint8_t *out = arena_alloc(a, n, 1);

    if (!out || !BrotliEncoderCompress(5, 18, BROTLI_MODE_TEXT, plain.len,
                                       (const uint8_t *)plain.ptr, &n, out))
        n = 0;
    return str_of((const char *)out, n);
}

static int add_entry(struct site_writer *w, const struct value *from,
                     struct arena *a, struct err *e)
{
    struct str text = value_str(value_get(from, S("text")));
    const struct value *expires = value_get(from, S("expires"));
    struct site_entry_in in = {
        .path = value_str(value_get(from, S("path"))),
        .kind = kind_of(value_str(value_get(from, S("kind")))),
        .cache = value_is_true(value_get(from, S("immutable")))
                     ? SITE_CACHE_IMMUTABLE
                     : SITE_CACHE_REVALIDATE,
        .type = value_str(value_get(from, S("type"))),
        .target = value_str(value_get(from, S("target"))),
        .expires = expires ? expires->integer : 0,
        .plain_length = text.len,
    };

    if (has_coding(from, S("plain")))
        in.blob[SITE_PLAIN] = text;
    if (has_coding(from, S("gzip")))
        in.blob[SITE_GZIP] = gzip(a, text);
    if (has_coding(from, S("br")))
        in.blob[SITE_BROTLI] = brotli(a, text);
    return site_writer_add(w, &in, e);
}

static int make(const char *spec_path, const char *out, struct err *e)
{
    struct arena a = {0};
    struct buf json = {0};
    struct site_writer *w = NULL;
    int result = -1;

    if (file_read(spec_path, SPEC_MAX, &json, e))
        goto done;
    const struct value *spec = value_from_json(&a, buf_str(&json), e);
    const struct value *list = value_get(spec, S("entries"));
    if (!list || !(w = site_writer_new(out, e)))
        goto done;
    for (size_t i = 0; i < list->list.count; i++)
        if (add_entry(w, list->list.items[i], &a, e))
            goto done;
    result = site_writer_publish(w, e);
done:
    if (w)
        site_writer_free(w);
    buf_release(&json);
    arena_release(&a);
    return result;
}

int main(int argc, char **argv)
{
    struct err e = {0};
    char text[1200];

    if (argc == 3 && make(argv[1], argv[2], &e) == 0)
        return 0;
    fprintf(stderr, "make_site: %s\n", err_text(&e, text, sizeof(text)));
    return 1;
}
