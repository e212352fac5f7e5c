#include "lib/utf8.h"

static bool is_tail(struct str s, size_t at)
{
    return at < s.len && ((unsigned char)s.ptr[at] & 0xC0) == 0x80;
}

/* Length by first byte, and the smallest code point of that length; the
 * shortest-form rule of RFC 3629, section 3. */
static size_t sequence(unsigned char first, uint32_t *bits, uint32_t *least)
{
    if (first < 0x80) {
        *bits = first;
        *least = 0;
        return 1;
    }
    if (first >= 0xC2 && first < 0xE0) {
        *bits = first & 0x1F;
        *least = 0x80;
        return 2;
    }
    if (first >= 0xE0 && first < 0xF0) {
        *bits = first & 0x0F;
        *least = 0x800;
        return 3;
    }
    if (first >= 0xF0 && first < 0xF5) {
        *bits = first & 0x07;
        *least = 0x10000;
        return 4;
    }
    return 0;
}

uint32_t utf8_next(struct str s, size_t *at, bool *ok)
{
    uint32_t cp = 0, least = 0;
    size_t n = sequence((unsigned char)s.ptr[*at], &cp, &least);

    for (size_t i = 1; i < n; i++) {
        if (!is_tail(s, *at + i)) {
            n = 0;
            break;
        }
        cp = cp << 6 | ((unsigned char)s.ptr[*at + i] & 0x3F);
    }
    bool good =
        n && cp >= least && cp <= 0x10FFFF && !(cp >= 0xD800 && cp <= 0xDFFF);
    if (ok)
        *ok = good;
    *at += good ? n : 1;
    return good ? cp : UTF8_BAD;
}

size_t utf8_put(uint32_t cp, char out[4])
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = UTF8_BAD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

size_t utf8_check(struct str s)
{
    size_t at = 0;

    while (at < s.len) {
        size_t start = at;
        bool ok;
        utf8_next(s, &at, &ok);
        if (!ok)
            return start;
    }
    return s.len;
}

size_t utf8_count(struct str s)
{
    size_t n = 0, at = 0;

    while (at < s.len) {
        utf8_next(s, &at, NULL);
        n++;
    }
    return n;
}

struct str utf8_cut(struct str s, size_t max)
{
    if (s.len <= max)
        return s;
    while (max > 0 && is_tail(s, max))
        max--;
    return str_of(s.ptr, max);
}

size_t utf8_control(struct str s)
{
    unsigned char c = (unsigned char)s.ptr[0];

    if (c == 0xC2 && s.len > 1 && (unsigned char)s.ptr[1] < 0xA0)
        return 2;
    return c < ' ' || c == 0x7F;
}
