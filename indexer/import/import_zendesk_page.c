#include "indexer/import/import_zendesk.h"

#include <string.h>

#include "indexer/import/import_html.h"
#include "indexer/import/import_text.h"

static bool is_on(const struct value *v, const char *key)
{
    const struct value *b = value_get(v, str_from(key));

    return b && b->kind == VALUE_BOOL && b->boolean;
}

static void add_times(struct zendesk *z, struct import_page *p,
                      const struct value *v)
{
    struct str edited = zendesk_text(z, v, "edited_at");

    import_take_time(z->im, p, "date", zendesk_text(z, v, "created_at"));
    import_take_time(z->im, p, "updated",
                     edited.len ? edited : zendesk_text(z, v, "updated_at"));
}

static struct import_page *add_page(struct zendesk *z, const struct value *v,
                                    const struct value *of)
{
    struct import *im = z->im;
    struct str tag = zendesk_locale(z, zendesk_text(z, v, "locale"));
    struct import_page *p;

    if (!tag.len)
        tag = zendesk_locale(z, zendesk_text(z, of, "locale"));
    if (!tag.len)
        tag = S("en");
    p = import_add(im);
    if (!p)
        return NULL;
    p->locale = tag;
    p->source = arena_fmt(&im->arena, "%s#%.*s", im->from,
                          STR_ARG(zendesk_text(z, of, "id")));
    import_set_text(im, p, "title", zendesk_title(z, v));
    return p;
}

static void know(struct zendesk *z, struct import_page *p, const char *what,
                 struct str id)
{
    import_know(z->im, arena_fmt(&z->im->arena, "%s/%.*s", what, STR_ARG(id)),
                p);
}

/* Both addresses that Zendesk answers. */
static void add_addresses(struct zendesk *z, struct import_page *p,
                          const struct value *v, const struct value *of,
                          const char *what)
{
    struct import *im = z->im;
    struct str id = zendesk_text(z, of, "id"),
               url = zendesk_text(z, v, "html_url");
    struct str locale = zendesk_text(z, v, "locale");

    if (!locale.len)
        locale = zendesk_text(z, of, "locale");
    if (url.len && str_search(url, S("/hc/")) < url.len) {
        import_push(im, p, "aliases",
                    str_skip(url, str_search(url, S("/hc/"))));
        struct str host = str_sub(url, 0, str_search(url, S("/hc/")));
        if (str_search(host, S("://")) < host.len &&
            !map_get(&im->prefixes, host))
            map_set(&im->prefixes, host, im);
    }
    if (locale.len && id.len)
        import_push(im, p, "aliases",
                    arena_fmt(&im->arena, "/hc/%.*s/%s/%.*s", STR_ARG(locale),
                              what, STR_ARG(id)));
}

static void add_labels(struct zendesk *z, struct import_page *p,
                       const struct value *of)
{
    static const char *const keys[] = {"label_names", "content_tag_names"};

    for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
        const struct value *list = value_get(of, str_from(keys[k]));
        for (size_t i = 0;
             list && list->kind == VALUE_LIST && i < list->list.count; i++)
            import_push(z->im, p, "tags", value_str(list->list.items[i]));
    }
}

static void add_position(struct zendesk *z, struct import_page *p,
                         const struct value *of)
{
    const struct value *v = value_get(of, S("position"));

    if (v && v->kind == VALUE_INTEGER && v->integer >= 0 &&
        v->integer < 1000000)
        import_set(z->im, p, "weight",
                   v->integer ? value_integer(&z->im->arena, v->integer)
                              : value_number(&z->im->arena, 0.5));
}

/* `v` is a translation of `of`, or it itself. */
static void add_article(struct zendesk *z, const struct value *v,
                        const struct value *of, bool is_tied)
{
    struct import *im = z->im;
    struct str id = zendesk_text(z, of, "id");
    struct import_page *p = add_page(z, v, of);

    if (!p)
        return;
    p->body = zendesk_text(z, v, "body");
    p->line = 0;
    p->folder = zendesk_section_path(z, zendesk_text(z, of, "section_id"));
    p->name = zendesk_title(z, of);
    if (!str_eq(zendesk_title(z, v), zendesk_title(z, of)))
        import_set_text(im, p, "slug", zendesk_title(z, v));
    if (is_tied)
        import_set_text(im, p, "id", id);
    if (is_on(of, "draft") || is_on(v, "draft"))
        import_set(im, p, "draft", value_bool(&im->arena, true));
    if (is_on(of, "promoted"))
        import_set(im, p, "promoted", value_bool(&im->arena, true));
    if (value_get(of, S("user_segment_id")) &&
        value_get(of, S("user_segment_id"))->kind == VALUE_INTEGER) {
        import_set(im, p, "draft", value_bool(&im->arena, true));
        problem_add(&im->problems, CHECK_IMPORT_LEFT, p->source, 0, 0,
                    "not everybody may read this article there, so that it is "
                    "a draft here: take 'draft' out, or write 'audience: "
                    "agents'");
    }
    add_position(z, p, of);
    add_times(z, p, v);
    add_labels(z, p, of);
    add_addresses(z, p, v, of, "articles");
    know(z, p, "articles", id);
}

