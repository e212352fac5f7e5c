/* Hugo: content/, languages by folder, by file name or by contentDir. */
#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "indexer/import/import.h"
#include "indexer/import/import_html.h"
#include "indexer/import/import_sign.h"
#include "indexer/import/import_text.h"
#include "lib/file.h"

struct hugo {
    struct import *im;
    const struct value *config, *languages;
    struct str content;  /* "content" */
    struct str language; /* the default one, as Hugo calls it */
    bool in_subdir;
};

static const char *const configs[] = {
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
};

static struct str setting(const struct hugo *h, const char *key,
                          const char *otherwise)
{
    struct str text =
        h->config
            ? import_scalar(&h->im->arena, value_get(h->config, str_from(key)))
            : S("");

    return text.len ? text : str_from(otherwise);
}

static void read_config(struct hugo *h)
{
    struct import *im = h->im;
    static const char *const names[] = {"config/_default/languages.toml",
                                        "config/_default/languages.yaml"};

    for (size_t i = 0; i < sizeof(configs) / sizeof(*configs) && !h->config;
         i++)
        h->config = import_read_settings(im, im->from, configs[i]);
    if (h->config)
        h->languages = value_get(h->config, S("languages"));
    for (size_t i = 0; i < 2 && !h->languages; i++)
        h->languages = import_read_settings(im, im->from, names[i]);
    h->content = setting(h, "contentDir", "content");
    h->language = setting(h, "defaultContentLanguage", "en");
    h->in_subdir =
        str_eq(setting(h, "defaultContentLanguageInSubdir", ""), S("true"));
    im->title = setting(h, "title", "");
    im->default_locale = import_locale(im, h->language);
    if (!im->default_locale.len)
        im->default_locale = S("en");
}

static void add_prefix(struct hugo *h)
{
    struct str url = setting(h, "baseURL", "");

    if (!url.len)
        url = setting(h, "baseurl", "");
    size_t host = str_search(url, S("://")) + 3;
    size_t path = host + str_find(str_skip(url, host), '/');
    import_add_prefixes(h->im, str_sub(url, 0, path), str_skip(url, path));
}

static bool is_language(const struct hugo *h, struct str name)
{
    if (h->languages && h->languages->kind == VALUE_MAP)
        return value_get(h->languages, name) != NULL;
    return name.len >= 2 && name.len <= 10 && import_locale(h->im, name).len;
}

/* "a/b.fr.md" -> "fr", "a/b"; else "". */
static struct str language_of_name(const struct hugo *h, struct str *name)
{
    size_t dot = str_find_last(*name, '.');
    struct str tag = str_skip(*name, dot + 1);

    if (dot == name->len || !is_language(h, tag))
        return S("");
    *name = str_sub(*name, 0, dot);
    return tag;
}

static struct str language_of_folder(const struct hugo *h, struct str *path)
{
    struct str first = str_sub(*path, 0, str_find(*path, '/'));

    if (first.len == path->len || !is_language(h, first))
        return S("");
    *path = str_skip(*path, first.len + 1);
    return first;
}

/* "/fr/orders/return/", from `url`, or the path with `slug`. */
static struct str address_of(struct hugo *h, struct str language,
                             struct str folder, struct str name,
                             const struct value *front)
{
    struct arena *a = &h->im->arena;
    struct str url = import_scalar(a, value_get(front, S("url")));
    struct str slug = import_scalar(a, value_get(front, S("slug")));
    bool bare = str_eq(language, h->language) && !h->in_subdir;
    struct buf out = {0};

    if (url.len)
        return str_starts(url, S("/")) ? url
                                       : arena_fmt(a, "/%.*s", STR_ARG(url));
    if (!bare)
        buf_fmt(&out, "/%.*s", STR_ARG(language));
    if (folder.len)
        buf_fmt(&out, "/%.*s", STR_ARG(folder));
    if (!str_eq(name, S("_index")))
        buf_fmt(&out, "/%.*s", STR_ARG(slug.len ? slug : name));
    for (size_t i = 0; i < out.len; i++)
        out.ptr[i] =
            out.ptr[i] == ' ' ? '-' : (char)tolower((unsigned char)out.ptr[i]);
    struct str address = buf_copy(&out, a);
    buf_release(&out);
    return address;
}

/* Aliases without '/' in front count from the page's own address. */
static void mend_aliases(struct import *im, struct import_page *p)
{
    const struct value *old = value_get(p->front, S("aliases"));

    value_set(&im->arena, p->front, "aliases", value_list(&im->arena));
    for (size_t i = 0; old && i < old->list.count; i++) {
        struct str alias = value_str(old->list.items[i]);
        if (!str_starts(alias, S("/")))
            alias = arena_fmt(
                &im->arena, "/%.*s",
                STR_ARG(import_join(&im->arena, import_folder_of(p->address),
                                    alias)));
        import_push(im, p, "aliases", alias);
    }
}

