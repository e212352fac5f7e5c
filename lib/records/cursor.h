/* Reading packed bytes with bounds: after the first step outside, `bad` stays
 * set and every read gives 0 or the empty slice. */
#ifndef GABAY_RECORDS_CURSOR_H
#define GABAY_RECORDS_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/str.h"

struct cursor {
    const unsigned char *at, *end;
    bool bad;
};

static inline struct cursor cursor_of(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;

    return (struct cursor){p, p ? p + s.len : p, false};
}

static inline size_t cursor_left(const struct cursor *c)
{
    return (size_t)(c->end - c->at);
}

/* LEB128, as buf_varint() writes it. */
static inline uint64_t cursor_varint(struct cursor *c)
{
    uint64_t n = 0;

    for (unsigned shift = 0; shift < 64 && c->at < c->end; shift += 7) {
        unsigned char byte = *c->at++;
        n |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return n;
    }
    c->bad = true;
    c->at = c->end;
    return 0;
}

static inline struct str cursor_take(struct cursor *c, uint64_t n)
{
    if (n > cursor_left(c)) {
        c->bad = true;
        c->at = c->end;
        return (struct str){0};
    }
    struct str s = {(const char *)c->at, (size_t)n};

    c->at += n;
    return s;
}

/* A varint length, then the bytes; borrowed. */
static inline struct str cursor_str(struct cursor *c)
{
    return cursor_take(c, cursor_varint(c));
}

static inline uint64_t cursor_fixed(struct cursor *c, unsigned bytes)
{
    struct str s = cursor_take(c, bytes);
    uint64_t n = 0;

    for (size_t i = 0; i < s.len; i++)
        n |= (uint64_t)(unsigned char)s.ptr[i] << (8 * i);
    return n;
}

static inline uint32_t cursor_u32(struct cursor *c)
{
    return (uint32_t)cursor_fixed(c, 4);
}

static inline uint64_t cursor_u64(struct cursor *c)
{
    return cursor_fixed(c, 8);
}

/* Small numbers of either sign. */
static inline uint64_t zigzag(int64_t n)
{
    return ((uint64_t)n << 1) ^ (uint64_t)(n >> 63);
}

static inline int64_t unzigzag(uint64_t n)
{
    return (int64_t)(n >> 1) ^ -(int64_t)(n & 1);
}

#endif
