#include "server/list_cursor.h"

#include <inttypes.h>

#include "lib/buf.h"
#include "lib/utf8.h"

/* base64url (RFC 4648, 5), without padding. */
static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct str list_cursor_write(struct arena *a, const struct list_cursor *c)
{
    struct str plain =
        arena_fmt(a, "%" PRId64 " %.*s", c->updated, STR_ARG(c->id));
    struct buf out = {0};

    for (size_t i = 0; i < plain.len; i += 3) {
        size_t n = plain.len - i < 3 ? plain.len - i : 3;
        unsigned bits = 0;
        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < n ? (unsigned char)plain.ptr[i + k] : 0);
        for (size_t k = 0; k <= n; k++)
            buf_char(&out, digits[bits >> (18 - 6 * k) & 63]);
    }
    struct str copy = buf_copy(&out, a);
    buf_release(&out);
    return copy;
}

static bool decode(struct arena *a, struct str text, struct str *out)
{
    char *bytes = arena_alloc(a, text.len + 1, 1);
    unsigned bits = 0, have = 0;
    size_t len = 0;

    for (size_t i = 0; bytes && i < text.len; i++) {
        size_t digit = str_find(str_from(digits), text.ptr[i]);
        if (digit == sizeof(digits) - 1)
            return false;
        bits = (bits << 6 | (unsigned)digit) & 0xFFFF;
        have += 6;
        if (have < 8)
            continue;
        have -= 8;
        bytes[len++] = (char)(bits >> have & 0xFF);
    }
    *out = str_of(bytes, len);
    return bytes != NULL;
}

bool list_cursor_read(struct arena *a, struct str text, struct list_cursor *out)
{
    struct str plain, number;
    uint64_t updated;

    if (!decode(a, text, &plain) || utf8_check(plain) != plain.len ||
        !str_cut(&plain, ' ', &number) || !plain.len)
        return false;

    bool before = str_starts(number, S("-")); /* 1970 */

    if (!str_to_u64(str_skip(number, before), &updated) || updated > INT64_MAX)
        return false;
    *out = (struct list_cursor){
        .updated = before ? -(int64_t)updated : (int64_t)updated, .id = plain};
    return true;
}
