/* Jekyll: pages and collections. */
#include <ctype.h>
#include <string.h>

#include "indexer/import/import.h"
#include "indexer/import/import_html.h"
#include "indexer/import/import_sign.h"
#include "indexer/import/import_text.h"
#include "lib/file.h"

struct jekyll {
    struct import *im;
    const struct value *config;
    struct str collection; /* the only one there is, or "" */
};

/* Kept for the signs {{ site.x }} and {{ page.x }}. */
static struct str site_value(struct import *im, struct str name)
{
    return import_scalar(&im->arena, value_path(im->settings, name));
}

static bool is_passed_over(struct str path)
{
    static const struct str folders[] = {
        STR("_layouts"), STR("_includes"), STR("_sass"),  STR("_data"),
        STR("_site"),    STR("_plugins"),  STR("vendor"), STR("node_modules"),
        STR("bin"),      STR("spec"),      STR("test")};
    struct str first = str_sub(path, 0, str_find(path, '/'));

    for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
        if (str_eq(first, folders[i]))
            return true;
    return false;
}

/* "_help/a.md" -> "help". */
static struct str collection_of(struct str path)
{
    struct str first = str_sub(path, 0, str_find(path, '/'));

    if (first.len == path.len || !str_starts(first, S("_")))
        return S("");
    return str_skip(first, 1);
}

/* The values of `defaults` whose scope holds the page. */
static void add_defaults(struct jekyll *j, struct str path, struct value *front)
{
    const struct value *list =
        j->config ? value_get(j->config, S("defaults")) : NULL;

    for (size_t i = list && list->kind == VALUE_LIST ? list->list.count : 0;
         i > 0; i--) {
        const struct value *d = list->list.items[i - 1];
        struct str scope = value_str(value_path(d, S("scope.path")));
        struct str type = value_str(value_path(d, S("scope.type")));
        const struct value *values = value_get(d, S("values"));
        while (str_ends(scope, S("/")) || str_ends(scope, S("*")))
            scope.len--;
        if (!str_starts(path, scope) || !values || values->kind != VALUE_MAP ||
            (type.len && !str_eq(type, collection_of(path)) &&
             !(str_eq(type, S("pages")) && !collection_of(path).len)))
            continue;
        for (size_t k = 0; k < values->map.count; k++)
            if (!value_get(front, values->map.members[k].key))
                value_add(&j->im->arena, front, values->map.members[k].key,
                          values->map.members[k].value);
    }
}

/* "_posts/2024-05-31-name" has its date in its name. */
static struct str take_date(struct import *im, struct import_page *p,
                            struct str name)
{
    if (name.len < 12 || name.ptr[4] != '-' || name.ptr[7] != '-' ||
        name.ptr[10] != '-')
        return name;
    for (size_t i = 0; i < 10; i++)
        if (i != 4 && i != 7 && !isdigit((unsigned char)name.ptr[i]))
            return name;
    import_take_time(im, p, "date", str_sub(name, 0, 10));
    return str_skip(name, 11);
}

static void put_pattern(struct buf *out, struct str pattern, struct str folder,
                        struct str name, struct str collection)
{
    const struct {
        struct str sign, text;
    } signs[] = {{S(":collection"), collection},
                 {S(":path"), name},
                 {S(":title"), name},
                 {S(":name"), name},
                 {S(":basename"), name},
                 {S(":slug"), name},
                 {S(":output_ext"), S(".html")},
                 {S(":categories"), S("")}};

    while (pattern.len) {
        size_t k = 0, at = str_find(pattern, ':');
        buf_put(out, str_sub(pattern, 0, at));
        pattern = str_skip(pattern, at);
        if (!pattern.len)
            break;
        while (k < 8 && !str_starts(pattern, signs[k].sign))
            k++;
        if (k == 8) {
            buf_char(out, ':');
            pattern = str_skip(pattern, 1);
            continue;
        }
        if (k == 1 && folder.len)
            buf_fmt(out, "%.*s/", STR_ARG(folder));
        buf_put(out, signs[k].text);
        pattern = str_skip(pattern, signs[k].sign.len);
    }
}

static struct str address_of(struct jekyll *j, struct str folder,
                             struct str name, struct str collection,
                             const struct value *front)
{
    struct import *im = j->im;
    struct str asked =
        import_scalar(&im->arena, value_get(front, S("permalink")));
    struct buf out = {0};

    if (!asked.len && collection.len)
        asked =
            site_value(im, arena_fmt(&im->arena, "collections.%.*s.permalink",
                                     STR_ARG(collection)));
    if (asked.len && str_starts(asked, S("/"))) {
        put_pattern(&out, asked, folder, name, collection);
    } else {
        bool is_pretty = str_eq(site_value(im, S("permalink")), S("pretty"));
        if (collection.len)
            buf_fmt(&out, "/%.*s", STR_ARG(collection));
        if (folder.len)
            buf_fmt(&out, "/%.*s", STR_ARG(folder));
        if (str_eq(name, S("index")))
            buf_char(&out, '/');
        else
            buf_fmt(&out, "/%.*s%s", STR_ARG(name), is_pretty ? "/" : ".html");
    }
    struct str address = buf_copy(&out, &im->arena);
    buf_release(&out);
    return address;
}

