#include "lib/icu/text16.h"

#include <stdlib.h>

#include "lib/utf8.h"

enum { TEXT_MAX = 1 << 30 };

static bool make_room(struct text16 *t, size_t n)
{
    if (t->units && (size_t)t->room >= n)
        return true;
    size_t room = n + n / 4 + 64;
    uint16_t *units = realloc(t->units, room * sizeof(*units));

    if (!units)
        return false;
    t->units = units;
    uint32_t *offsets = realloc(t->offsets, (room + 1) * sizeof(*offsets));

    if (!offsets)
        return false;
    t->offsets = offsets;
    t->room = (int32_t)room;
    return true;
}

static void put(struct text16 *t, uint32_t unit, size_t offset)
{
    t->units[t->len] = (uint16_t)unit;
    t->offsets[t->len++] = (uint32_t)offset;
}

bool text16_set(struct text16 *t, struct str utf8)
{
    t->len = 0;
    if (utf8.len >= TEXT_MAX || !make_room(t, utf8.len))
        return false;
    for (size_t at = 0; at < utf8.len;) {
        size_t start = at;
        unsigned char byte = (unsigned char)utf8.ptr[at];

        if (byte < 0x80) {
            put(t, byte, at++);
            continue;
        }
        uint32_t c = utf8_next(utf8, &at, NULL);

        if (c < 0x10000) {
            put(t, c, start);
        } else {
            put(t, 0xD7C0 + (c >> 10), start);
            put(t, 0xDC00 + (c & 0x3FF), start);
        }
    }
    t->offsets[t->len] = (uint32_t)utf8.len;
    return true;
}

uint32_t text16_next(const uint16_t *units, int32_t len, int32_t *at)
{
    uint32_t lead = units[(*at)++];

    if ((lead & 0xFC00) != 0xD800 || *at >= len ||
        (units[*at] & 0xFC00) != 0xDC00)
        return lead;
    return ((lead - 0xD7C0) << 10) + (units[(*at)++] & 0x3FFu);
}

void text16_release(struct text16 *t)
{
    free(t->units);
    free(t->offsets);
    *t = (struct text16){0};
}
