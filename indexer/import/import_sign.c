#include "indexer/import/import_sign.h"

#include <ctype.h>
#include <string.h>

enum { SIGN_BYTES = 1000, INNER_BYTES = 100000 };

static const struct {
    struct str begin, end;
    char kind;
    int liquid;
} forms[] = {
    {STR("{{<"), STR(">}}"), '<', 0},
    {STR("{{%"), STR("%}}"), '%', 0},
    {STR("{%"), STR("%}"), 'l', 1},
    {STR("{{"), STR("}}"), 'v', 1},
};

static int is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

struct import_sign import_sign(struct str text, int liquid)
{
    struct import_sign sign = {0};

    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        struct str inside, near = str_sub(text, 0, SIGN_BYTES);
        size_t end, n = 0;
        if (forms[i].liquid != liquid || !str_starts(near, forms[i].begin))
            continue;
        inside = str_skip(near, forms[i].begin.len);
        end = str_search(inside, forms[i].end);
        if (end == inside.len)
            continue;
        sign.kind = forms[i].kind;
        sign.length = forms[i].begin.len + end + forms[i].end.len;
        inside = str_sub(inside, 0, end);
        if (str_starts(inside, S("-")))
            inside = str_skip(inside, 1);
        if (str_ends(inside, S("-")) || str_ends(inside, S("/")))
            inside.len--;
        inside = str_trim(inside);
        if (str_starts(inside, S("/")))
            n = 1;
        while (n < inside.len && !is_space(inside.ptr[n]))
            n++;
        sign.name = str_sub(inside, 0, n);
        sign.words = str_trim(str_skip(inside, n));
        return sign;
    }
    return sign;
}

static struct str take_word(struct str *rest)
{
    char quote = rest->len ? rest->ptr[0] : ' ';
    struct str word;
    size_t n = 0;

    if (quote == '"' || quote == '\'' || quote == '`') {
        *rest = str_skip(*rest, 1);
        word = str_sub(*rest, 0, str_find(*rest, quote));
        *rest = str_skip(*rest, word.len + 1);
        return word;
    }
    while (n < rest->len && !is_space(rest->ptr[n]) && rest->ptr[n] != '=')
        n++;
    word = str_sub(*rest, 0, n);
    *rest = str_skip(*rest, n);
    return word;
}

struct str import_sign_value(struct str words, const char *name)
{
    while (words.len) {
        struct str word, value = {0};
        words = str_trim(words);
        size_t before = words.len;
        word = take_word(&words);
        int has_name = str_starts(words, S("="));
        if (has_name) {
            words = str_skip(words, 1);
            value = take_word(&words);
        }
        if (has_name && name && str_eq(word, str_from(name)))
            return value;
        if (!has_name && !name && word.len)
            return word;
        if (words.len == before)
            break;
    }
    return (struct str){0};
}

size_t import_sign_end(struct str text, const struct import_sign *begin,
                       int liquid, struct str *inner)
{
    struct str near = str_sub(text, 0, INNER_BYTES);

    for (size_t at = begin->length; at < near.len;) {
        struct str rest = str_skip(near, at);
        size_t next = str_find(rest, '{');
        struct import_sign sign;
        at += next;
        if (at >= near.len)
            break;
        sign = import_sign(str_skip(near, at), liquid);
        struct str name = sign.name;
        int is_end =
            liquid ? str_starts(name, S("end")) : str_starts(name, S("/"));
        name = str_skip(name, liquid ? 3 : 1);
        if (!name.len)
            name = str_trim(sign.words);
        if (sign.length && is_end && str_eq(name, begin->name)) {
            *inner = str_sub(text, begin->length, at - begin->length);
            return at + sign.length;
        }
        at += sign.length ? sign.length : 1;
    }
    return 0;
}
