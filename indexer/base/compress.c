#include "indexer/base/compress.h"

#include <brotli/encode.h>
#include <libdeflate.h>

/* findings/http.md, 4: beyond these levels a percent costs a tenfold time. */
enum { GZIP_LEVEL = 6, BROTLI_LEVEL = 5, BROTLI_BEST = 11, BROTLI_WINDOW = 18 };

enum { UNDONE_MAX = 64 << 20 };

void compressor_release(struct compressor *c)
{
    if (c->deflate)
        libdeflate_free_compressor(c->deflate);
    c->deflate = NULL;
}

int compress_gzip(struct compressor *c, struct str in, struct buf *out,
                  struct err *e)
{
    if (!c->deflate)
        c->deflate = libdeflate_alloc_compressor(GZIP_LEVEL);
    if (!c->deflate)
        return err_no_memory(e);

    size_t most = libdeflate_gzip_compress_bound(c->deflate, in.len);
    char *room = buf_room(out, most);
    if (!room)
        return err_no_memory(e);
    size_t n = libdeflate_gzip_compress(c->deflate, in.ptr, in.len, room, most);
    if (n == 0)
        return err_set(e, ERR_SYSTEM, "gzip failed");
    out->len += n;
    return 0;
}

int compress_undo_gzip(struct str gzip, uint64_t length, struct buf *out,
                       struct err *e)
{
    struct libdeflate_decompressor *inflate = libdeflate_alloc_decompressor();
    char *room = inflate && length <= UNDONE_MAX
                     ? buf_room(out, (size_t)length + 1)
                     : NULL;
    enum libdeflate_result result = LIBDEFLATE_BAD_DATA;

    if (room)
        result = libdeflate_gzip_decompress(inflate, gzip.ptr, gzip.len, room,
                                            (size_t)length, NULL);
    libdeflate_free_decompressor(inflate);
    if (!inflate || (!room && length <= UNDONE_MAX))
        return err_no_memory(e);
    if (result != LIBDEFLATE_SUCCESS)
        return err_set(e, ERR_CONTENT, "the file is damaged");
    out->len += (size_t)length;
    return 0;
}

static int brotli(struct str in, int level, struct buf *out, struct err *e)
{
    size_t n = BrotliEncoderMaxCompressedSize(in.len);
    char *room = buf_room(out, n);

    if (!room)
        return err_no_memory(e);
    if (!BrotliEncoderCompress(level, BROTLI_WINDOW, BROTLI_MODE_TEXT, in.len,
                               (const uint8_t *)in.ptr, &n, (uint8_t *)room))
        return err_set(e, ERR_SYSTEM, "brotli failed");
    out->len += n;
    return 0;
}

int compress_brotli(struct str in, struct buf *out, struct err *e)
{
    return brotli(in, BROTLI_LEVEL, out, e);
}

int compress_brotli_best(struct str in, struct buf *out, struct err *e)
{
    return brotli(in, BROTLI_BEST, out, e);
}