static bool is_map(const struct value *v)
{
    return v && v->kind == VALUE_MAP;
}

/* The articles of one id, by language in one list or in `translations`. */
struct same {
    const struct value *first; /* whose title names the file */
    size_t count;
};

static struct same *same_of(struct zendesk *z, struct map *by_id,
                            const struct value *v)
{
    struct str id = arena_str(&z->im->arena, zendesk_text(z, v, "id"));
    struct same *same = map_get(by_id, id);

    if (!same) {
        same = arena_new(&z->im->arena, struct same, 1);
        if (!same || !map_set(by_id, id, same))
            return NULL;
        same->first = v;
    }
    return same;
}

static const struct value *translations_of(const struct value *v)
{
    const struct value *list = value_get(v, S("translations"));

    return list && list->kind == VALUE_LIST ? list : NULL;
}

static void add_with_translations(struct zendesk *z, const struct value *v,
                                  const struct same *same)
{
    const struct value *more = translations_of(v);
    bool is_tied = same->count > 1 || (more && more->list.count);
    struct str own = zendesk_text(z, v, "locale");

    add_article(z, v, same->first, is_tied);
    for (size_t k = 0; more && k < more->list.count; k++)
        if (is_map(more->list.items[k]) &&
            !str_eq(zendesk_text(z, more->list.items[k], "locale"), own))
            add_article(z, more->list.items[k], v, is_tied);
}

void zendesk_add_articles(struct zendesk *z)
{
    const struct value *list = z->articles;
    struct map by_id;

    map_init(&by_id, &z->im->arena);
    for (size_t i = 0; i < list->list.count; i++) {
        struct same *same = same_of(z, &by_id, list->list.items[i]);
        if (same)
            same->count += zendesk_text(z, list->list.items[i], "id").len > 0;
    }
    for (size_t i = 0; i < list->list.count; i++) {
        const struct value *v = list->list.items[i];
        struct same *same = same_of(z, &by_id, v);
        if (is_map(v) && same) {
            add_with_translations(z, v, same);
            continue;
        }
        problem_add(&z->im->problems, CHECK_IMPORT_FILE, str_from(z->im->from),
                    0, 0, "the article number %zu is no article", i + 1);
        z->im->left_out++;
    }
}

static void add_section(struct zendesk *z, const struct value *v,
                        const struct value *of, struct str path,
                        const char *what)
{
    struct import *im = z->im;
    struct import_page *p = path.len ? add_page(z, v, of) : NULL;
    struct str about = zendesk_text(z, v, "description");
    struct buf plain = {0};

    if (!p)
        return;
    p->name = S("_index");
    p->folder = path;
    import_html_text(&plain, about);
    if (!memchr(plain.ptr ? plain.ptr : "", '<', plain.len))
        import_set_text(im, p, "description", buf_copy(&plain, &im->arena));
    buf_release(&plain);
    import_set_text(im, p, "slug", zendesk_title(z, v));
    add_position(z, p, of);
    add_addresses(z, p, v, of, what);
    know(z, p, what, zendesk_text(z, of, "id"));
}

void zendesk_add_sections(struct zendesk *z, const struct value *list,
                          bool is_category)
{
    for (size_t i = 0; i < list->list.count; i++) {
        const struct value *v = list->list.items[i];
        const struct value *more = value_get(v, S("translations"));
        struct str id = zendesk_text(z, v, "id"),
                   own = zendesk_text(z, v, "locale");
        const char *what = is_category ? "categories" : "sections";
        struct str path = is_category
                              ? zendesk_folder_name(z, &z->categories, id)
                              : zendesk_section_path(z, id);
        if (!id.len)
            continue;
        add_section(z, v, v, path, what);
        for (size_t k = 0;
             more && more->kind == VALUE_LIST && k < more->list.count; k++)
            if (!str_eq(zendesk_text(z, more->list.items[k], "locale"), own))
                add_section(z, more->list.items[k], v, path, what);
    }
}
