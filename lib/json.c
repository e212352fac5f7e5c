/* JSON text to values; the only file that knows jansson. */
#include <jansson.h>

#include "lib/value.h"

enum {
    JSON_MAX_BYTES = 64 * 1024 * 1024,
    JSON_MAX_DEPTH = 64,
};

static struct value *convert(struct arena *a, json_t *json, unsigned depth);

static struct value *convert_list(struct arena *a, json_t *json, unsigned depth)
{
    struct value *list = value_list(a), *item;

    for (size_t i = 0; i < json_array_size(json); i++) {
        item = convert(a, json_array_get(json, i), depth);
        if (!item)
            return NULL;
        value_push(a, list, item);
    }
    return list;
}

/* The keys are known to differ, so that none is searched for: large objects
 * stay linear. */
static struct value *convert_map(struct arena *a, json_t *json, unsigned depth)
{
    struct value *map = value_map(a);
    size_t count = json_object_size(json);
    struct value_member *m = arena_new(a, struct value_member, count);

    if (!map || !m)
        return NULL;
    map->map.members = m;
    map->map.room = count;
    for (void *at = json_object_iter(json); at;
         at = json_object_iter_next(json, at)) {
        m->key = arena_str(
            a, str_of(json_object_iter_key(at), json_object_iter_key_len(at)));
        m->value = convert(a, json_object_iter_value(at), depth);
        if (!m->value)
            return NULL;
        m++;
        map->map.count++;
    }
    return map;
}

/* NULL when it is nested too deeply or memory ran out. */
static struct value *convert(struct arena *a, json_t *json, unsigned depth)
{
    if (depth > JSON_MAX_DEPTH)
        return NULL;
    switch (json_typeof(json)) {
    case JSON_OBJECT: return convert_map(a, json, depth + 1);
    case JSON_ARRAY: return convert_list(a, json, depth + 1);
    case JSON_STRING:
        return value_text(a, arena_str(a, str_of(json_string_value(json),
                                                 json_string_length(json))));
    case JSON_INTEGER: return value_integer(a, json_integer_value(json));
    case JSON_REAL: return value_number(a, json_real_value(json));
    case JSON_TRUE: return value_bool(a, true);
    case JSON_FALSE: return value_bool(a, false);
    case JSON_NULL: return value_null(a);
    }
    return NULL;
}

struct value *value_from_json(struct arena *a, struct str text, struct err *e)
{
    const size_t flags = JSON_DECODE_ANY | JSON_REJECT_DUPLICATES;
    json_error_t why;

    if (text.len > JSON_MAX_BYTES) {
        err_set(e, ERR_CONTENT, "JSON text is larger than %d MiB",
                JSON_MAX_BYTES / (1024 * 1024));
        return NULL;
    }

    json_t *json = json_loadb(text.len ? text.ptr : "", text.len, flags, &why);

    if (!json) {
        err_set(e, ERR_CONTENT, "not valid JSON: %s", why.text);
        err_at(e, S(""), (unsigned)why.line, (unsigned)why.column);
        return NULL;
    }

    struct value *v = convert(a, json, 0);

    json_decref(json);
    if (a->failed) {
        err_no_memory(e);
        return NULL;
    }
    if (!v)
        err_set(e, ERR_CONTENT, "JSON is nested deeper than %d levels",
                JSON_MAX_DEPTH);
    return v;
}