static int add_page(struct hugo *h, struct str root, struct str path,
                    struct str language, struct err *e)
{
    struct import *im = h->im;
    struct str source =
        arena_fmt(&im->arena, "%.*s/%.*s", STR_ARG(root), STR_ARG(path));
    struct import_page read = {0}, *p;
    struct value *front = NULL;
    struct str name, found;

    if (!import_read_page(im, im->from, source, &read, &front, e))
        return e->code ? -1 : 0;
    p = import_add(im);
    if (!p)
        return err_no_memory(e);
    name = import_without(import_without(path, S(".md")), S(".markdown"));
    found = language_of_name(h, &name);
    if (!found.len && !language.len)
        found = language_of_folder(h, &name);
    language = language.len ? language : found.len ? found : h->language;
    p->source = read.source;
    p->line = read.line;
    p->body = read.body;
    p->locale = import_locale(im, language);
    if (!p->locale.len)
        p->locale = im->default_locale;
    p->place = import_folder_of(source);
    /* A bundle is a folder with an index.md: its name is the folder's. */
    if (str_eq(import_name_of(name), S("index")) && import_folder_of(name).len)
        name = import_folder_of(name);
    p->folder = import_folder_of(name);
    p->name = import_name_of(name);
    p->address = address_of(h, language, p->folder, p->name, front);
    import_front(im, p, front);
    if (!import_get(p, "title").len)
        import_set_text(im, p, "title",
                        value_str(value_get(front, S("linkTitle"))));
    mend_aliases(im, p);
    import_know(im, source, p);
    import_know(im, import_without(source, S(".md")), p);
    import_know(im, p->address, p);
    import_know(im, arena_fmt(&im->arena, "name:%.*s", STR_ARG(p->name)), p);
    return 0;
}

static int add_folder(struct hugo *h, struct str root, struct str language,
                      struct err *e)
{
    struct import *im = h->im;
    struct str full = arena_fmt(&im->arena, "%s/%.*s", im->from, STR_ARG(root));
    struct file_list list = {0};

    root = arena_str(&im->arena, root);
    if (!full.ptr || !root.ptr || file_walk(full.ptr, &im->arena, &list, e))
        return -1;
    map_set(&im->roots, root, im);
    for (size_t i = 0; i < list.count; i++) {
        const struct file_entry *f = &list.entries[i];
        bool is_text =
            str_ends(f->path, S(".md")) || str_ends(f->path, S(".markdown"));
        if (f->is_folder || f->is_link)
            continue;
        if (is_text && add_page(h, root, f->path, language, e))
            return -1;
        if (!is_text && str_ends(f->path, S(".html")))
            problem_add(&im->problems, CHECK_IMPORT_FILE,
                        arena_fmt(&im->arena, "%.*s/%.*s", STR_ARG(root),
                                  STR_ARG(f->path)),
                        0, 0, "a page in HTML: move it by hand");
    }
    return import_add_files(im, im->from, root.ptr, e);
}

static bool is_there(struct import *im, struct str folder)
{
    struct str path =
        arena_fmt(&im->arena, "%s/%.*s", im->from, STR_ARG(folder));

    return path.ptr && access(path.ptr, R_OK | X_OK) == 0;
}

/* Folders that languages have of their own; else one for all. */
static int add_contents(struct hugo *h, struct err *e)
{
    const struct value *all = h->languages;
    size_t found = 0;

    for (size_t i = 0; all && all->kind == VALUE_MAP && i < all->map.count;
         i++) {
        struct str dir =
            value_str(value_get(all->map.members[i].value, S("contentDir")));
        if (!dir.len || str_search(dir, S("..")) < dir.len ||
            dir.ptr[0] == '/' || !is_there(h->im, dir))
            continue;
        while (str_ends(dir, S("/")))
            dir.len--;
        if (add_folder(h, dir, all->map.members[i].key, e))
            return -1;
        found++;
    }
    if (found)
        return 0;
    if (str_search(h->content, S("..")) < h->content.len ||
        !is_there(h->im, h->content))
        return err_set(e, ERR_USAGE,
                       "%s has no folder '%.*s': name the folder of the Hugo "
                       "site",
                       h->im->from, STR_ARG(h->content));
    return add_folder(h, h->content, S(""), e);
}

