#include "indexer/import/import_zendesk.h"

#include "indexer/import/import_text.h"
#include "lib/icu/locale.h"

enum { PARENTS_MAX = 8 };

struct str zendesk_text(struct zendesk *z, const struct value *v,
                        const char *key)
{
    return import_scalar(&z->im->arena, value_get(v, str_from(key)));
}

struct str zendesk_title(struct zendesk *z, const struct value *v)
{
    struct str name = zendesk_text(z, v, "title");

    return name.len ? name : zendesk_text(z, v, "name");
}

struct str zendesk_locale(struct zendesk *z, struct str name)
{
    struct str tag = import_locale(z->im, name);
    struct str language = locale_language(tag);

    if (!tag.len || str_eq(language, S("zh")) || str_eq(language, S("pt")))
        return tag;
    for (size_t i = 0; i < z->tags.count; i++) {
        struct str other = z->tags.entries[i].key;
        if (!str_eq(other, tag) && str_eq(locale_language(other), language))
            return tag;
    }
    return arena_str(&z->im->arena, language);
}

struct str zendesk_folder_name(struct zendesk *z, const struct map *where,
                               struct str id)
{
    const struct value *same = map_get(where, id);
    struct str name = {0};

    for (size_t i = 0; same && i < same->list.count; i++) {
        const struct value *v = same->list.items[i];
        struct str locale = zendesk_text(z, v, "locale");
        if (!name.len || str_eq(locale, zendesk_text(z, v, "source_locale")))
            name = zendesk_title(z, v);
    }
    char *copy = arena_new(&z->im->arena, char, name.len + 1);
    for (size_t i = 0; copy && i < name.len; i++)
        copy[i] = name.ptr[i] == '/' ? '-' : name.ptr[i];
    return copy ? str_of(copy, name.len) : name;
}

static const struct value *first_of(const struct map *where, struct str id)
{
    const struct value *same = id.len ? map_get(where, id) : NULL;

    return same && same->list.count ? same->list.items[0] : NULL;
}

/* Two sections of one name side by side are two folders. */
static struct str apart(struct zendesk *z, struct str above, struct str name,
                        struct str id)
{
    struct arena *a = &z->im->arena;
    struct str key = arena_fmt(a, "%.*s\n%.*s", STR_ARG(above), STR_ARG(name));
    struct str *owner = map_get(&z->named, key);

    if (!owner && (owner = arena_new(a, struct str, 1))) {
        *owner = arena_str(a, id);
        map_set(&z->named, key, owner);
    }
    return !owner || str_eq(*owner, id)
               ? name
               : arena_fmt(a, "%.*s %.*s", STR_ARG(name), STR_ARG(id));
}

struct str zendesk_section_path(struct zendesk *z, struct str id)
{
    struct arena *a = &z->im->arena;
    struct str path = S(""), category = S("");

    for (size_t depth = 0; id.len && depth < PARENTS_MAX; depth++) {
        const struct value *v = first_of(&z->sections, id);
        struct str name = zendesk_folder_name(z, &z->sections, id);
        if (!v)
            break;
        category = zendesk_text(z, v, "category_id");
        struct str above = zendesk_text(z, v, "parent_section_id");
        name = apart(z, above.len ? above : category, name, id);
        if (name.len)
            path = path.len
                       ? arena_fmt(a, "%.*s/%.*s", STR_ARG(name), STR_ARG(path))
                       : name;
        id = above;
    }
    struct str name = zendesk_folder_name(z, &z->categories, category);
    if (name.len)
        path = path.len
                   ? arena_fmt(a, "%.*s/%.*s", STR_ARG(name), STR_ARG(path))
                   : name;
    return path;
}
