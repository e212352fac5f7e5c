#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "indexer/import/import_html_parts.h"

void writer_lose(struct writer *w, const struct html_part *n,
                 const char *before, struct str name, const char *after)
{
    struct str text =
        arena_fmt(&w->arena, "%s%.*s%s", before, STR_ARG(name), after);

    if (text.ptr)
        w->asked->lost(w->asked->context, n->line, text);
}

static bool is_mark(char c)
{
    return c == '*' || c == '~';
}

bool writer_is_word(char c)
{
    return isalnum((unsigned char)c) || (c & 0x80);
}

char writer_last_of(const struct buf *b)
{
    return b->len ? b->ptr[b->len - 1] : ' ';
}

/* "**Note:**text" would be no bold text: the mark goes before the colon. */
static void mend_closed(struct writer *w, char next)
{
    size_t at = w->closed, n = w->closed_len;

    w->closed = 0;
    if (!at || at + n != w->text.len || !writer_is_word(next))
        return;
    while (at && ispunct((unsigned char)w->text.ptr[at - 1]) &&
           !is_mark(w->text.ptr[at - 1]))
        at--;
    if (at == w->closed || at == 0 || w->text.ptr[at - 1] == ' ')
        return;
    size_t length = w->text.len - n - at;
    char mark = w->text.ptr[w->text.len - 1];
    memmove(w->text.ptr + at + n, w->text.ptr + at, length);
    memset(w->text.ptr + at, mark, n);
}

void writer_flush_space(struct writer *w)
{
    if (w->space != SPACE_NONE && w->text.len &&
        writer_last_of(&w->text) != '\n')
        buf_text(&w->text, w->space == SPACE_FIXED ? "\xC2\xA0" : " ");
    w->space = SPACE_NONE;
}

/* Signs that are Markdown's. */
void writer_put_raw(struct writer *w, struct str s)
{
    writer_flush_space(w);
    buf_put(&w->text, s);
}

static bool is_entity(struct str s)
{
    size_t i = 1;

    while (i < s.len && i < 12 &&
           (isalnum((unsigned char)s.ptr[i]) || s.ptr[i] == '#'))
        i++;
    return i > 1 && i < s.len && s.ptr[i] == ';';
}

static bool is_special(struct str s, size_t i, char before, bool in_cell)
{
    char c = s.ptr[i], next = i + 1 < s.len ? s.ptr[i + 1] : ' ';

    switch (c) {
    case '\\':
    case '`':
    case '[':
    case ']': return true;
    case '*': return before != ' ' || next != ' ';
    case '_': return !writer_is_word(before) || !writer_is_word(next);
    case '~': return before == '~' || next == '~';
    case '<':
        return next == '/' || next == '!' || next == '?' ||
               writer_is_word(next);
    case '&': return is_entity(str_skip(s, i));
    case '{': return next == '{' || next == '%' || next == ':' || next == '#';
    case '|': return in_cell;
    }
    return false;
}

/* Where a sign stands that begins a list, a heading and the like. */
static size_t block_sign(struct str s)
{
    size_t i = 0;

    while (i < s.len && i < 10 && isdigit((unsigned char)s.ptr[i]))
        i++;
    if (i && i < s.len && (s.ptr[i] == '.' || s.ptr[i] == ')') &&
        (i + 1 == s.len || s.ptr[i + 1] == ' '))
        return i;
    if (str_starts(s, S(":::")) || str_starts(s, S("!!!")) ||
        str_starts(s, S("???")))
        return 0;
    return s.len && strchr("#+-=>", s.ptr[0]) ? 0 : s.len;
}

void writer_put_signs(struct buf *out, struct str s, char before, bool starts,
                      bool in_cell)
{
    size_t sign = starts ? block_sign(s) : s.len;

    for (size_t i = 0; i < s.len; i++) {
        if (i == sign || is_special(s, i, i ? s.ptr[i - 1] : before, in_cell))
            buf_char(out, '\\');
        buf_char(out, s.ptr[i]);
    }
}

