/* Headers that repeat what the body says, as revision 2026-07-28 wants them:
 * values beyond visible ASCII come as "=?base64?...?=". */
#include "server/mcp.h"

enum { PAD = -1, BAD = -2 };

static int sextet(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    if (c == '+' || c == '-')
        return 62;
    if (c == '/' || c == '_')
        return 63;
    return c == '=' ? PAD : BAD;
}

/* Base64 of RFC 4648 in either alphabet, padded or not. */
static bool decode(struct str text, struct buf *out)
{
    unsigned bits = 0;
    int held = 0;

    for (size_t i = 0; i < text.len; i++) {
        int value = sextet(text.ptr[i]);
        if (value == BAD)
            return false;
        if (value == PAD)
            continue;
        bits = (bits << 6 | (unsigned)value) & 0xFFFF;
        held += 6;
        if (held >= 8) {
            held -= 8;
            buf_char(out, (char)(bits >> held & 0xFF));
        }
    }
    return !out->failed;
}

bool mcp_header_is(struct str header, struct str want)
{
    const struct str start = STR("=?base64?"), end = STR("?=");
    struct buf out = {0};

    if (!str_starts(header, start) || !str_ends(header, end) ||
        header.len < start.len + end.len)
        return header.len > 0 && str_eq(header, want);
    struct str coded =
        str_sub(header, start.len, header.len - start.len - end.len);
    bool same = decode(coded, &out) && str_eq(buf_str(&out), want);

    buf_release(&out);
    return same;
}