static int read_site(struct import *im, struct err *e)
{
    static const char *const files[] = {"static", "assets"};
    struct hugo h = {.im = im};

    read_config(&h);
    add_prefix(&h);
    for (size_t i = 0; i < 2; i++) {
        if (!is_there(im, str_from(files[i])))
            continue;
        map_set(&im->roots, str_from(files[i]), im);
        if (import_add_files(im, im->from, files[i], e))
            return -1;
    }
    return add_contents(&h, e);
}

static void put_image(struct import *im, struct import_page *p,
                      const struct import_sign *sign, unsigned line,
                      struct buf *out)
{
    struct str alt = import_sign_value(sign->words, "alt");
    struct str caption = import_sign_value(sign->words, "caption");
    struct buf address = {0};

    import_link(im, p, import_sign_value(sign->words, "src"), true, line,
                &address);
    buf_text(out, "![");
    import_put_text(out, alt.len ? alt : caption, false, false);
    buf_text(out, "](");
    import_put_address(out, buf_str(&address));
    buf_char(out, ')');
    if (caption.len && alt.len && !str_eq(alt, caption)) {
        buf_text(out, "\n\n");
        import_put_text(out, caption, true, false);
    }
    buf_release(&address);
}

/* What ref means: a path, or a page's name alone. */
static void put_ref(struct import *im, struct import_page *p, struct str to,
                    struct buf *out)
{
    size_t end = str_find(to, '#');
    struct str name = str_sub(to, 0, end);
    struct import_page *found = NULL;

    name = import_without(name, S(".md"));
    if (str_find(name, '/') == name.len && name.len)
        found = import_find(im, p->locale,
                            arena_fmt(&im->arena, "name:%.*s", STR_ARG(name)));
    buf_put(out, found ? found->address : str_sub(to, 0, end));
    buf_put(out, str_skip(to, end));
}

static void put_fence(const struct import_sign *sign, struct str code,
                      struct buf *out)
{
    buf_fmt(out, "\n```%.*s\n%.*s\n```\n",
            STR_ARG(import_sign_value(sign->words, NULL)),
            STR_ARG(str_trim(code)));
}

static size_t take_sign(struct import *im, struct import_page *p,
                        struct str rest, unsigned line, struct buf *out)
{
    struct import_sign sign = import_sign(rest, 0);
    struct str inner, first = import_sign_value(sign.words, NULL);

    if (!sign.length)
        return 0;
    if (str_eq(sign.name, S("ref")) || str_eq(sign.name, S("relref"))) {
        put_ref(im, p,
                first.len ? first : import_sign_value(sign.words, "path"), out);
    } else if (str_eq(sign.name, S("figure")) || str_eq(sign.name, S("img"))) {
        put_image(im, p, &sign, line, out);
    } else if (str_eq(sign.name, S("youtube"))) {
        if (!first.len)
            first = import_sign_value(sign.words, "id");
        buf_fmt(out, "[Video](https://www.youtube.com/watch?v=%.*s)",
                STR_ARG(first));
    } else if (str_eq(sign.name, S("highlight")) && !p->unended) {
        size_t length = import_sign_end(rest, &sign, 0, &inner);
        p->unended = !length;
        if (length)
            put_fence(&sign, inner, out);
        return length ? length : sign.length;
    } else if (!str_starts(sign.name, S("/"))) {
        import_lost(im, p, line,
                    arena_fmt(&im->arena, "the shortcode {{< %.*s >}}",
                              STR_ARG(sign.name)));
    }
    return sign.length;
}

static const char *note_of(struct str line, struct str *title)
{
    static const struct str names[] = {
        STR("notice"), STR("note"),    STR("tip"),       STR("warning"),
        STR("info"),   STR("alert"),   STR("callout"),   STR("hint"),
        STR("danger"), STR("caution"), STR("important"), STR("admonition")};
    struct import_sign sign = import_sign(line, 0);
    struct str name = sign.name;
    bool is_end = str_starts(name, S("/"));

    if (!sign.length || sign.length != line.len)
        return NULL;
    name = is_end ? str_trim(str_skip(name, 1)) : name;
    if (is_end && !name.len)
        name = sign.words;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (!str_eq(name, names[i]))
            continue;
        const char *kind = import_note_kind(sign.words);
        *title = import_sign_value(sign.words, "title");
        return is_end ? "" : kind ? kind : import_note_kind(name);
    }
    return NULL;
}

static void write_text(struct import *im, struct import_page *p,
                       struct buf *out)
{
    static const struct import_marks marks = {.sign = take_sign,
                                              .note = note_of};

    import_markdown(im, p, &marks, out);
}

const struct import_system import_hugo = {
    "hugo", "DIR", read_site, write_text, NULL,
};
