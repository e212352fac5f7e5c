/* Docusaurus: docs/, i18n/LOCALE/docusaurus-plugin-content-docs/current/ and
 * static/. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "indexer/import/import.h"
#include "indexer/import/import_text.h"
#include "lib/file.h"

static const char plugin[] = "docusaurus-plugin-content-docs/current";

static bool is_there(struct import *im, const char *folder)
{
    struct str path = arena_fmt(&im->arena, "%s/%s", im->from, folder);

    return path.ptr && access(path.ptr, R_OK | X_OK) == 0;
}

/* "01-intro" -> "intro", "2. Setup" -> "Setup"; `*number` is -1 without. */
static struct str without_number(struct str name, long *number)
{
    size_t n = 0, end;

    *number = -1;
    while (n < name.len && n < 6 && isdigit((unsigned char)name.ptr[n]))
        n++;
    end = n;
    while (end < name.len && name.ptr[end] == ' ')
        end++;
    if (!n || end == name.len || !strchr("-_.", name.ptr[end]))
        return name;
    end++;
    while (end < name.len && strchr(" -_.", name.ptr[end]))
        end++;
    /* "2024-05-31" and "7.0" are no numbers in a row. */
    if (end == name.len || isdigit((unsigned char)name.ptr[end]))
        return name;
    *number = 0;
    for (size_t i = 0; i < n; i++)
        *number = *number * 10 + (name.ptr[i] - '0');
    return str_skip(name, end);
}

static struct str clean_path(struct import *im, struct str path)
{
    struct buf out = {0};
    struct str part;
    long number;

    while (path.len && str_cut(&path, '/', &part)) {
        if (out.len)
            buf_char(&out, '/');
        buf_put(&out, without_number(part, &number));
    }
    struct str clean = buf_copy(&out, &im->arena);
    buf_release(&out);
    return clean;
}

static void add_weight(struct import *im, struct import_page *p, long number)
{
    if (number >= 0)
        import_set(im, p, "weight",
                   value_number(&im->arena, number ? (double)number : 0.5));
}

/* README, index and a page that is called like its folder describe it. */
static bool is_index(struct str folder, struct str name)
{
    long number;

    return str_eq_nocase(name, S("index")) ||
           str_eq_nocase(name, S("readme")) ||
           (folder.len &&
            str_eq(name, without_number(import_name_of(folder), &number)));
}

/* Where the page was: by `slug`, else by `id` and the path. */
static struct str address_of(struct import *im, struct str folder,
                             struct str name, const struct value *front)
{
    struct arena *a = &im->arena;
    struct str slug = import_scalar(a, value_get(front, S("slug")));
    struct str id = import_scalar(a, value_get(front, S("id")));
    struct str above = clean_path(im, folder);

    if (str_starts(slug, S("/")))
        return arena_fmt(a, "/docs%.*s", STR_ARG(slug));
    if (slug.len)
        name = slug;
    else if (id.len)
        name = id;
    else if (is_index(folder, name))
        return above.len ? arena_fmt(a, "/docs/%.*s", STR_ARG(above))
                         : S("/docs");
    return arena_fmt(a, "/docs/%.*s%s%.*s", STR_ARG(above),
                     above.len ? "/" : "", STR_ARG(name));
}

static void set_address(struct import *im, struct import_page *p,
                        struct str address, struct str locale)
{
    p->address = address;
    import_know(im, address, p);
    if (locale.len)
        p->address = arena_fmt(&im->arena, "/%.*s%.*s", STR_ARG(locale),
                               STR_ARG(address));
    if (locale.len)
        import_know(im, p->address, p);
}

static int add_page(struct import *im, struct str root, struct str path,
                    struct str locale, struct err *e)
{
    struct str source =
        arena_fmt(&im->arena, "%.*s/%.*s", STR_ARG(root), STR_ARG(path));
    struct import_page read = {0}, *p;
    struct value *front = NULL;
    struct str folder = import_folder_of(path), name = import_name_of(path);
    long number;

    if (!import_read_page(im, im->from, source, &read, &front, e))
        return e->code ? -1 : 0;
    p = import_add(im);
    if (!p)
        return err_no_memory(e);
    name = import_without(import_without(name, S(".md")), S(".mdx"));
    name = without_number(name, &number);
    p->source = read.source;
    p->line = read.line;
    p->body = read.body;
    p->locale = locale.len ? import_locale(im, locale) : im->default_locale;
    p->folder = clean_path(im, folder);
    p->name = is_index(folder, name) ? S("_index") : name;
    p->place = import_folder_of(source);
    import_front(im, p, front);
    value_set(&im->arena, p->front, "id", value_null(&im->arena));
    struct str slug = import_get(p, "slug");
    value_set(&im->arena, p->front, "slug", value_null(&im->arena));
    if (slug.len && !str_eq(import_name_of(slug), name) &&
        import_name_of(slug).len)
        value_set(&im->arena, p->front, "slug",
                  value_text(&im->arena, import_name_of(slug)));
    add_weight(im, p, number);
    import_know(im, source, p);
    set_address(im, p, address_of(im, folder, name, front), locale);
    return 0;
}

/* The one key of a category that articles have too. */
static const struct value *position_of(struct import *im,
                                       const struct value *category)
{
    struct value *map = value_map(&im->arena);
    struct value *text = value_text(
        &im->arena,
        import_scalar(&im->arena, value_get(category, S("position"))));

    if (map && text)
        value_set(&im->arena, map, "position", text);
    return map;
}

