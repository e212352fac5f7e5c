#include "indexer/base/asset_entry.h"

#include "indexer/base/compress.h"
#include "indexer/base/media_type.h"

int asset_write(struct site_writer *w, struct str address, struct str name,
                struct str bytes, bool for_all, struct err *e)
{
    const struct media_type *type = media_type_of(name);
    struct compressor compressor = {0};
    struct buf gzip = {0}, brotli = {0};
    struct site_entry_in entry = {
        .path = address,
        .kind = SITE_ASSET,
        .cache = SITE_CACHE_IMMUTABLE,
        .type = str_from(type->type),
        .plain_length = bytes.len,
        .blob = {[SITE_PLAIN] = bytes},
    };
    int result = 0;

    if (type->compresses) {
        result = compress_gzip(&compressor, bytes, &gzip, e);
        if (result == 0)
            result = (for_all ? compress_brotli_best
                              : compress_brotli)(bytes, &brotli, e);
        if (gzip.len < bytes.len)
            entry.blob[SITE_GZIP] = buf_str(&gzip);
        if (brotli.len < bytes.len)
            entry.blob[SITE_BROTLI] = buf_str(&brotli);
    }
    if (result == 0)
        result = site_writer_add(w, &entry, e);
    compressor_release(&compressor);
    buf_release(&gzip);
    buf_release(&brotli);
    return result;
}
