#include "lib/value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct value *new_value(struct arena *a, enum value_kind kind)
{
    struct value *v = arena_new(a, struct value, 1);

    if (v)
        v->kind = kind;
    return v;
}

static struct value *new_string(struct arena *a, enum value_kind kind,
                                struct str s)
{
    struct value *v = new_value(a, kind);

    if (v)
        v->text = s;
    return v;
}

struct value *value_null(struct arena *a)
{
    return new_value(a, VALUE_NULL);
}

struct value *value_bool(struct arena *a, bool b)
{
    struct value *v = new_value(a, VALUE_BOOL);

    if (v)
        v->boolean = b;
    return v;
}

struct value *value_integer(struct arena *a, int64_t n)
{
    struct value *v = new_value(a, VALUE_INTEGER);

    if (v)
        v->integer = n;
    return v;
}

struct value *value_number(struct arena *a, double n)
{
    struct value *v = new_value(a, VALUE_NUMBER);

    if (v)
        v->number = n;
    return v;
}

struct value *value_text(struct arena *a, struct str s)
{
    return new_string(a, VALUE_TEXT, s);
}

struct value *value_html(struct arena *a, struct str s)
{
    return new_string(a, VALUE_HTML, s);
}

static bool is_scheme_allowed(struct str scheme)
{
    static const struct str allowed[] = {STR("http"), STR("https"),
                                         STR("mailto"), STR("tel")};

    for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
        if (str_eq_nocase(scheme, allowed[i]))
            return true;
    return false;
}

static bool is_slash(char c)
{
    return c == '/' || c == '\\'; /* the same to a browser */
}

static bool is_url_safe(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x20 || c == 0x7F)
            return false;
    }
    if (s.len >= 2 && is_slash(s.ptr[0]) && is_slash(s.ptr[1]))
        return false;

    /* What stands before a colon is a scheme, unless a path, a query or a
     * fragment began earlier. */
    size_t at = 0;

    while (at < s.len && !strchr(":/?#", s.ptr[at]))
        at++;
    return at == s.len || s.ptr[at] != ':' ||
           is_scheme_allowed(str_sub(s, 0, at));
}

struct value *value_url(struct arena *a, struct str s)
{
    /* Browsers drop spaces at both ends; so they must not hide anything. */
    s = str_trim(s);
    return is_url_safe(s) ? new_string(a, VALUE_URL, s) : value_null(a);
}

struct value *value_json(struct arena *a, const struct value *inner)
{
    struct value *v = new_value(a, VALUE_JSON);

    if (v)
        v->json = inner;
    return v;
}

struct value *value_message(struct arena *a, const struct message *m)
{
    struct value *v = new_value(a, VALUE_MESSAGE);

    if (v)
        v->message = m;
    return v;
}

struct value *value_list(struct arena *a)
{
    return new_value(a, VALUE_LIST);
}

struct value *value_map(struct arena *a)
{
    return new_value(a, VALUE_MAP);
}

/* Twice the room for an array that lies in the arena. */
static void *grow(struct arena *a, const void *old, size_t *room, size_t size)
{
    size_t wanted = *room ? *room * 2 : 4;
    void *grown = arena_alloc(a, wanted, size);

    if (!grown)
        return NULL;
    if (*room)
        memcpy(grown, old, *room * size);
    *room = wanted;
    return grown;
}

void value_push(struct arena *a, struct value *list, struct value *item)
{
    if (!list || !item)
        return;
    if (list->list.count == list->list.room) {
        struct value **items = grow(a, list->list.items, &list->list.room,
                                    sizeof(*list->list.items));
        if (!items)
            return;
        list->list.items = items;
    }
    list->list.items[list->list.count++] = item;
}

static struct value_member *find_member(const struct value *map, struct str key)
{
    for (size_t i = 0; i < map->map.count; i++)
        if (str_eq(map->map.members[i].key, key))
            return &map->map.members[i];
    return NULL;
}

void value_set_str(struct arena *a, struct value *map, struct str key,
                   struct value *v)
{
    if (!map || !v)
        return;

    struct value_member *m = find_member(map, key);

    if (m)
        m->value = v;
    else
        value_add(a, map, key, v);
}