/* _category_.json and _category_.yml name a folder. */
static void add_category(struct import *im, struct str root, struct str path,
                         struct str locale)
{
    struct str source =
        arena_fmt(&im->arena, "%.*s/%.*s", STR_ARG(root), STR_ARG(path));
    struct value *v = import_read_settings(im, im->from, source.ptr);
    struct import_page *p = v ? import_add(im) : NULL;
    struct str folder = import_folder_of(path);
    long number;

    if (!p)
        return;
    p->source = source;
    p->locale = locale.len ? import_locale(im, locale) : im->default_locale;
    p->folder = clean_path(im, folder);
    p->name = S("_index");
    import_set_text(im, p, "title", value_str(value_get(v, S("label"))));
    import_set_text(im, p, "description",
                    value_str(value_path(v, S("link.description"))));
    if (!import_get(p, "title").len)
        import_set_text(im, p, "title",
                        without_number(import_name_of(folder), &number));
    without_number(import_name_of(folder), &number);
    import_front(im, p, position_of(im, v));
    add_weight(im, p, number);
}

static bool is_category(struct str name)
{
    return str_eq(name, S("_category_.json")) ||
           str_eq(name, S("_category_.yml")) ||
           str_eq(name, S("_category_.yaml"));
}

/* Names with '_' in front are parts of other pages. */
static bool is_hidden(struct str path)
{
    struct str part;

    while (path.len && str_cut(&path, '/', &part))
        if (str_starts(part, S("_")) && !is_category(part))
            return true;
    return false;
}

static int add_folder(struct import *im, struct str root, struct str locale,
                      struct err *e)
{
    struct str full = arena_fmt(&im->arena, "%s/%.*s", im->from, STR_ARG(root));
    struct file_list list = {0};

    if (!full.ptr || file_walk(full.ptr, &im->arena, &list, e))
        return -1;
    map_set(&im->roots, root, im);
    for (size_t i = 0; i < list.count; i++) {
        const struct file_entry *f = &list.entries[i];
        if (f->is_folder || f->is_link || is_hidden(f->path))
            continue;
        if (is_category(import_name_of(f->path)))
            add_category(im, root, f->path, locale);
        else if ((str_ends(f->path, S(".md")) ||
                  str_ends(f->path, S(".mdx"))) &&
                 add_page(im, root, f->path, locale, e))
            return -1;
    }
    return import_add_files(im, im->from, root.ptr, e);
}

/* name: 'value' in docusaurus.config.js, which is a program. */
static struct str setting_of(struct import *im, const char *name)
{
    static const char *const files[] = {"docusaurus.config.js",
                                        "docusaurus.config.ts"};

    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        struct str path = arena_fmt(&im->arena, "%s/%s", im->from, files[i]);
        struct buf text = {0};
        struct str found = {0};
        if (path.ptr && file_read(path.ptr, 1 << 20, &text, NULL) == 0) {
            struct str all = buf_copy(&text, &im->arena);
            size_t at = str_search(all, str_from(name));
            struct str rest = str_trim(str_skip(all, at + strlen(name)));
            if (at < all.len && str_starts(rest, S(":"))) {
                rest = str_trim(str_skip(rest, 1));
                if (rest.len && strchr("'\"`", rest.ptr[0]))
                    found = str_sub(rest, 1,
                                    str_find(str_skip(rest, 1), rest.ptr[0]));
            }
        }
        buf_release(&text);
        if (found.len)
            return found;
    }
    return S("");
}

static int add_translations(struct import *im, struct err *e)
{
    struct str i18n = arena_fmt(&im->arena, "%s/i18n", im->from);
    struct file_list list = {0};

    if (!is_there(im, "i18n"))
        return 0;
    if (!i18n.ptr || file_walk(i18n.ptr, &im->arena, &list, e))
        return -1;
    for (size_t i = 0; i < list.count; i++) {
        const struct file_entry *f = &list.entries[i];
        struct str root;
        if (!f->is_folder || str_find(f->path, '/') < f->path.len)
            continue;
        root = arena_fmt(&im->arena, "i18n/%.*s/%s", STR_ARG(f->path), plugin);
        if (!root.ptr || !is_there(im, root.ptr))
            continue;
        if (!import_locale(im, f->path).len)
            problem_add(&im->problems, CHECK_IMPORT_FILE,
                        arena_fmt(&im->arena, "i18n/%.*s", STR_ARG(f->path)), 0,
                        0, "'%.*s' is no language: rename the folder",
                        STR_ARG(f->path));
        else if (add_folder(im, root, f->path, e))
            return -1;
    }
    return 0;
}

static int read_docs(struct import *im, struct err *e)
{
    struct str locale = setting_of(im, "defaultLocale");

    locale = import_locale(im, locale);
    im->default_locale = locale.len ? locale : S("en");
    im->title = setting_of(im, "title");
    if (!is_there(im, "docs"))
        return err_set(e, ERR_USAGE,
                       "%s has no folder 'docs': name the folder of the "
                       "Docusaurus site",
                       im->from);
    import_add_prefixes(im, setting_of(im, "url"), setting_of(im, "baseUrl"));
    map_set(&im->roots, S("static"), im);
    if (is_there(im, "static") && import_add_files(im, im->from, "static", e))
        return -1;
    return add_folder(im, S("docs"), S(""), e) ? -1 : add_translations(im, e);
}

static void write_text(struct import *im, struct import_page *p,
                       struct buf *out)
{
    static const struct import_marks marks = {.has_jsx = true,
                                              .has_notes = true};

    import_markdown(im, p, &marks, out);
}

const struct import_system import_docusaurus = {
    "docusaurus", "DIR", read_docs, write_text, NULL,
};
