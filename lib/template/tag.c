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
        .column = 1,
        .blank = true,
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

/* Counts lines and columns on from the tag before: a long line with many tags
 * is read once. */
static void find_place(struct scanner *s, struct tag *t)
{
    struct str passed = str_sub(s->source, s->placed, t->start - s->placed);

    for (size_t n = str_find(passed, '\n'); n < passed.len;
         n = str_find(passed, '\n')) {
        passed = str_skip(passed, n + 1);
        s->line_start = s->placed + n + 1;
        s->placed = s->line_start;
        s->line++;
        s->column = 1;
        s->blank = true;
    }
    for (size_t i = 0; i < passed.len && s->blank; i++)
        s->blank = is_blank(passed.ptr[i]);
    s->column += (unsigned)utf8_count(passed);
    s->placed = t->start;
    t->line = s->line;
    t->column = s->column;
    t->starts_line = s->blank;
    if (s->blank)
        t->space = str_sub(s->source, s->line_start, t->start - s->line_start);
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

/* Reads the sign behind the opening delimiter; returns where the name starts.
 * {{{x}}} and {{=x=}} end in a sign of their own, the guard. */
static size_t read_type(const struct scanner *s, struct tag *t, char *guard)
{
    size_t at = t->start + s->open.len;
    struct str rest = str_skip(s->source, at);
    size_t blanks = 0;

    while (has_space(str_sub(rest, blanks, 1)))
        blanks++;

    char type = blanks < rest.len ? rest.ptr[blanks] : '\0';

    *guard = type == '{' ? '}' : type == '=' ? '=' : '\0';
    if (!type || !strchr("#^/><$!=&{", type))
        return at;
    t->type = type == '{' ? '&' : type;
    return at + blanks + 1;
}

/* What ends the tag: the guard, if any, and the closing delimiter. */
static struct str closing(const struct scanner *s, char guard,
                          char out[DELIMITER_MAX + 1])
{
    size_t len = 0;

    if (guard)
        out[len++] = guard;
    memcpy(out + len, s->close.ptr, s->close.len);
    return str_of(out, len + s->close.len);
}

int scanner_next(struct scanner *s, struct tag *t, struct err *e)
{
    struct str rest = str_skip(s->source, s->at);
    size_t open = str_search(rest, s->open);
    char guard, text[DELIMITER_MAX + 1];

    if (open == rest.len)
        return 0;
    *t = (struct tag){.type = 'v', .start = s->at + open};
    find_place(s, t);

    size_t at = read_type(s, t, &guard);
    struct str close = closing(s, guard, text);

    rest = str_skip(s->source, at);
    t->name = str_sub(rest, 0, str_search(rest, close));
    if (t->name.len == rest.len) {
        err_set(e, ERR_CONTENT, "a tag that opens with %.*s needs %.*s",
                STR_ARG(s->open), STR_ARG(close));
        return fail(s, t, e);
    }
    t->end = s->at = at + t->name.len + close.len;
    find_line_end(s, t);
    return t->type == '=' ? set_delimiters(s, t, e) : check_name(s, t, e);
}
