#include "lib/template/tag.h"

#include <string.h>

#include "lib/utf8.h"

enum { DELIMITER_MAX = 16 };

void scanner_init(struct scanner *s, struct str name, struct str source)
{
    *s = (struct scanner){
        .name = name,
        .source = source,
        .open = S("{{"),
        .close = S("}}"),
        .line = 1,
    };
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static bool has_space(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (is_blank(s.ptr[i]) || s.ptr[i] == '\n')
            return true;
    return false;
}

static int fail(const struct scanner *s, const struct tag *t, struct err *e)
{
    return err_at(e, s->name, t->line, t->column);
}

/* Counts lines up to the tag. */
static void find_place(struct scanner *s, struct tag *t)
{
    struct str passed =
        str_sub(s->source, s->line_start, t->start - s->line_start);

    for (size_t n = str_find(passed, '\n'); n < passed.len;
         n = str_find(passed, '\n')) {
        passed = str_skip(passed, n + 1);
        s->line_start += n + 1;
        s->line++;
    }
    t->line = s->line;
    t->column = (unsigned)utf8_count(passed) + 1;

    size_t i = 0;

    while (i < passed.len && is_blank(passed.ptr[i]))
        i++;
    t->starts_line = i == passed.len;
    t->space = t->starts_line ? passed : (struct str){0};
}

static void find_line_end(const struct scanner *s, struct tag *t)
{
    size_t at = t->end;

    while (at < s->source.len && is_blank(s->source.ptr[at]))
        at++;
    t->ends_line = at == s->source.len || s->source.ptr[at] == '\n';
    t->line_end = at < s->source.len ? at + 1 : at;
}

/* "=<% %>=" without the outer '='. */
static int set_delimiters(struct scanner *s, struct tag *t, struct err *e)
{
    struct str inner = str_trim(t->name);
    size_t gap = 0;

    while (gap < inner.len && !has_space(str_sub(inner, gap, 1)))
        gap++;

    struct str open = str_sub(inner, 0, gap);
    struct str close = str_trim(str_skip(inner, gap));

    if (!open.len || !close.len || has_space(close) ||
        open.len > DELIMITER_MAX || close.len > DELIMITER_MAX ||
        str_find(open, '=') < open.len || str_find(close, '=') < close.len) {
        err_set(e, ERR_CONTENT, "delimiters are set as {{=<%% %%>=}}");
        return fail(s, t, e);
    }
    s->open = open;
    s->close = close;
    return 1;
}

static int check_name(const struct scanner *s, struct tag *t, struct err *e)
{
    t->name = str_trim(t->name);
    if (t->type == '!')
        return 1;
    if (t->type == '=' || t->name.len == 0 || has_space(t->name)) {
        err_set(e, ERR_CONTENT,
                "a tag needs one name without spaces, not '%.*s'",
                STR_ARG(utf8_cut(t->name, 60)));
        return fail(s, t, e);
    }
    return 1;
}

int scanner_next(struct scanner *s, struct tag *t, struct err *e)
{
    struct str rest = str_skip(s->source, s->at);
    size_t open = str_search(rest, s->open);

    if (open == rest.len)
        return 0;
    *t = (struct tag){.type = 'v', .start = s->at + open};
    find_place(s, t);

    size_t at = t->start + s->open.len;
    size_t first = at;

    while (first < s->source.len && has_space(str_sub(s->source, first, 1)))
        first++;

    char type = first < s->source.len ? s->source.ptr[first] : '\0';
    bool is_special = type && strchr("#^/><$!=&{", type);
    char guard = type == '{' ? '}' : type == '=' ? '=' : '\0';

    if (is_special) {
        t->type = type == '{' ? '&' : type;
        at = first + 1;
    }
    rest = str_skip(s->source, at);

    /* {{{x}}} and {{=x=}} end in a sign of their own before the delimiter. */
    size_t len = 0, close = str_search(rest, s->close);
    bool is_closed = close < rest.len;

    if (guard) {
        char text[DELIMITER_MAX + 1] = {guard};
        memcpy(text + 1, s->close.ptr, s->close.len);
        len = 1;
        close = str_search(rest, str_of(text, s->close.len + 1));
        is_closed = close < rest.len;
    }
    if (!is_closed) {
        err_set(e, ERR_CONTENT, "a tag that opens with %.*s needs %s%.*s",
                STR_ARG(s->open),
                type == '{' ? "}"
                : guard     ? "="
                            : "",
                STR_ARG(s->close));
        return fail(s, t, e);
    }
    t->name = str_sub(rest, 0, close);
    t->end = s->at = at + close + len + s->close.len;
    find_line_end(s, t);
    return guard == '=' ? set_delimiters(s, t, e) : check_name(s, t, e);
}
