#include "lib/html_scan.h"

bool html_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool html_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
    return !html_is_space(c) && c != '=' && c != '>' && c != '/';
}

static bool is_bare(char c)
{
    return !html_is_space(c) && c != '>';
}

static bool is_between(char c)
{
    return html_is_space(c) || c == '/';
}

static struct str take_while(struct str *s, bool wanted(char c))
{
    size_t i = 0;

    while (i < s->len && wanted(s->ptr[i]))
        i++;
    struct str taken = str_sub(*s, 0, i);
    *s = str_skip(*s, i);
    return taken;
}

struct str html_take_name(struct str *rest)
{
    return take_while(rest, is_name);
}

static struct str take_value(struct str *s)
{
    char quote = s->len ? s->ptr[0] : '\0';

    if (quote != '"' && quote != '\'')
        return take_while(s, is_bare);
    *s = str_skip(*s, 1);
    struct str value = str_sub(*s, 0, str_find(*s, quote));
    *s = str_skip(*s, value.len + 1);
    return value;
}

bool html_take_attribute(struct str *rest, struct str *name, struct str *value)
{
    take_while(rest, is_between);
    if (!rest->len || rest->ptr[0] == '>') {
        *rest = str_skip(*rest, 1);
        return false;
    }
    *name = take_while(rest, is_name);
    *value = (struct str){0};
    take_while(rest, html_is_space);
    if (str_starts(*rest, S("="))) {
        *rest = str_skip(*rest, 1);
        take_while(rest, html_is_space);
        *value = take_value(rest);
    }
    return true;
}

static uint32_t number_of(struct str digits, unsigned base)
{
    uint32_t n = 0;

    for (size_t i = 0; i < digits.len; i++) {
        char c = digits.ptr[i];
        unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0')
                         : html_is_letter(c)  ? (unsigned)((c | 32) - 'a' + 10)
                                              : base;
        if (digit >= base || n > 0x10FFFF)
            return 0;
        n = n * base + digit;
    }
    return n;
}

uint32_t html_numbered(struct str name)
{
    if (str_starts(name, S("#x")) || str_starts(name, S("#X")))
        return number_of(str_skip(name, 2), 16);
    return str_starts(name, S("#")) ? number_of(str_skip(name, 1), 10) : 0;
}
