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

/* False at the end, or when the bytes are not a stream (c->bad). */
static inline bool token_next(struct cursor *c, uint32_t *last_end,
                              struct stream_token *t)
{
    if (c->at == c->end)
        return false;
    t->number = (uint32_t)cursor_varint(c);
    uint64_t place = cursor_fixed(c, 1);
    if (place) {
        t->start = *last_end + 1;
        t->end = t->start + (uint32_t)place;
    } else {
        int64_t gap = unzigzag(cursor_varint(c));
        t->start = (uint32_t)((int64_t)*last_end + gap);
        t->end = t->start + (uint32_t)cursor_varint(c);
    }
    *last_end = t->end;
    return !c->bad;
}

#endif
