#include "indexer/content/placeholders.h"

#include "indexer/base/err_place.h"

static bool is_name(struct str name)
{
    bool begins = true;

    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool letter = c >= 'a' && c <= 'z';
        bool more = (c >= '0' && c <= '9') || c == '_' || c == '.';
        if (!letter && (begins || !more))
            return false;
        begins = c == '.';
    }
    return name.len > 0 && name.len <= PLACEHOLDER_MAX && !begins;
}

static int bad_placeholder(const struct article *a, struct str body, size_t at,
                           unsigned line, struct err *e)
{
    err_set(e, ERR_CONTENT,
            "this is no placeholder: write it like {{customer.name}}, without "
            "blanks, of small letters, digits, '_' and dots");
    return err_place(e, a->path, body, at, line);
}

static bool is_listed(const struct article *a, struct str name)
{
    for (size_t i = 0; i < a->placeholder_count; i++)
        if (str_eq(a->placeholders[i], name))
            return true;
    return false;
}

/* What is filled in when the site is compiled is none. */
static bool is_variable(const struct variables *known, struct str rest)
{
    struct variable v;

    return variables_at(known, rest, &v) && v.text;
}

int placeholders_find(struct article *a, struct str body, unsigned body_line,
                      const struct variables *known, struct err *e)
{
    const struct str open = STR("{{"), close = STR("}}");
    size_t room = 0;

    for (size_t i = 0; i + 1 < body.len; i++)
        room += str_starts(str_skip(body, i), open);
    a->placeholders = arena_new(&a->arena, struct str, room);
    if (!a->placeholders)
        return err_no_memory(e);
    for (size_t at = str_search(body, open); at < body.len;) {
        struct str rest = str_skip(body, at + open.len);
        struct str name = str_sub(rest, 0, str_search(rest, close));
        if (name.len == rest.len || !is_name(name))
            return bad_placeholder(a, body, at, body_line, e);
        if (!is_variable(known, str_skip(body, at)) && !is_listed(a, name))
            a->placeholders[a->placeholder_count++] =
                arena_str(&a->arena, name);
        rest = str_skip(rest, name.len + close.len);
        at = body.len - rest.len + str_search(rest, open);
    }
    return a->arena.failed ? err_no_memory(e) : 0;
}
