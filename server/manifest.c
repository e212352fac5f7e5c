#include "server/manifest.h"

#include "lib/site/site_names.h"
#include "lib/value.h"

static struct str text(const struct value *map, const char *key)
{
    return value_str(value_get(map, str_from(key)));
}

static double number(const struct value *map, const char *key, double otherwise)
{
    const struct value *v = value_get(map, str_from(key));

    if (v && v->kind == VALUE_INTEGER)
        return (double)v->integer;
    return v && v->kind == VALUE_NUMBER ? v->number : otherwise;
}

static void read_locale(const struct value *from, struct manifest_locale *to)
{
    const struct value *articles = value_get(from, S("articles"));

    *to = (struct manifest_locale){
        .tag = text(from, "tag"),
        .name = text(from, "name"),
        .dir = text(from, "dir"),
        .home = text(from, "home"),
        .search = text(from, "search"),
        .recipe = text(from, "recipe"),
    };
    if (articles && articles->kind == VALUE_INTEGER && articles->integer > 0)
        to->articles = (uint64_t)articles->integer;
}

static int read_locales(const struct value *list, struct arena *a,
                        struct manifest *out, struct err *e)
{
    if (!list || list->kind != VALUE_LIST || !list->list.count)
        return err_set(e, ERR_CONTENT, "the manifest names no locale");
    out->locale_count = list->list.count;
    out->locales = arena_new(a, struct manifest_locale, out->locale_count);
    if (!out->locales)
        return err_no_memory(e);
    for (size_t i = 0; i < out->locale_count; i++) {
        read_locale(list->list.items[i], &out->locales[i]);
        if (!out->locales[i].tag.len)
            return err_set(e, ERR_CONTENT, "the manifest has a bad locale");
    }
    return 0;
}

/* 16 hexadecimal digits; false for anything else. */
static bool read_check(struct str digits, uint64_t *check)
{
    *check = 0;
    for (size_t i = 0; i < digits.len; i++) {
        char c = digits.ptr[i];
        bool number = c >= '0' && c <= '9';
        if (!number && (c < 'a' || c > 'f'))
            return false;
        *check = *check << 4 | (uint64_t)(number ? c - '0' : c - 'a' + 10);
    }
    return digits.len == 16;
}

static struct value *load(const struct site_file *f, struct arena *a,
                          struct err *e)
{
    struct buf json = {0};
    struct value *root = NULL;

    if (site_file_load(f, SITE_NAME_MANIFEST, &json, e) == 0)
        root = value_from_json(a, buf_str(&json), e);
    buf_release(&json);
    return root;
}

int manifest_read_preview(const struct site_file *f, struct arena *a,
                          struct manifest_preview *out, struct err *e)
{
    const struct value *root = load(f, a, e);

    if (!root)
        return -1;
    out->preview = value_is_true(value_get(root, S("preview")));
    out->is_layer = read_check(text(root, "layer_of"), &out->layer_of);
    return 0;
}

int manifest_read(const struct site_file *f, struct arena *a,
                  struct manifest *out, struct err *e)
{
    struct value *root = load(f, a, e);

    if (!root)
        return -1;
    *out = (struct manifest){
        .generator = text(root, "generator"),
        .title = text(root, "title"),
        .base_url = text(root, "base_url"),
        .prefix = text(root, "prefix"),
        .channels = value_get(root, S("channels")),
        .preview = value_is_true(value_get(root, S("preview"))),
    };
    out->answer_threshold = number(root, "answer_threshold", -1);
    out->for_agents =
        read_check(text(root, "public_check"), &out->public_check);
    const struct value *next = value_get(root, S("next_change_at"));
    if (next && next->kind == VALUE_INTEGER && next->integer > 0)
        out->next_change_at = next->integer;
    if (read_locales(value_get(root, S("locales")), a, out, e))
        return -1;
    for (size_t i = 0; i < out->locale_count; i++)
        if (str_eq(out->locales[i].tag, text(root, "default_locale")))
            out->default_locale = i;
    return 0;
}
