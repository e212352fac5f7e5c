#include "lib/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/utf8.h"

void buf_release(struct buf *b)
{
    free(b->ptr);
    *b = (struct buf){0};
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = false;
}

struct str buf_str(const struct buf *b)
{
    return str_of(b->ptr, b->len);
}

struct str buf_copy(const struct buf *b, struct arena *a)
{
    if (!b->failed)
        return arena_str(a, buf_str(b));
    a->failed = true;
    return (struct str){0};
}

char *buf_room(struct buf *b, size_t n)
{
    if (b->failed)
        return NULL;
    if (n > b->cap - b->len) {
        size_t cap = b->cap ? b->cap : 256;
        while (cap - b->len < n && cap <= SIZE_MAX / 2)
            cap *= 2;
        char *grown = cap - b->len < n ? NULL : realloc(b->ptr, cap);
        if (!grown) {
            b->failed = true;
            return NULL;
        }
        b->ptr = grown;
        b->cap = cap;
    }
    return b->ptr + b->len;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    char *to = n ? buf_room(b, n) : NULL;

    if (to) {
        memcpy(to, bytes, n);
        b->len += n;
    }
}

void buf_put(struct buf *b, struct str s)
{
    buf_add(b, s.ptr, s.len);
}

void buf_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_char(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_fmt(struct buf *b, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);

    char *to = len < 0 ? NULL : buf_room(b, (size_t)len + 1);

    if (!to) {
        b->failed = true;
        return;
    }
    va_start(args, format);
    vsnprintf(to, (size_t)len + 1, format, args);
    va_end(args);
    b->len += (size_t)len;
}

static const char *html_entity(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

void buf_html(struct buf *b, struct str s)
{
    size_t done = 0;

    for (size_t i = 0; i < s.len; i++) {
        const char *entity = html_entity(s.ptr[i]);
        if (!entity)
            continue;
        buf_add(b, s.ptr + done, i - done);
        buf_text(b, entity);
        done = i + 1;
    }
    buf_put(b, str_skip(s, done));
}

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

static void put_url(struct buf *b, struct str s, char keep)
{
    static const char hex[] = "0123456789ABCDEF";

    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (is_unreserved((char)c) || (keep && (char)c == keep)) {
            buf_char(b, (char)c);
            continue;
        }
        char escape[3] = {'%', hex[c >> 4], hex[c & 15]};
        buf_add(b, escape, sizeof(escape));
    }
}

void buf_url_part(struct buf *b, struct str s)
{
    put_url(b, s, '\0');
}

void buf_url_path(struct buf *b, struct str s)
{
    put_url(b, s, '/');
}

static void put_json_escape(struct buf *b, uint32_t cp)
{
    switch (cp) {
    case '"': buf_text(b, "\\\""); break;
    case '\\': buf_text(b, "\\\\"); break;
    case '\n': buf_text(b, "\\n"); break;
    case '\r': buf_text(b, "\\r"); break;
    case '\t': buf_text(b, "\\t"); break;
    default: buf_fmt(b, "\\u%04x", (unsigned)cp);
    }
}

static bool needs_json_escape(uint32_t cp)
{
    return cp < 0x20 || cp == '"' || cp == '\\' || cp == '<' || cp == '>' ||
           cp == '&' || cp == 0x7F || cp == 0x2028 || cp == 0x2029;
}

void buf_json(struct buf *b, struct str s)
{
    size_t done = 0, at = 0;

    buf_char(b, '"');
    while (at < s.len) {
        size_t start = at;
        bool ok;
        uint32_t cp = utf8_next(s, &at, &ok);
        if (ok && !needs_json_escape(cp))
            continue;
        buf_add(b, s.ptr + done, start - done);
        if (ok)
            put_json_escape(b, cp);
        else
            buf_text(b, "\xEF\xBF\xBD");
        done = at;
    }
    buf_put(b, str_skip(s, done));
    buf_char(b, '"');
}

static void put_little_endian(struct buf *b, uint64_t n, unsigned bytes)
{
    char out[8];

    for (unsigned i = 0; i < bytes; i++)
        out[i] = (char)(n >> (8 * i) & 0xFF);
    buf_add(b, out, bytes);
}

void buf_u32(struct buf *b, uint32_t n)
{
    put_little_endian(b, n, 4);
}

void buf_u64(struct buf *b, uint64_t n)
{
    put_little_endian(b, n, 8);
}

void buf_varint(struct buf *b, uint64_t n)
{
    while (n >= 0x80) {
        buf_char(b, (char)(n | 0x80));
        n >>= 7;
    }
    buf_char(b, (char)n);
}