static void set_locale(struct jekyll *j, struct import_page *p,
                       const struct value *front)
{
    struct import *im = j->im;
    struct str first = str_sub(p->folder, 0, str_find(p->folder, '/'));
    struct str tag =
        first.len >= 2 && first.len <= 10 ? import_locale(im, first) : S("");
    struct str lang = import_scalar(&im->arena, value_get(front, S("lang")));

    if (tag.len)
        p->folder = str_skip(p->folder, first.len + 1);
    lang = lang.len ? import_locale(im, lang) : lang;
    p->locale = lang.len ? lang : tag.len ? tag : im->default_locale;
}

static void know(struct import *im, struct import_page *p)
{
    struct str address = p->address;

    import_know(im, p->source, p);
    if (str_ends(address, S("/index.html")))
        address.len -= 11;
    while (str_ends(address, S("/")))
        address.len--;
    import_know(im, import_without(address, S(".html")), p);
}

static void set_front(struct jekyll *j, struct import_page *p,
                      struct value *front)
{
    struct import *im = j->im;
    struct str category =
        import_scalar(&im->arena, value_get(front, S("category")));

    import_front(im, p, front);
    if (!p->folder.len && category.len && !str_eq(p->name, S("_index")))
        p->folder = arena_str(&im->arena, category);
    p->parent = import_scalar(&im->arena, value_get(front, S("parent")));
    if (str_eq(import_scalar(&im->arena, value_get(front, S("has_children"))),
               S("true")))
        p->has_children = true;
}

static int add_page(struct jekyll *j, struct str path, struct err *e)
{
    struct import *im = j->im;
    struct import_page read = {0}, *p;
    struct value *front = NULL;
    struct str collection = collection_of(path), name, folder = path;

    if (!import_read_page(im, im->from, path, &read, &front, e))
        return e->code ? -1 : 0;
    if (!front->map.count && read.line == 1) {
        import_lost(im, &read, 1,
                    S("a file without front matter, which is no page in "
                      "Jekyll"));
        return 0;
    }
    p = import_add(im);
    if (!p)
        return err_no_memory(e);
    add_defaults(j, path, front);
    if (collection.len)
        folder = str_skip(folder, collection.len + 2);
    name = import_without(import_without(import_name_of(folder), S(".md")),
                          S(".markdown"));
    p->source = read.source;
    p->line = read.line;
    p->body = read.body;
    p->place = import_folder_of(path);
    p->folder = import_folder_of(folder);
    if (str_eq(collection, S("posts")))
        name = take_date(im, p, name);
    if (str_eq(collection, S("drafts")))
        import_set(im, p, "draft", value_bool(&im->arena, true));
    p->address = address_of(j, p->folder, name, collection, front);
    p->name = str_eq(name, S("index")) ? S("_index") : name;
    set_locale(j, p, front);
    if (collection.len && !str_eq(collection, j->collection))
        p->folder = import_join(&im->arena, collection, p->folder);
    set_front(j, p, front);
    know(im, p);
    return 0;
}

/* Just the Docs: `parent` names the page above by its title. */
static void add_parents(struct import *im)
{
    struct map by_title;

    map_init(&by_title, &im->arena);
    for (struct import_page *p = im->pages; p; p = p->next) {
        struct str key = arena_fmt(&im->arena, "%.*s\n%.*s", STR_ARG(p->locale),
                                   STR_ARG(import_get(p, "title")));
        if (p->has_children && !map_get(&by_title, key))
            map_set(&by_title, key, p);
    }
    for (struct import_page *p = im->pages; by_title.count && p; p = p->next) {
        struct str folder = S(""), title = p->parent;
        for (size_t depth = 0; title.len && depth < 4; depth++) {
            struct import_page *above = map_get(
                &by_title, arena_fmt(&im->arena, "%.*s\n%.*s",
                                     STR_ARG(p->locale), STR_ARG(title)));
            if (!above)
                break;
            folder = folder.len ? arena_fmt(&im->arena, "%.*s/%.*s",
                                            STR_ARG(import_get(above, "title")),
                                            STR_ARG(folder))
                                : import_get(above, "title");
            title = above->parent;
        }
        if (folder.len)
            p->folder = folder;
    }
    for (struct import_page *p = im->pages; by_title.count && p; p = p->next)
        if (p->has_children) {
            p->folder =
                import_join(&im->arena, p->parent.len ? p->folder : S(""),
                            import_get(p, "title"));
            p->name = S("_index");
        }
}

