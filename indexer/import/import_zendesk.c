/* The export of Zendesk's help center API. */
#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "indexer/import/import.h"
#include "indexer/import/import_html.h"
#include "indexer/import/import_text.h"
#include "lib/file.h"
#include "lib/icu/locale.h"

enum { EXPORT_BYTES = 64 << 20, PARENTS_MAX = 8 };

struct export
{
    struct import *im;
    struct map sections, categories; /* id -> a list of values */
    struct map tags;                 /* of the languages that it has */
    struct map named; /* "parent's id, name" -> id of the section */
    struct value *articles, *section_list, *category_list;
};

static struct str text_of(struct export *x, const struct value *v,
                          const char *key)
{
    return import_scalar(&x->im->arena, value_get(v, str_from(key)));
}

static bool is_on(const struct value *v, const char *key)
{
    const struct value *b = value_get(v, str_from(key));

    return b && b->kind == VALUE_BOOL && b->boolean;
}

/* Pages of an export are joined; one export may hold all three lists. */
static void gather(struct export *x, struct value *v, unsigned depth)
{
    const struct {
        const char *key;
        struct value *list;
    } lists[] = {{"articles", x->articles},
                 {"sections", x->section_list},
                 {"categories", x->category_list}};

    if (v->kind == VALUE_LIST && depth < 3) {
        for (size_t i = 0; i < v->list.count; i++)
            gather(x, v->list.items[i], depth + 1);
        return;
    }
    if (v->kind != VALUE_MAP)
        return;
    for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++) {
        const struct value *found = value_get(v, str_from(lists[k].key));
        for (size_t i = 0;
             found && found->kind == VALUE_LIST && i < found->list.count; i++)
            value_push(&x->im->arena, lists[k].list, found->list.items[i]);
    }
    if (value_get(v, S("body")) && value_get(v, S("id")))
        value_push(&x->im->arena, x->articles, v);
}

static void note_locale(struct export *x, const struct value *v)
{
    struct str name = text_of(x, v, "locale");
    struct str tag = import_locale(x->im, name);

    if (tag.len && !map_get(&x->tags, tag))
        map_set(&x->tags, tag, x);
}

/* "en-US" is "en" when there is no other English. */
static struct str tag_of(struct export *x, struct str name)
{
    struct str tag = import_locale(x->im, name);
    struct str language = locale_language(tag);

    if (!tag.len || str_eq(language, S("zh")) || str_eq(language, S("pt")))
        return tag;
    for (size_t i = 0; i < x->tags.count; i++) {
        struct str other = x->tags.entries[i].key;
        if (!str_eq(other, tag) && str_eq(locale_language(other), language))
            return tag;
    }
    return arena_str(&x->im->arena, language);
}

static void for_translations(struct export *x, const struct value *list,
                             void visit(struct export *x,
                                        const struct value *v))
{
    for (size_t i = 0; i < list->list.count; i++) {
        const struct value *v = list->list.items[i];
        const struct value *more = value_get(v, S("translations"));
        visit(x, v);
        for (size_t k = 0;
             more && more->kind == VALUE_LIST && k < more->list.count; k++)
            visit(x, more->list.items[k]);
    }
}

static void index_by_id(struct export *x, struct map *to,
                        const struct value *list)
{
    for (size_t i = 0; i < list->list.count; i++) {
        struct value *v = list->list.items[i];
        struct str id = text_of(x, v, "id");
        struct value *same = id.len ? map_get(to, id) : NULL;
        if (!same && id.len)
            map_set(to, arena_str(&x->im->arena, id),
                    same = value_list(&x->im->arena));
        value_push(&x->im->arena, same, v);
    }
}

static struct str name_in(struct export *x, const struct value *v)
{
    struct str name = text_of(x, v, "title");

    return name.len ? name : text_of(x, v, "name");
}

/* The name that makes the folder: the same in all languages. */
static struct str folder_name(struct export *x, const struct map *where,
                              struct str id)
{
    const struct value *same = map_get(where, id);
    struct str name = {0};