void import_put_text(struct buf *out, struct str text, bool starts,
                     bool in_cell)
{
    writer_put_signs(out, text, ' ', starts, in_cell);
}

static void put_word(struct writer *w, struct str s)
{
    bool starts = w->text.len == 0 || writer_last_of(&w->text) == '\n';
    char before = w->space ? ' ' : writer_last_of(&w->text);

    if (w->space == SPACE_NONE)
        mend_closed(w, s.ptr[0]);
    writer_flush_space(w);
    w->closed = 0;
    writer_put_signs(&w->text, s, before, starts, w->in_cell);
}

static size_t space_at(struct str s, unsigned *kind)
{
    if (s.len && strchr(" \n\t\r\f", s.ptr[0])) {
        *kind = SPACE_PLAIN;
        return 1;
    }
    if (str_starts(s, S("\xC2\xA0"))) {
        *kind = SPACE_FIXED;
        return 2;
    }
    if (str_starts(s, S("\xE2\x80\x8B")) || str_starts(s, S("\xEF\xBB\xBF"))) {
        *kind = SPACE_NONE;
        return 3;
    }
    return 0;
}

/* White space becomes one blank; a lone fixed blank stays fixed. */
void writer_put_text(struct writer *w, struct str s)
{
    size_t start = 0;

    for (size_t i = 0; i <= s.len;) {
        unsigned kind = SPACE_NONE;
        size_t n = space_at(str_skip(s, i), &kind);
        if (i < s.len && n == 0) {
            i++;
            continue;
        }
        if (i > start)
            put_word(w, str_sub(s, start, i - start));
        if (i == s.len)
            break;
        if (kind != SPACE_NONE)
            w->space = w->space ? SPACE_PLAIN : kind;
        i += n;
        start = i;
    }
}

void writer_end_line(struct writer *w, bool blank)
{
    struct str prefix = buf_str(&w->prefix);

    buf_char(w->out, '\n');
    if (blank)
        while (prefix.len && prefix.ptr[prefix.len - 1] == ' ')
            prefix.len--;
    buf_put(w->out, prefix);
}

/* Begins a line for a block, or goes on behind a marker. */
void writer_begin_line(struct writer *w)
{
    if (!w->fresh)
        for (; w->gap && w->out->len > w->start; w->gap--)
            writer_end_line(w, w->gap > 1);
    w->gap = 0;
    w->fresh = false;
}

void writer_need_gap(struct writer *w, unsigned gap)
{
    if (!w->fresh && w->gap < gap)
        w->gap = gap;
}

void writer_put_lines(struct writer *w, struct str s)
{
    struct str line;
    bool first = true;

    while (str_cut(&s, '\n', &line)) {
        if (!first)
            writer_end_line(w, !line.len);
        first = false;
        buf_put(w->out, line);
    }
}

void writer_drop_end(struct buf *b)
{
    while (b->len && (writer_last_of(b) == ' ' || writer_last_of(b) == '\n' ||
                      (writer_last_of(b) == '\\' && b->len > 1 &&
                       b->ptr[b->len - 2] == ' ')))
        b->len--;
}

/* Writes the paragraph that was gathered. */
void writer_end_text(struct writer *w)
{
    w->space = SPACE_NONE;
    w->closed = 0;
    if (w->in_cell)
        return;
    while (w->text.len >= 2 && writer_last_of(&w->text) == '\n')
        w->text.len -= 2; /* a "\" and the line feed of a break */
    writer_drop_end(&w->text);
    if (w->text.len) {
        writer_begin_line(w);
        writer_put_lines(w, buf_str(&w->text));
        writer_need_gap(w, 2);
    }
    buf_clear(&w->text);
}

/* In a cell all blocks are one line. */
void writer_begin_block(struct writer *w)
{
    if (!w->in_cell) {
        writer_end_text(w);
        writer_need_gap(w, 2);
    } else if (str_trim(buf_str(&w->text)).len &&
               !str_ends(buf_str(&w->text), S("<br>"))) {
        w->space = SPACE_NONE;
        buf_text(&w->text, "<br>");
    }
}