static void find_collection(struct jekyll *j, const struct file_list *list)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++) {
        struct str found = collection_of(list->entries[i].path);
        if (!found.len || is_passed_over(list->entries[i].path) ||
            str_eq(found, j->collection))
            continue;
        j->collection = found;
        count++;
    }
    if (count != 1)
        j->collection = S("");
}

static void read_config(struct jekyll *j)
{
    struct import *im = j->im;
    struct str base, url, lang;

    j->config = import_read_settings(im, im->from, "_config.yml");
    im->settings = j->config ? j->config : value_map(&im->arena);
    base = site_value(im, S("baseurl"));
    url = site_value(im, S("url"));
    lang = site_value(im, S("lang"));
    if (!lang.len)
        lang = site_value(im, S("locale"));
    im->title = site_value(im, S("title"));
    im->default_locale = lang.len ? import_locale(im, lang) : S("en");
    if (!im->default_locale.len)
        im->default_locale = S("en");
    import_add_prefixes(im, url, base);
}

static int read_site(struct import *im, struct err *e)
{
    struct jekyll j = {.im = im};
    struct file_list list = {0};

    read_config(&j);
    if (file_walk(im->from, &im->arena, &list, e))
        return -1;
    find_collection(&j, &list);
    map_set(&im->roots, S(""), im);
    for (size_t i = 0; i < list.count; i++) {
        const struct file_entry *f = &list.entries[i];
        if (f->is_folder || f->is_link || is_passed_over(f->path) ||
            !(str_ends(f->path, S(".md")) || str_ends(f->path, S(".markdown"))))
            continue;
        if (add_page(&j, f->path, e))
            return -1;
    }
    add_parents(im);
    return import_add_files(im, im->from, "", e);
}

/* {{ site.baseurl }}, {{ "/a" | relative_url }}, {{ page.title }} */
static bool put_value(struct import *im, const struct import_page *p,
                      const struct import_sign *sign, struct buf *out)
{
    struct str name = sign->name;

    if (str_eq(name, S("site.baseurl")))
        return true;
    if (name.len && (name.ptr[0] == '"' || name.ptr[0] == '\'')) {
        buf_put(out, import_sign_value(name, NULL));
        return true;
    }
    if (str_starts(name, S("site.")) && site_value(im, str_skip(name, 5)).len) {
        buf_put(out, site_value(im, str_skip(name, 5)));
        return true;
    }
    if (str_eq(name, S("page.title"))) {
        buf_put(out, import_get(p, "title"));
        return true;
    }
    return false;
}

static bool put_block(struct import_page *p, struct str rest,
                      const struct import_sign *sign, size_t *length,
                      struct buf *out)
{
    static const struct str names[] = {STR("raw"), STR("comment"),
                                       STR("highlight")};
    struct str inner = {0};
    size_t k = 0;

    while (k < 3 && !str_eq(sign->name, names[k]))
        k++;
    if (k == 3 || (p->unended & (1U << k)))
        return false;
    *length = import_sign_end(rest, sign, 1, &inner);
    if (!*length) {
        p->unended |= 1U << k;
        return false;
    }
    if (k == 0)
        buf_put(out, inner);
    else if (k == 2)
        buf_fmt(out, "\n```%.*s\n%.*s\n```\n",
                STR_ARG(import_sign_value(sign->words, NULL)),
                STR_ARG(str_trim(inner)));
    return true;
}

static size_t take_sign(struct import *im, struct import_page *p,
                        struct str rest, unsigned line, struct buf *out)
{
    struct import_sign sign = import_sign(rest, 1);
    struct str word = str_sub(sign.words, 0, str_find(sign.words, ' '));
    size_t length = sign.length;

    if (!sign.length)
        return 0;
    if (sign.kind == 'v' ? put_value(im, p, &sign, out)
                         : put_block(p, rest, &sign, &length, out))
        return length;
    length = sign.length;
    if (sign.kind == 'l' && str_eq(sign.name, S("link")))
        buf_fmt(out, "/%.*s", STR_ARG(word));
    else if (sign.kind == 'v')
        import_lost(
            im, p, line,
            arena_fmt(&im->arena, "the sign {{ %.*s }}", STR_ARG(sign.name)));
    else if (!str_starts(sign.name, S("end")))
        import_lost(im, p, line,
                    arena_fmt(&im->arena, "the sign {%% %.*s%s%.*s %%}",
                              STR_ARG(sign.name), word.len ? " " : "",
                              STR_ARG(word)));
    return length;
}

static void write_text(struct import *im, struct import_page *p,
                       struct buf *out)
{
    static const struct import_marks marks = {.sign = take_sign,
                                              .has_kramdown = true};

    import_markdown(im, p, &marks, out);
}

const struct import_system import_jekyll = {
    "jekyll", "DIR", read_site, write_text, NULL,
};
