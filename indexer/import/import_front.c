#include <ctype.h>
#include <string.h>

#include "indexer/front_matter/front_matter_keys.h"
#include "indexer/import/import.h"
#include "indexer/import/import_text.h"
#include "lib/timestamp.h"

static const char *const order[] = {
    "title",   "description", "answer",       "type",     "slug",    "id",
    "section", "weight",      "boost",        "promoted", "draft",   "unlisted",
    "search",  "date",        "publish_date", "expires",  "updated", "author",
    "tags",    "keywords",    "related",      "aliases",
};

enum { ORDER = sizeof(order) / sizeof(*order), FLOW_MAX = 60 };

/* Words that YAML reads as something else. */
static bool is_word_of_yaml(struct str s)
{
    static const struct str words[] = {STR("null"), STR("true"), STR("false"),
                                       STR("yes"),  STR("no"),   STR("on"),
                                       STR("off"),  STR("y"),    STR("n")};

    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (str_eq_nocase(words[i], s))
            return true;
    return false;
}

static bool is_plain(struct str s)
{
    if (!s.len || is_word_of_yaml(s))
        return false;
    if (!isalpha((unsigned char)s.ptr[0]) && !(s.ptr[0] & 0x80) &&
        s.ptr[0] != '/')
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!isalnum((unsigned char)s.ptr[i]) && !(s.ptr[i] & 0x80) &&
            !strchr(" -_./()'?!;+", s.ptr[i]))
            return false;
    return true;
}

static void put_quoted(struct buf *out, struct str s)
{
    buf_char(out, '"');
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '"' || s.ptr[i] == '\\')
            buf_char(out, '\\');
        buf_char(out, s.ptr[i]);
    }
    buf_char(out, '"');
}

static bool is_date(struct str s)
{
    int64_t seconds;

    return s.len >= 10 && timestamp_read(s, &seconds);
}

static void put_scalar(struct buf *out, const struct value *v)
{
    switch (v->kind) {
    case VALUE_BOOL: buf_text(out, v->boolean ? "true" : "false"); break;
    case VALUE_INTEGER: buf_fmt(out, "%lld", (long long)v->integer); break;
    case VALUE_NUMBER: buf_fmt(out, "%.10g", v->number); break;
    case VALUE_TEXT:
        if (is_plain(v->text) || is_date(v->text))
            buf_put(out, v->text);
        else
            put_quoted(out, v->text);
        break;
    case VALUE_NULL:
    case VALUE_HTML:
    case VALUE_URL:
    case VALUE_JSON:
    case VALUE_MESSAGE:
    case VALUE_LIST:
    case VALUE_MAP: break;
    }
}

static void put_list(struct buf *out, const struct value *list)
{
    size_t size = 0;

    for (size_t i = 0; i < list->list.count; i++)
        size += value_str(list->list.items[i]).len + 2;
    for (size_t i = 0; i < list->list.count; i++) {
        buf_text(out, size > FLOW_MAX ? "\n  - " : i ? ", " : " [");
        put_scalar(out, list->list.items[i]);
    }
    buf_text(out, size > FLOW_MAX ? "\n" : "]\n");
}

void import_put_front(const struct import_page *p, struct buf *out)
{
    buf_text(out, "---\n");
    for (size_t i = 0; i < ORDER; i++) {
        const struct value *v = value_get(p->front, str_from(order[i]));
        if (!v || v->kind == VALUE_NULL ||
            (v->kind == VALUE_LIST && !v->list.count))
            continue;
        buf_fmt(out, "%s:", order[i]);
        if (v->kind == VALUE_LIST) {
            put_list(out, v);
            continue;
        }
        buf_char(out, ' ');
        put_scalar(out, v);
        buf_char(out, '\n');
    }
    buf_text(out, "---\n");
}

struct str import_scalar(struct arena *a, const struct value *v)
{
    if (!v)
        return (struct str){0};
    if (v->kind == VALUE_BOOL)
        return v->boolean ? S("true") : S("false");
    if (v->kind == VALUE_INTEGER)
        return arena_fmt(a, "%lld", (long long)v->integer);
    if (v->kind == VALUE_NUMBER)
        return arena_fmt(a, "%.10g", v->number);
    return value_str(v);
}

static bool is_true(struct str s)
{
    return str_eq_nocase(s, S("true")) || str_eq_nocase(s, S("yes"));
}

