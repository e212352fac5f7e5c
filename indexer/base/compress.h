/* gzip and brotli, once, when the site is compiled. */
#ifndef GABAY_INDEXER_COMPRESS_H
#define GABAY_INDEXER_COMPRESS_H

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

struct libdeflate_compressor;

/* One per thread. All-zero is valid: opened when first used. */
struct compressor {
    struct libdeflate_compressor *deflate;
};

void compressor_release(struct compressor *c);
/* Appends the compressed bytes; equal input gives equal bytes. */
int compress_gzip(struct compressor *c, struct str in, struct buf *out,
                  struct err *e);
/* Appends what compress_gzip() was given, `length` bytes of it. ERR_CONTENT: it
 * is something else, or more than any page has. */
int compress_undo_gzip(struct str gzip, uint64_t length, struct buf *out,
                       struct err *e);
int compress_brotli(struct str in, struct buf *out, struct err *e);
/* A tenth smaller and a hundred times slower, 1 s a MB: for the few things that
 * every reader fetches. */
int compress_brotli_best(struct str in, struct buf *out, struct err *e);

#endif