    for (size_t i = 0; same && i < same->list.count; i++) {
        const struct value *v = same->list.items[i];
        struct str locale = text_of(x, v, "locale");
        if (!name.len || str_eq(locale, text_of(x, v, "source_locale")))
            name = name_in(x, v);
    }
    char *copy = arena_new(&x->im->arena, char, name.len + 1);
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
static struct str apart(struct export *x, struct str above, struct str name,
                        struct str id)
{
    struct arena *a = &x->im->arena;
    struct str key = arena_fmt(a, "%.*s\n%.*s", STR_ARG(above), STR_ARG(name));
    struct str *owner = map_get(&x->named, key);

    if (!owner && (owner = arena_new(a, struct str, 1))) {
        *owner = arena_str(a, id);
        map_set(&x->named, key, owner);
    }
    return !owner || str_eq(*owner, id)
               ? name
               : arena_fmt(a, "%.*s %.*s", STR_ARG(name), STR_ARG(id));
}

/* "Category/Section/Subsection". A part that has no name is left out. */
static struct str section_path(struct export *x, struct str id)
{
    struct arena *a = &x->im->arena;
    struct str path = S(""), category = S("");

    for (size_t depth = 0; id.len && depth < PARENTS_MAX; depth++) {
        const struct value *v = first_of(&x->sections, id);
        struct str name = folder_name(x, &x->sections, id);
        if (!v)
            break;
        category = text_of(x, v, "category_id");
        struct str above = text_of(x, v, "parent_section_id");
        name = apart(x, above.len ? above : category, name, id);
        if (name.len)
            path = path.len
                       ? arena_fmt(a, "%.*s/%.*s", STR_ARG(name), STR_ARG(path))
                       : name;
        id = above;
    }
    struct str name = folder_name(x, &x->categories, category);
    if (name.len)
        path = path.len
                   ? arena_fmt(a, "%.*s/%.*s", STR_ARG(name), STR_ARG(path))
                   : name;
    return path;
}

static void add_times(struct export *x, struct import_page *p,
                      const struct value *v)
{
    struct str edited = text_of(x, v, "edited_at");

    import_take_time(x->im, p, "date", text_of(x, v, "created_at"));
    import_take_time(x->im, p, "updated",
                     edited.len ? edited : text_of(x, v, "updated_at"));
}

static struct import_page *add_page(struct export *x, const struct value *v,
                                    const struct value *of)
{
    struct import *im = x->im;
    struct str tag = tag_of(x, text_of(x, v, "locale"));
    struct import_page *p;

    if (!tag.len)
        tag = tag_of(x, text_of(x, of, "locale"));
    if (!tag.len)
        tag = S("en");
    p = import_add(im);
    if (!p)
        return NULL;
    p->locale = tag;
    p->source = arena_fmt(&im->arena, "%s#%.*s", im->from,
                          STR_ARG(text_of(x, of, "id")));
    import_set_text(im, p, "title", name_in(x, v));
    return p;
}

static void know(struct export *x, struct import_page *p, const char *what,
                 struct str id)
{
    import_know(x->im, arena_fmt(&x->im->arena, "%s/%.*s", what, STR_ARG(id)),
                p);
}

/* Both addresses that Zendesk answers. */
static void add_addresses(struct export *x, struct import_page *p,
                          const struct value *v, const struct value *of,
                          const char *what)
{
    struct import *im = x->im;
    struct str id = text_of(x, of, "id"), url = text_of(x, v, "html_url");
    struct str locale = text_of(x, v, "locale");

    if (!locale.len)
        locale = text_of(x, of, "locale");
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

static void add_labels(struct export *x, struct import_page *p,
                       const struct value *of)
{
    static const char *const keys[] = {"label_names", "content_tag_names"};

    for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++) {
        const struct value *list = value_get(of, str_from(keys[k]));
        for (size_t i = 0;
             list && list->kind == VALUE_LIST && i < list->list.count; i++)
            import_push(x->im, p, "tags", value_str(list->list.items[i]));
    }
}

static void add_position(struct export *x, struct import_page *p,
                         const struct value *of)
{
    const struct value *v = value_get(of, S("position"));

    if (v && v->kind == VALUE_INTEGER && v->integer >= 0 &&
        v->integer < 1000000)
        import_set(x->im, p, "weight",
                   v->integer ? value_integer(&x->im->arena, v->integer)
                              : value_number(&x->im->arena, 0.5));
}

/* `v` is a translation of `of`, or it itself. */
static void add_article(struct export *x, const struct value *v,
                        const struct value *of, bool is_tied)
{
    struct import *im = x->im;
    struct str id = text_of(x, of, "id");
    struct import_page *p = add_page(x, v, of);

    if (!p)
        return;
    p->body = text_of(x, v, "body");
    p->line = 0;
    p->folder = section_path(x, text_of(x, of, "section_id"));
    p->name = name_in(x, of);
    if (!str_eq(name_in(x, v), name_in(x, of)))
        import_set_text(im, p, "slug", name_in(x, v));
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
    add_position(x, p, of);
    add_times(x, p, v);
    add_labels(x, p, of);
    add_addresses(x, p, v, of, "articles");
    know(x, p, "articles", id);
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

static struct same *same_of(struct export *x, struct map *by_id,
                            const struct value *v)
{
    struct str id = arena_str(&x->im->arena, text_of(x, v, "id"));
    struct same *same = map_get(by_id, id);

    if (!same) {
        same = arena_new(&x->im->arena, struct same, 1);
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

static void add_with_translations(struct export *x, const struct value *v,
                                  const struct same *same)
{
    const struct value *more = translations_of(v);
    bool is_tied = same->count > 1 || (more && more->list.count);
    struct str own = text_of(x, v, "locale");

    add_article(x, v, same->first, is_tied);
    for (size_t k = 0; more && k < more->list.count; k++)
        if (is_map(more->list.items[k]) &&
            !str_eq(text_of(x, more->list.items[k], "locale"), own))
            add_article(x, more->list.items[k], v, is_tied);
}

static void add_articles(struct export *x)
{
    const struct value *list = x->articles;
    struct map by_id;

    map_init(&by_id, &x->im->arena);
    for (size_t i = 0; i < list->list.count; i++) {
        struct same *same = same_of(x, &by_id, list->list.items[i]);
        if (same)
            same->count += text_of(x, list->list.items[i], "id").len > 0;
    }
    for (size_t i = 0; i < list->list.count; i++) {
        const struct value *v = list->list.items[i];
        struct same *same = same_of(x, &by_id, v);
        if (is_map(v) && same) {
            add_with_translations(x, v, same);
            continue;
        }
        problem_add(&x->im->problems, CHECK_IMPORT_FILE, str_from(x->im->from),
                    0, 0, "the article number %zu is no article", i + 1);
        x->im->left_out++;
    }
}

static void add_section(struct export *x, const struct value *v,
                        const struct value *of, struct str path,
                        const char *what)
{
    struct import *im = x->im;
    struct import_page *p = path.len ? add_page(x, v, of) : NULL;
    struct str about = text_of(x, v, "description");
    struct buf plain = {0};

    if (!p)
        return;
    p->name = S("_index");
    p->folder = path;
    import_html_text(&plain, about);
    if (!memchr(plain.ptr ? plain.ptr : "", '<', plain.len))
        import_set_text(im, p, "description", buf_copy(&plain, &im->arena));
    buf_release(&plain);
    import_set_text(im, p, "slug", name_in(x, v));
    add_position(x, p, of);
    add_addresses(x, p, v, of, what);
    know(x, p, what, text_of(x, of, "id"));
}

static void add_sections(struct export *x, const struct value *list,
                         bool is_category)
{
    for (size_t i = 0; i < list->list.count; i++) {
        const struct value *v = list->list.items[i];
        const struct value *more = value_get(v, S("translations"));
        struct str id = text_of(x, v, "id"), own = text_of(x, v, "locale");
        const char *what = is_category ? "categories" : "sections";
        struct str path = is_category ? folder_name(x, &x->categories, id)
                                      : section_path(x, id);
        if (!id.len)
            continue;
        add_section(x, v, v, path, what);
        for (size_t k = 0;
             more && more->kind == VALUE_LIST && k < more->list.count; k++)
            if (!str_eq(text_of(x, more->list.items[k], "locale"), own))
                add_section(x, more->list.items[k], v, path, what);
    }
}

/* Places that links of any article lead to: only these headings need names. */
static void note_anchors(struct export *x)
{
    struct import *im = x->im;

    for (struct import_page *p = im->pages; p; p = p->next) {
        struct str rest = p->body;
        for (;;) {
            rest = str_skip(rest, str_find(rest, '#'));
            if (!rest.len)
                break;
            size_t n = 1;
            while (n < rest.len && n < 100 &&
                   (isalnum((unsigned char)rest.ptr[n]) ||
                    (n > 1 && strchr("_-", rest.ptr[n]))))
                n++;
            if (n > 1 && n < rest.len && strchr("\"'", rest.ptr[n]))
                map_set(&im->anchors, str_sub(rest, 1, n - 1), im);
            rest = str_skip(rest, n);
        }
    }
}

/* Attachments, where somebody saved them beside the export. */
static int add_attachments(struct import *im, struct err *e)
{
    struct str folder = import_folder_of(str_from(im->from));
    struct str root = folder.len ? arena_str(&im->arena, folder) : S(".");
    struct str path = arena_fmt(&im->arena, "%s/article_attachments", root.ptr);

    map_set(&im->roots, S("hc"), im);
    map_set(&im->roots, S("guide-media"), im);
    map_set(&im->roots, S(""), im);
    if (path.ptr && access(path.ptr, R_OK | X_OK) == 0)
        return import_add_files(im, root.ptr, "article_attachments", e);
    return 0;
}

static int read_json(struct import *im, struct value **out, struct err *e)
{
    struct buf text = {0};
    int result = file_read(im->from, EXPORT_BYTES, &text, e);

    if (result == 0) {
        *out = value_from_json(&im->arena, buf_str(&text), e);
        result = *out ? 0 : -1;
        if (result && e->code == ERR_CONTENT)
            err_at(e, str_from(im->from), e->line, e->column);
    }
    buf_release(&text);
    return result;
}

static int read_export(struct import *im, struct err *e)
{
    struct arena *a = &im->arena;
    struct export x = {im, .articles = value_list(a),
                       .section_list = value_list(a),
                       .category_list = value_list(a)};
    struct value *root = NULL;

    map_init(&x.sections, a);
    map_init(&x.categories, a);
    map_init(&x.tags, a);
    map_init(&x.named, a);
    if (read_json(im, &root, e) || add_attachments(im, e))
        return -1;
    gather(&x, root, 0);
    for_translations(&x, x.articles, note_locale);
    for_translations(&x, x.section_list, note_locale);
    index_by_id(&x, &x.sections, x.section_list);
    index_by_id(&x, &x.categories, x.category_list);
    add_articles(&x);
    if (!im->pages && !a->failed)
        return err_set(e, ERR_CONTENT,
                       "%s holds no articles: it is not what the help center "
                       "API gives, which is {\"articles\": [...]}",
                       im->from);
    add_sections(&x, x.category_list, true);
    add_sections(&x, x.section_list, false);
    note_anchors(&x);
    return a->failed ? err_no_memory(e) : 0;
}

struct body {
    struct import *im;
    struct import_page *p;
};

static void link_of(void *context, struct str address, bool is_image,
                    unsigned line, struct buf *out)
{
    struct body *b = context;

    (void)line;
    import_link(b->im, b->p, address, is_image, 0, out);
}

static bool is_aimed_at(void *context, struct str anchor)
{
    struct body *b = context;

    return map_get(&b->im->anchors, anchor) != NULL;
}

static void lost(void *context, unsigned line, struct str what)
{
    struct body *b = context;

    (void)line;
    import_lost(b->im, b->p, 0, what);
}

static void write_text(struct import *im, struct import_page *p,
                       struct buf *out)
{
    struct body b = {im, p};
    const struct html_asked asked = {&b, link_of, is_aimed_at, lost};
    struct arena a = {0};
    const struct html_part *root = import_html_parse(&a, p->body);

    if (!root || !import_html_markdown(root, &asked, out))
        im->arena.failed = true;
    arena_release(&a);
}

/* "/hc/en-us/articles/360012-Title" -> "articles/360012". */
static struct str key_of(struct import *im, struct str path)
{
    static const char *const kinds[] = {"articles", "sections", "categories"};

    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        struct str mark = arena_fmt(&im->arena, "/%s/", kinds[i]);
        size_t at = str_search(path, mark), n = 0;
        struct str id = str_skip(path, at + mark.len);
        if (at == path.len || !str_starts(path, S("/hc/")))
            continue;
        while (n < id.len && isdigit((unsigned char)id.ptr[n]))
            n++;
        return arena_fmt(&im->arena, "%s/%.*s", kinds[i],
                         STR_ARG(str_sub(id, 0, n)));
    }
    return S("");
}

const struct import_system import_zendesk = {
    "zendesk", "EXPORT.json", read_export, write_text, key_of,
};