static void take_list(struct import *im, struct import_page *p, const char *key,
                      const struct value *v, bool commas)
{
    struct str text = import_scalar(&im->arena, v), one;

    if (v->kind == VALUE_LIST) {
        for (size_t i = 0; i < v->list.count; i++) {
            const struct value *item = v->list.items[i];
            if (item->kind == VALUE_MAP)
                item = value_get(item, S("name"));
            import_push(im, p, key, import_scalar(&im->arena, item));
        }
    } else if (v->kind == VALUE_MAP) {
        import_push(im, p, key,
                    import_scalar(&im->arena, value_get(v, S("name"))));
    } else if (commas) {
        while (text.len && str_cut(&text, ',', &one))
            import_push(im, p, key, one);
    } else {
        import_push(im, p, key, text);
    }
}

static void take_number(struct import *im, struct import_page *p,
                        const char *key, struct str text, bool is_position)
{
    char copy[40], *end;
    double n;

    if (!text.len || text.len >= sizeof(copy))
        return;
    memcpy(copy, text.ptr, text.len);
    copy[text.len] = '\0';
    n = strtod(copy, &end);
    if (*end || !(n > -1e9 && n < 1e9) || (n == 0 && !is_position))
        return;
    import_set(im, p, key, value_number(&im->arena, n == 0 ? 0.5 : n));
}

void import_take_time(struct import *im, struct import_page *p, const char *key,
                      struct str text)
{
    text = str_trim(text);
    if (is_date(text))
        import_set_text(im, p, key, text);
    else if (text.len)
        import_lost(im, p, 1,
                    arena_fmt(&im->arena, "the date '%.*s' of '%s'",
                              STR_ARG(str_sub(text, 0, 60)), key));
}

static void take_bool(struct import *im, struct import_page *p, const char *key,
                      struct str text, enum front_kind kind)
{
    bool on = is_true(text);
    bool is_search = str_eq(str_from(key), S("search"));

    if (kind == FRONT_STATUS)
        on = str_eq_nocase(text, S("draft")) ||
             str_eq_nocase(text, S("archived")) ||
             str_eq_nocase(text, S("unpublished"));
    if (kind == FRONT_NOT)
        on = !on;
    if (on)
        import_set(im, p, key, value_bool(&im->arena, !is_search));
}

static void take(struct import *im, struct import_page *p, const char *key,
                 enum front_kind kind, const struct value *v)
{
    struct str text = import_scalar(&im->arena, v);

    switch (kind) {
    case FRONT_TEXT:
    case FRONT_ANSWER:
    case FRONT_SECTION: import_set_text(im, p, key, text); break;
    case FRONT_LIST:
    case FRONT_NAMES: take_list(im, p, key, v, false); break;
    case FRONT_COMMAS: take_list(im, p, key, v, true); break;
    case FRONT_WEIGHT:
    case FRONT_BOOST: take_number(im, p, key, text, false); break;
    case FRONT_POSITION: take_number(im, p, key, text, true); break;
    case FRONT_BOOL:
    case FRONT_NOT:
    case FRONT_STATUS:
        if (text.len)
            take_bool(im, p, key, text, kind);
        break;
    case FRONT_TIME:
        if (text.len)
            import_take_time(im, p, key, text);
        break;
    case FRONT_STAMP:
        if (text.len && isdigit((unsigned char)text.ptr[0]))
            import_take_time(im, p, key, text);
        break;
    case FRONT_AUDIENCE:
    case FRONT_CASCADE:
    case FRONT_FIRST: break;
    }
}

static void tell_unknown(struct import *im, struct import_page *p,
                         const struct value *front)
{
    for (size_t i = 0; i < front->map.count; i++) {
        struct str key = front->map.members[i].key;
        if (!front_knows(key))
            import_lost(im, p, 1,
                        arena_fmt(&im->arena, "the key '%.*s' of front matter",
                                  STR_ARG(str_sub(key, 0, 60))));
    }
}

void import_front(struct import *im, struct import_page *p,
                  const struct value *front)
{
    size_t count;
    const struct front_key *keys = front_keys(&count);

    if (!front || front->kind != VALUE_MAP)
        return;
    for (size_t i = 0; i < count; i++) {
        const struct value *v = value_get(front, str_from(keys[i].name));
        if (v)
            take(im, p, keys[i].name, keys[i].kind, v);
    }
    const struct front_alias *aliases = front_aliases(&count);
    for (size_t i = 0; i < count; i++) {
        const struct value *v = value_path(front, str_from(aliases[i].name));
        if (v)
            take(im, p, aliases[i].key, aliases[i].kind, v);
    }
    /* They name what the old system calls so. */
    if (value_get(p->front, S("related")))
        import_lost(im, p, 1, S("the key 'related' of front matter"));
    value_set(&im->arena, p->front, "related", value_null(&im->arena));
    value_set(&im->arena, p->front, "section", value_null(&im->arena));
    value_set(&im->arena, p->front, "type", value_null(&im->arena));
    tell_unknown(im, p, front);
}
