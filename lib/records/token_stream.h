/* A text's tokens, packed: a number (of the word form) and a place each, about
 * three bytes a token.
 *
 * token := varint number, place
 * place := byte 1..255: the length; the token begins one byte behind the
 *          last one's end (the usual single space)
 *        | 0, varint zigzag(start - last end), varint length */
#ifndef GABAY_RECORDS_TOKEN_STREAM_H
#define GABAY_RECORDS_TOKEN_STREAM_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/records/cursor.h"

struct stream_token {
    uint32_t number;
    uint32_t start, end; /* bytes in the text */
};

static inline void token_put(struct buf *out, uint32_t *last_end,
                             struct stream_token t)
{
    uint32_t len = t.end - t.start;

    buf_varint(out, t.number);
    if (t.start == *last_end + 1 && len >= 1 && len <= 255) {
        buf_char(out, (char)len);
    } else {
        buf_char(out, 0);
        buf_varint(out, zigzag((int64_t)t.start - *last_end));
        buf_varint(out, len);
    }
    *last_end = t.end;
}

/* A varint where TOKEN_FAST bytes are left: no look at the end at every byte.
 * A third of a search's time went into this (perf, 14,287 articles). */
enum { TOKEN_FAST = 16 };

static inline uint32_t token_number(struct cursor *c)
{
    uint32_t n = *c->at++;

    if (n < 0x80)
        return n;
    n = (n & 0x7F) | (uint32_t)(*c->at & 0x7F) << 7;
    if (*c->at++ < 0x80)
        return n;
    n |= (uint32_t)(*c->at & 0x7F) << 14;
    if (*c->at++ < 0x80)
        return n;
    return n | (uint32_t)cursor_varint(c) << 21;
}

/* False at the end, or when the bytes are not a stream (c->bad). */
static inline bool token_next(struct cursor *c, uint32_t *last_end,
                              struct stream_token *t)
{
    if (cursor_left(c) >= TOKEN_FAST)
        t->number = token_number(c);
    else if (c->at < c->end)
        t->number = (uint32_t)cursor_varint(c);
    else
        return false;
    if (c->at < c->end && *c->at) {
        t->start = *last_end + 1;
        t->end = *last_end = t->start + *c->at++;
        return !c->bad;
    }
    cursor_take(c, 1);
    int64_t gap = unzigzag(cursor_varint(c));
    t->start = (uint32_t)((int64_t)*last_end + gap);
    t->end = *last_end = t->start + (uint32_t)cursor_varint(c);
    return !c->bad;
}

#endif
