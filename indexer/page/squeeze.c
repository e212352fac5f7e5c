#include "indexer/page/squeeze.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_punctuation(char c)
{
    return c == '{' || c == '}' || c == ';' || c == ',';
}

/* The length of the comment that `s` begins with, or 0. */
static size_t comment(struct str s)
{
    if (!str_starts(s, S("/*")))
        return 0;
    for (size_t i = 2; i + 1 < s.len; i++)
        if (s.ptr[i] == '*' && s.ptr[i + 1] == '/')
            return i + 2;
    return s.len;
}

/* The length of the string or url() that `s` begins with, or 0. */
static size_t literal(struct str s)
{
    bool url = str_starts(s, S("url("));
    char end = url ? ')' : s.ptr[0];

    if (!url && end != '"' && end != '\'')
        return 0;
    for (size_t i = 1; i < s.len; i++) {
        if (s.ptr[i] == '\\')
            i++;
        else if (s.ptr[i] == end)
            return i + 1;
    }
    return s.len;
}

/* Whether what is written so far needs no space behind it. */
static bool is_closed(const struct buf *out)
{
    char last = out->len ? out->ptr[out->len - 1] : '{';

    return is_punctuation(last) || last == ':';
}

static void put_css(struct buf *out, char c, bool *space)
{
    if (*space && !is_punctuation(c) && !is_closed(out))
        buf_char(out, ' ');
    *space = false;
    buf_char(out, c);
}

void squeeze_css(struct str css, struct buf *out)
{
    bool space = false;

    while (css.len) {
        size_t skipped = comment(css), whole = literal(css);
        struct str rest = str_skip(css, skipped);
        bool apart = space || is_closed(out) || !rest.len ||
                     is_space(rest.ptr[0]) || is_punctuation(rest.ptr[0]);
        if (skipped && apart && !str_starts(css, S("/*!"))) {
            css = rest;
        } else if (skipped || whole) {
            whole = skipped ? skipped : whole;
            put_css(out, css.ptr[0], &space);
            buf_put(out, str_sub(css, 1, whole - 1));
            css = str_skip(css, whole);
        } else {
            if (is_space(css.ptr[0]))
                space = true;
            else
                put_css(out, css.ptr[0], &space);
            css = str_skip(css, 1);
        }
    }
}

static bool holds_text(struct str js)
{
    for (size_t i = 0; i < js.len; i++)
        if (js.ptr[i] == '`' ||
            (js.ptr[i] == '\\' && i + 1 < js.len && is_space(js.ptr[i + 1])))
            return true;
    return false;
}

void squeeze_js(struct str js, struct buf *out)
{
    if (holds_text(js)) {
        buf_put(out, js);
        return;
    }
    while (js.len) {
        size_t skipped;
        while (js.len && is_space(js.ptr[0]))
            js = str_skip(js, 1);
        skipped = str_starts(js, S("/*!")) ? 0 : comment(js);
        if (!skipped) {
            size_t end = str_find(js, '\n');
            buf_put(out, str_sub(js, 0, end < js.len ? end + 1 : end));
            skipped = end < js.len ? end + 1 : end;
        }
        js = str_skip(js, skipped);
    }
}
