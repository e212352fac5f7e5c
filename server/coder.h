/* Compressing dynamic answers and inflating stored ones. A coder belongs to
 * one thread at a time. */
#ifndef GABAY_SERVER_CODER_H
#define GABAY_SERVER_CODER_H

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

struct coder;

/* NULL when memory ran out. */
struct coder *coder_new(void);
void coder_free(struct coder *c);

/* gzip at the fastest level, appended. False when it would not be smaller. */
bool coder_deflate(struct coder *c, struct str plain, struct buf *out);
/* Exactly `length` bytes from gzip, appended. */
int coder_inflate(struct coder *c, struct str gzip, size_t length,
                  struct buf *out, struct err *e);

#endif
