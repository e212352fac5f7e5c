/* A text's tokens, packed: the number of each one's spelling, in units of 16
 * bits, little-endian.
 *
 *   0000..EFFF        the number itself
 *   F000..F7FF, high  a larger one: its low 11 bits in the first unit; high is
 *                     below F000
 *   F800..FFFF, high  likewise, of a part: a piece of the token before it
 *                     ("node", "js" behind "node.js") that matches but is no
 *                     text of its own and no distance
 *
 * Every search reads the tokens of fifty records, so the code is made for a
 * scan without a branch a token: one look into a set of 65,536 bits says
 * whether a unit can match, first units of larger numbers and parts included,
 * and units from F000 up are first units wherever they stand. Bytes (1.8 a
 * token in 7 million English ones) would be a tenth smaller, but each one's
 * length is a branch that the processor cannot foresee. */
#ifndef GABAY_RECORDS_NUMBERS_H
#define GABAY_RECORDS_NUMBERS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "lib/buf.h"
#include "lib/str.h"

enum {
    UNIT_LARGE = 0xF000,
    UNIT_PART = 0xF800,
    UNIT_LOW_BITS = 11,
    NUMBERS_MAX = UNIT_LARGE << UNIT_LOW_BITS, /* numbers are below */
};

/* Units are used as they lie in the file. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
               "records are read in place on little-endian machines only");

static inline void unit_put(struct buf *out, uint32_t unit)
{
    buf_add(out, (unsigned char[]){unit & 0xFF, unit >> 8 & 0xFF}, 2);
}

/* The first unit of a larger number or of a part. */
static inline uint32_t unit_first(uint32_t number, bool part)
{
    return (part ? UNIT_PART : UNIT_LARGE) |
           (number & ((1u << UNIT_LOW_BITS) - 1));
}

static inline void number_put(struct buf *out, uint32_t number, bool part)
{
    if (number < UNIT_LARGE && !part) {
        unit_put(out, number);
    } else {
        unit_put(out, unit_first(number, part));
        unit_put(out, number >> UNIT_LOW_BITS);
    }
}

/* Borrowed bytes; half a unit at the end is not there. */
struct units {
    const char *ptr;
    uint32_t count;
};

static inline struct units units_of(struct str s)
{
    return (struct units){s.ptr, (uint32_t)(s.len / 2)};
}

static inline uint32_t unit_at(struct units u, size_t i)
{
    uint16_t unit;

    memcpy(&unit, u.ptr + 2 * i, 2);
    return unit;
}

struct number_token {
    uint32_t number;
    bool part;
};

/* The token whose first unit is `*at`, and `*at` behind it. False at the end,
 * also when the last token's second unit is missing. */
static inline bool number_next(struct units u, uint32_t *at,
                               struct number_token *t)
{
    if (*at >= u.count)
        return false;
    t->number = unit_at(u, (*at)++);
    t->part = t->number >= UNIT_PART;
    if (t->number < UNIT_LARGE)
        return true;
    if (*at >= u.count)
        return false;
    t->number = (t->number & ((1u << UNIT_LOW_BITS) - 1)) |
                unit_at(u, (*at)++) << UNIT_LOW_BITS;
    return true;
}

#endif