void value_add(struct arena *a, struct value *map, struct str key,
               struct value *v)
{
    if (!map || !v)
        return;
    if (map->map.count == map->map.room) {
        struct value_member *m =
            grow(a, map->map.members, &map->map.room, sizeof(*m));
        if (!m)
            return;
        map->map.members = m;
    }
    map->map.members[map->map.count++] = (struct value_member){key, v};
}

void value_set(struct arena *a, struct value *map, const char *key,
               struct value *v)
{
    value_set_str(a, map, str_from(key), v);
}

const struct value *value_get(const struct value *v, struct str key)
{
    if (!v || v->kind != VALUE_MAP)
        return NULL;

    const struct value_member *m = find_member(v, key);

    return m ? m->value : NULL;
}

const struct value *value_path(const struct value *v, struct str path)
{
    struct str key;

    while (v && str_cut(&path, '.', &key))
        v = value_get(v, key);
    return v;
}

bool value_is_true(const struct value *v)
{
    if (!v)
        return false;
    switch (v->kind) {
    case VALUE_NULL: return false;
    case VALUE_BOOL: return v->boolean;
    case VALUE_TEXT:
    case VALUE_HTML:
    case VALUE_URL: return v->text.len > 0;
    case VALUE_JSON: return value_is_true(v->json);
    case VALUE_LIST: return v->list.count > 0;
    case VALUE_INTEGER:
    case VALUE_NUMBER:
    case VALUE_MESSAGE:
    case VALUE_MAP: return true;
    }
    return false;
}

struct str value_str(const struct value *v)
{
    if (v && (v->kind == VALUE_TEXT || v->kind == VALUE_HTML ||
              v->kind == VALUE_URL))
        return v->text;
    return (struct str){0};
}

struct str value_str_in(const struct value *v, struct str tag,
                        struct str otherwise)
{
    if (!v || v->kind != VALUE_MAP)
        return value_str(v);

    struct str text = value_str(value_get(v, tag));

    if (text.len == 0)
        text = value_str(value_get(v, otherwise));
    if (text.len == 0 && v->map.count)
        text = value_str(v->map.members[0].value);
    return text;
}

/* The shortest decimal that reads back as the same double. What 15 digits can
 * say, %g says with no digit too many; beyond that, 17 are always enough. */
static void put_number(struct buf *out, double n)
{
    char text[40];

    if (!isfinite(n)) {
        buf_text(out, "null");
        return;
    }
    /* "-0" would be read back as a whole number, which has no such zero. */
    n = n == 0 ? 0 : n;
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(text, sizeof(text), "%.*g", digits, n);
        if (strtod(text, NULL) == n)
            break;
    }
    buf_text(out, text);
}

static void put_list(struct buf *out, const struct value *v)
{
    buf_char(out, '[');
    for (size_t i = 0; i < v->list.count; i++) {
        if (i)
            buf_char(out, ',');
        value_to_json(out, v->list.items[i]);
    }
    buf_char(out, ']');
}

static void put_map(struct buf *out, const struct value *v)
{
    buf_char(out, '{');
    for (size_t i = 0; i < v->map.count; i++) {
        if (i)
            buf_char(out, ',');
        buf_json(out, v->map.members[i].key);
        buf_char(out, ':');
        value_to_json(out, v->map.members[i].value);
    }
    buf_char(out, '}');
}

void value_to_json(struct buf *out, const struct value *v)
{
    switch (v ? v->kind : VALUE_NULL) {
    case VALUE_NULL:
    case VALUE_MESSAGE: buf_text(out, "null"); break;
    case VALUE_BOOL: buf_text(out, v->boolean ? "true" : "false"); break;
    case VALUE_INTEGER: buf_fmt(out, "%" PRId64, v->integer); break;
    case VALUE_NUMBER: put_number(out, v->number); break;
    case VALUE_TEXT:
    case VALUE_HTML:
    case VALUE_URL: buf_json(out, v->text); break;
    case VALUE_JSON: value_to_json(out, v->json); break;
    case VALUE_LIST: put_list(out, v); break;
    case VALUE_MAP: put_map(out, v); break;
    }
}
