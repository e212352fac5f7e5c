#include "server/coder.h"

#include <stdlib.h>

#include <libdeflate.h>

enum { FASTEST = 1 };

struct coder {
    struct libdeflate_compressor *deflate;
    struct libdeflate_decompressor *inflate;
};

struct coder *coder_new(void)
{
    return calloc(1, sizeof(struct coder));
}

void coder_free(struct coder *c)
{
    if (!c)
        return;
    libdeflate_free_compressor(c->deflate);
    libdeflate_free_decompressor(c->inflate);
    free(c);
}

bool coder_deflate(struct coder *c, struct str plain, struct buf *out)
{
    if (!c->deflate)
        c->deflate = libdeflate_alloc_compressor(FASTEST);
    char *room = c->deflate ? buf_room(out, plain.len) : NULL;
    if (!room)
        return false;
    size_t n = libdeflate_gzip_compress(c->deflate, plain.ptr, plain.len, room,
                                        plain.len);
    out->len += n;
    return n > 0;
}

int coder_inflate(struct coder *c, struct str gzip, size_t length,
                  struct buf *out, struct err *e)
{
    if (!c->inflate)
        c->inflate = libdeflate_alloc_decompressor();
    char *room = c->inflate ? buf_room(out, length) : NULL;
    if (!room)
        return err_no_memory(e);
    if (libdeflate_gzip_decompress(c->inflate, gzip.ptr, gzip.len, room, length,
                                   NULL) != LIBDEFLATE_SUCCESS)
        return err_set(e, ERR_CONTENT, "damaged");
    out->len += length;
    return 0;
}
