/* Filters, as far as search has them: one section, one tag. */
#include "server/compat_query.h"

struct scanner {
    struct str rest;
    struct arena *arena;
};

static void skip_blanks(struct scanner *s)
{
    while (s->rest.len && (s->rest.ptr[0] == ' ' || s->rest.ptr[0] == '\t'))
        s->rest = str_skip(s->rest, 1);
}

/* Behind the opening quote; a backslash keeps what follows it. */
static bool quoted(struct scanner *s, char quote, struct str *out)
{
    struct buf text = {0};
    size_t at = 0;

    for (; at < s->rest.len && s->rest.ptr[at] != quote; at++) {
        if (s->rest.ptr[at] == '\\' && at + 1 < s->rest.len)
            at++;
        buf_char(&text, s->rest.ptr[at]);
    }
    bool closed = at < s->rest.len;
    s->rest = str_skip(s->rest, at + 1);
    *out = buf_copy(&text, s->arena);
    buf_release(&text);
    return closed;
}

static bool is_sign(char c)
{
    return c == ':' || c == '=';
}

/* A word, or what stands in quotes. */
static bool operand(struct scanner *s, struct str *out)
{
    size_t len = 0;

    skip_blanks(s);
    if (s->rest.len && (s->rest.ptr[0] == '"' || s->rest.ptr[0] == '\'')) {
        char quote = s->rest.ptr[0];
        s->rest = str_skip(s->rest, 1);
        return quoted(s, quote, out);
    }
    while (len < s->rest.len && s->rest.ptr[len] != ' ' &&
           !is_sign(s->rest.ptr[len]))
        len++;
    *out = str_sub(s->rest, 0, len);
    s->rest = str_skip(s->rest, len);
    return len > 0;
}

static void take(struct compat_filter *out, struct str attribute,
                 struct str value)
{
    bool section = str_eq(attribute, S("section"));
    bool tag = str_eq(attribute, S("tag")) || str_eq(attribute, S("tags"));

    if (section && !out->section.len)
        out->section = value;
    else if (tag && !out->tag.len)
        out->tag = value;
}

/* A whole expression counts or nothing of it: half of "a OR b" is wrong. */
static void read_expression(struct arena *a, struct str text,
                            struct compat_filter *out)
{
    struct scanner s = {str_trim(text), a};
    struct compat_filter found = *out;

    while (s.rest.len) {
        struct str attribute, value, word;
        if (!operand(&s, &attribute))
            return;
        skip_blanks(&s);
        if (!s.rest.len || !is_sign(s.rest.ptr[0]))
            return;
        s.rest = str_skip(s.rest, 1);
        if (!operand(&s, &value))
            return;
        take(&found, attribute, value);
        skip_blanks(&s);
        if (s.rest.len && (!operand(&s, &word) || !str_eq(word, S("AND"))))
            return;
        skip_blanks(&s);
    }
    *out = found;
}

/* "section:a value of words", as one item of a list: no quotes are needed. */
static bool read_item(struct str text, struct compat_filter *out)
{
    size_t sign = str_find(text, ':');
    struct str value = str_skip(text, sign + 1);

    if (sign == text.len || str_search(text, S("\"")) < text.len)
        return false;
    if (!str_starts(value, S("-")))
        take(out, str_sub(text, 0, sign), value);
    return true;
}

static void read_listed(struct arena *a, const struct value *item,
                        struct compat_filter *out)
{
    if (item->kind == VALUE_LIST) { /* alternatives, unless there is but one */
        if (item->list.count == 1 && item->list.items[0]->kind == VALUE_TEXT)
            read_listed(a, item->list.items[0], out);
        return;
    }
    if (item->kind == VALUE_TEXT && !read_item(item->text, out))
        read_expression(a, item->text, out);
}

void compat_filter_read(struct arena *a, const struct value *value,
                        struct compat_filter *out)
{
    if (value && value->kind == VALUE_TEXT)
        read_expression(a, value->text, out);
    for (size_t i = 0;
         value && value->kind == VALUE_LIST && i < value->list.count; i++)
        read_listed(a, value->list.items[i], out);
}
