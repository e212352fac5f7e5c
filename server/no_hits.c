#include "server/no_hits.h"

static void set_list(struct arena *a, struct value *root, const char *key,
                     const char *flag, struct value *list)
{
    value_set(a, root, flag, value_bool(a, list && list->list.count > 0));
    value_set(a, root, key, list);
}

static struct value *near_value(struct arena *a, const struct site_locale *l,
                                struct str word)
{
    struct value *v = value_map(a);
    struct buf url = {0};

    buf_put(&url, l->is->search);
    buf_text(&url, "?q=");
    buf_url_part(&url, word);
    value_set(a, v, "text", value_text(a, word));
    value_set(a, v, "url", value_url(a, buf_copy(&url, a)));
    buf_release(&url);
    return v;
}

/* The first articles of the section, or of the site where none has that id. */
static const struct value *top_of(const struct site_locale *l,
                                  struct str section)
{
    const struct value *sections = value_path(l->values, S("site.sections"));

    for (size_t i = 0; section.len && sections && i < sections->list.count;
         i++) {
        const struct value *s = sections->list.items[i];
        if (str_eq(value_str(value_get(s, S("id"))), section))
            return value_get(s, S("top"));
    }
    return value_path(l->values, S("site.top"));
}

void no_hits_put(struct arena *a, const struct site_locale *l,
                 const struct value *near, struct str section,
                 struct value *root)
{
    struct value *words = value_list(a), *articles = value_list(a);
    const struct value *top = top_of(l, section);

    for (size_t i = 0; near && i < near->list.count; i++)
        value_push(a, words, near_value(a, l, value_str(near->list.items[i])));
    for (size_t i = 0; top && i < top->list.count; i++)
        value_push(a, articles, top->list.items[i]);
    set_list(a, root, "near", "has_near", words);
    set_list(a, root, "top", "has_top", articles);
}
