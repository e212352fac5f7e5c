#include "server/compat_query.h"

#include "lib/utf8.h"

struct value *compat_body(struct request *request)
{
    struct err e = {0};
    struct value *v =
        value_from_json(&request->arena, buf_str(&request->body), &e);

    return v && v->kind == VALUE_MAP ? v : NULL;
}

struct value *compat_arguments(struct request *request)
{
    struct arena *a = &request->arena;
    struct value *v = value_map(a);

    for (size_t i = 0; i < request->argument_count; i++)
        value_set_str(a, v, request->arguments[i].name,
                      value_text(a, request->arguments[i].value));
    return v;
}

static struct value *parameter(struct arena *a, struct str text)
{
    struct err e = {0};
    struct value *v = NULL;

    if (str_starts(text, S("[")) || str_starts(text, S("{")))
        v = value_from_json(a, text, &e);
    return v ? v : value_text(a, text);
}

/* They are written as in an address, so they are read as in one. */
struct value *compat_parameters(struct arena *a, struct str text)
{
    struct request_argument all[COMPAT_PARAMETERS_MAX];
    size_t count = request_read_arguments(a, text, all, COMPAT_PARAMETERS_MAX);
    struct value *v = value_map(a);

    for (size_t i = 0; i < count; i++)
        value_set_str(a, v, all[i].name, parameter(a, all[i].value));
    return v;
}

struct str compat_text(const struct value *from, const char *key)
{
    const struct value *v = value_get(from, str_from(key));

    return v && v->kind == VALUE_TEXT ? v->text : (struct str){0};
}

bool compat_has(const struct value *from, const char *key)
{
    const struct value *v = value_get(from, str_from(key));

    return v && v->kind != VALUE_NULL;
}

uint32_t compat_number(const struct value *from, const char *key,
                       uint32_t otherwise, uint32_t most)
{
    const struct value *v = value_get(from, str_from(key));
    uint64_t n;

    if (v && v->kind == VALUE_INTEGER)
        n = v->integer < 0 ? 0 : (uint64_t)v->integer;
    else if (v && v->kind == VALUE_NUMBER)
        n = v->number >= most ? most : v->number > 0 ? (uint64_t)v->number : 0;
    else if (!v || v->kind != VALUE_TEXT || !str_to_u64(v->text, &n))
        return otherwise;
    return n < most ? (uint32_t)n : most;
}

static bool names(struct str item, struct str attribute)
{
    item = str_trim(item);
    item = str_sub(item, 0, str_find(item, ':'));
    item = str_sub(item, 0, str_find(item, '.'));
    return str_eq(item, S("*")) || str_eq(item, attribute);
}

bool compat_lists(const struct value *list, const char *attribute)
{
    struct str wanted = str_from(attribute), rest, item;

    if (!list)
        return false;
    for (size_t i = 0; list->kind == VALUE_LIST && i < list->list.count; i++)
        if (names(value_str(list->list.items[i]), wanted))
            return true;
    if (list->kind != VALUE_TEXT)
        return false;
    for (rest = list->text; str_cut(&rest, ',', &item);)
        if (names(item, wanted))
            return true;
    return false;
}
