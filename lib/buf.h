/* Growing output buffers with a sticky error: write as much as you like, look
 * at `failed` once at the end. An all-zero buffer is a valid empty one; the
 * holder releases it. One thread at a time. */
#ifndef GABAY_BUF_H
#define GABAY_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"

struct buf {
    char *ptr;
    size_t len;
    size_t cap;
    bool failed; /* memory ran out: what was added since is missing */
};

void buf_release(struct buf *b);
/* Empties it, keeps the memory, clears `failed`. */
void buf_clear(struct buf *b);
/* Borrowed: valid until the buffer changes. */
struct str buf_str(const struct buf *b);
/* A copy in the arena, as arena_str makes it; of a failed buffer it is the
 * empty slice, and the arena has failed too. */
struct str buf_copy(const struct buf *b, struct arena *a);
/* Room for `n` more bytes behind `len`; NULL when failed. The caller writes
 * there and then raises `len`. */
char *buf_room(struct buf *b, size_t n);

void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_put(struct buf *b, struct str s);
void buf_text(struct buf *b, const char *text);
void buf_char(struct buf *b, char c);
void buf_fmt(struct buf *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Escaped for HTML text and for attributes in either kind of quotes. */
void buf_html(struct buf *b, struct str s);
/* Percent-encoded for one path segment or one query value: all but
 * A-Z a-z 0-9 - . _ ~ (RFC 3986, 2.3). */
void buf_url_part(struct buf *b, struct str s);
/* As buf_url_part, but '/' stays. */
void buf_url_path(struct buf *b, struct str s);
/* A quoted JSON string; bytes that are not UTF-8 become U+FFFD. Safe inside a
 * HTML data block: < > & and U+2028, U+2029 are written as \u escapes. */
void buf_json(struct buf *b, struct str s);

/* Little-endian fixed width, and LEB128 varints, for the file's tables. */
void buf_u32(struct buf *b, uint32_t n);
void buf_u64(struct buf *b, uint64_t n);
void buf_varint(struct buf *b, uint64_t n);

#endif
