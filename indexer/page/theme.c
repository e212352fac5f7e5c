#include "indexer/page/theme.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "indexer/page/squeeze.h"
#include "indexer/base/yaml.h"
#include "lib/file.h"

enum { THEME_FILE_MAX = 4 << 20, FOLDER_ROOM = 4096 };

/* In the source tree, and where `make install` puts it, seen from the program's
 * folder or one above it. */
static const char *const default_places[] = {
    "themes/default",
    "share/gabay/themes/default",
};

enum { FOLDERS_UP = 4 };

static int find_default(char out[FOLDER_ROOM], struct err *e)
{
    char program[FOLDER_ROOM / 2];
    ssize_t n = readlink("/proc/self/exe", program, sizeof(program) - 1);

    if (n < 0)
        return err_errno(e, "cannot find the program's own folder");
    struct str folder = {program, (size_t)n};
    for (size_t up = 0; up <= FOLDERS_UP && folder.len; up++) {
        folder.len = str_find_last(folder, '/');
        for (size_t i = 0; i < sizeof(default_places) / sizeof(char *); i++) {
            snprintf(out, FOLDER_ROOM, "%.*s/%s", STR_ARG(folder),
                     default_places[i]);
            if (access(out, R_OK) == 0)
                return 0;
        }
    }
    return err_set(e, ERR_SYSTEM,
                   "the default theme is missing: expected themes/default "
                   "near %.*s",
                   (int)n, program);
}

int theme_default_folder(struct arena *a, struct str *folder, struct err *e)
{
    char standard[FOLDER_ROOM];

    if (find_default(standard, e))
        return -1;
    *folder = arena_str(a, str_from(standard));
    return folder->ptr ? 0 : err_no_memory(e);
}

static struct str read_file(struct theme *t, const char *folder,
                            struct str path, struct err *e)
{
    struct str full = arena_fmt(&t->arena, "%s/%.*s", folder, STR_ARG(path));
    struct buf bytes = {0};
    struct str copy = {0};

    if (full.ptr && file_read(full.ptr, THEME_FILE_MAX, &bytes, e) == 0) {
        copy = buf_copy(&bytes, &t->arena);
        if (!copy.ptr)
            err_no_memory(e);
    } else if (!full.ptr) {
        err_no_memory(e);
    }
    buf_release(&bytes);
    return copy;
}

static int keep_source(struct theme *t, struct str name, struct str source,
                       struct str path, struct err *e)
{
    if (template_add(t->templates, name, source, e))
        return err_at(e, path, e->line, e->column);
    for (size_t i = 0; i < t->source_count; i++)
        if (str_eq(t->sources[i].name, name)) {
            t->sources[i].bytes = source;
            return 0;
        }
    t->sources[t->source_count++] =
        (struct theme_file){.name = name, .bytes = source};
    return 0;
}

/* templates/NAME.mustache: as NAME, and the default's also as default/NAME. */
static int add_template(struct theme *t, const char *folder, struct str path,
                        bool is_default, struct err *e)
{
    struct str source = read_file(t, folder, path, e);
    struct str name = str_skip(path, strlen("templates/"));

    if (!source.ptr)
        return -1;
    name.len -= strlen(".mustache");
    if (is_default &&
        keep_source(t, arena_fmt(&t->arena, "default/%.*s", STR_ARG(name)),
                    source, path, e))
        return -1;
    return keep_source(t, name, source, path, e);
}

static struct theme_file *asset_named(struct theme *t, struct str name)
{
    for (size_t i = 0; i < t->asset_count; i++)
        if (str_eq(t->assets[i].name, name))
            return &t->assets[i];
    struct theme_file *f = &t->assets[t->asset_count++];
    f->name = name;
    return f;
}

static int add_asset(struct theme *t, const char *folder, struct str path,
                     struct err *e)
{
    struct theme_file *f = asset_named(t, str_skip(path, strlen("assets/")));

    f->bytes = read_file(t, folder, path, e);
    return f->bytes.ptr ? 0 : -1;
}

static int add_texts(struct theme *t, const char *folder, struct str path,
                     struct err *e)
{
    struct str source = read_file(t, folder, path, e);
    struct str tag = str_skip(path, strlen("i18n/"));

    if (!source.ptr)
        return -1;
    tag.len -= strlen(".yaml");
    struct value *texts = yaml_parse(&t->arena, source, e);
    if (!texts)
        return err_at(e, path, e->line, e->column);
    struct value *under = map_get(&t->texts, tag);
    if (under && texts->kind == VALUE_MAP) {
        for (size_t i = 0; i < texts->map.count; i++)
            value_set_str(&t->arena, under, texts->map.members[i].key,
                          texts->map.members[i].value);
        return 0;
    }
    if (texts->kind != VALUE_MAP)
        return err_set(e, ERR_CONTENT, "must hold 'key: text' lines");
    return map_set(&t->texts, tag, texts) ? 0 : err_no_memory(e);
}

static int add_theme_file(struct theme *t, const char *folder,
                          const struct file_entry *f, bool is_default,
                          struct err *e)
{
    if (f->is_folder)
        return 0;
    if (str_starts(f->path, S("templates/")) &&
        str_ends(f->path, S(".mustache")))
        return add_template(t, folder, f->path, is_default, e);
    if (str_starts(f->path, S("assets/")))
        return add_asset(t, folder, f->path, e);
    if (str_starts(f->path, S("i18n/")) && str_ends(f->path, S(".yaml")))
        return add_texts(t, folder, f->path, e);
    return 0;
}

static int load_folder(struct theme *t, const char *folder, bool is_default,
                       struct err *e)
{
    struct file_list list = {0};

    if (file_walk(folder, &t->arena, &list, e))
        return -1;

    struct theme_file *sources = arena_new(&t->arena, struct theme_file,
                                           t->source_count + 2 * list.count);
    struct theme_file *assets =
        arena_new(&t->arena, struct theme_file, t->asset_count + list.count);
    if (!sources || !assets)
        return err_no_memory(e);
    if (t->source_count)
        memcpy(sources, t->sources, t->source_count * sizeof(*sources));
    if (t->asset_count)
        memcpy(assets, t->assets, t->asset_count * sizeof(*assets));
    t->sources = sources;
    t->assets = assets;
    for (size_t i = 0; i < list.count; i++)
        if (add_theme_file(t, folder, &list.entries[i], is_default, e))
            return -1;
    return 0;
}

/* The site's colours as custom properties behind the theme's own style. */
static int put_colours(struct theme *t, struct site *site, struct err *e)
{
    const struct value *colours = site->config.colors;
    struct theme_file *style = asset_named(t, S("style.css"));
    struct buf css = {0};

    if (!colours)
        return 0;
    buf_put(&css, style->bytes);
    buf_text(&css, "\n:root{");
    for (size_t i = 0; i < colours->map.count; i++) {
        struct str name = colours->map.members[i].key;
        struct str colour = value_str(colours->map.members[i].value);
        buf_fmt(&css, "--%.*s:%.*s;", STR_ARG(name), STR_ARG(colour));
    }
    buf_text(&css, "}\n");
    style->bytes = buf_copy(&css, &t->arena);
    bool failed = css.failed;
    buf_release(&css);
    return failed || !style->bytes.ptr ? err_no_memory(e) : 0;
}

/* What only their writers read costs every reader bytes. */
static int squeeze_assets(struct theme *t, struct err *e)
{
    for (size_t i = 0; i < t->asset_count; i++) {
        struct theme_file *f = &t->assets[i];
        bool css = str_ends(f->name, S(".css"));
        struct buf out = {0};
        if (!css && !str_ends(f->name, S(".js")))
            continue;
        (css ? squeeze_css : squeeze_js)(f->bytes, &out);
        f->bytes = buf_copy(&out, &t->arena);
        bool failed = out.failed;
        buf_release(&out);
        if (failed)
            return err_no_memory(e);
    }
    return 0;
}

/* Where an address begins with the prefix, signs that mean something in a
 * pattern of addresses stand for themselves. */
static void put_pattern(struct buf *out, struct str prefix)
{
    for (size_t i = 0; i < prefix.len; i++) {
        if (strchr("*+:()", prefix.ptr[i]))
            buf_text(out, "\\\\");
        buf_char(out, prefix.ptr[i]);
    }
}

/* The rules by which browsers fetch the next page early name the site's own
 * addresses: "{prefix}" stands for what they begin with. */
static int put_prefix(struct theme *t, const struct site *site, struct err *e)
{
    const struct str mark = STR("{prefix}");
    struct theme_file *rules = asset_named(t, S("prefetch.speculationrules"));
    struct str rest = rules->bytes;
    struct buf out = {0};

    while (rest.len) {
        size_t at = str_search(rest, mark);
        buf_put(&out, str_sub(rest, 0, at));
        if (at < rest.len)
            put_pattern(&out, site->config.prefix);
        rest = str_skip(rest, at + mark.len);
    }
    rules->bytes = buf_copy(&out, &t->arena);
    bool failed = out.failed || t->arena.failed;
    buf_release(&out);
    return failed ? err_no_memory(e) : 0;
}

static void address_assets(struct theme *t, const struct site *site)
{
    for (size_t i = 0; i < t->asset_count; i++) {
        struct theme_file *f = &t->assets[i];
        size_t dot = str_find_last(f->name, '.');
        uint32_t hash = (uint32_t)XXH3_64bits(f->bytes.ptr, f->bytes.len);
        f->address = arena_fmt(&t->arena, "%.*s/assets/%.*s.%08x%.*s",
                               STR_ARG(site->config.prefix),
                               STR_ARG(str_of(f->name.ptr, dot)), hash,
                               STR_ARG(str_skip(f->name, dot)));
    }
}

int theme_load(struct theme *t, struct site *site, const char *folder,
               struct err *e)
{
    char standard[FOLDER_ROOM];

    *t = (struct theme){.templates = template_set_new()};
    map_init(&t->texts, &t->arena);
    if (!t->templates)
        return err_no_memory(e);
    if (find_default(standard, e) || load_folder(t, standard, true, e))
        return -1;
    if (folder && load_folder(t, folder, false, e))
        return -1;
    if (template_check(t->templates, e) || put_colours(t, site, e) ||
        put_prefix(t, site, e))
        return -1;
    if (squeeze_assets(t, e))
        return -1;
    address_assets(t, site);
    return t->arena.failed ? err_no_memory(e) : 0;
}

void theme_release(struct theme *t)
{
    template_set_free(t->templates);
    arena_release(&t->arena);
    *t = (struct theme){0};
}

static void lay_over(struct arena *a, struct value *map,
                     const struct value *texts)
{
    for (size_t i = 0; texts && i < texts->map.count; i++)
        value_set_str(a, map, texts->map.members[i].key,
                      texts->map.members[i].value);
}

struct value *theme_texts(const struct theme *t, struct arena *a,
                          const char *tag, struct str *language)
{
    char near[LOCALE_FALLBACKS_MAX][LOCALE_MAX];
    size_t count = locale_fallbacks(str_from(tag), near);
    struct value *all = value_map(a);

    if (!all)
        return NULL;
    *language = S("en");
    lay_over(a, all, map_get(&t->texts, S("en")));
    while (count-- > 0) {
        const struct value *texts = map_get(&t->texts, str_from(near[count]));
        if (!texts)
            continue;
        lay_over(a, all, texts);
        *language = arena_str(a, str_from(near[count]));
    }
    return all;
}

struct value *theme_assets(const struct theme *t, struct arena *a)
{
    struct value *map = value_map(a);

    for (size_t i = 0; i < t->asset_count; i++) {
        struct str name = t->assets[i].name;
        char *key = arena_alloc(a, name.len + 1, 1);
        for (size_t k = 0; key && k < name.len; k++) {
            char c = name.ptr[k];
            bool keep = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9');
            key[k] = keep ? c : '_';
        }
        if (key)
            value_set(a, map, key, value_url(a, t->assets[i].address));
    }
    return map;
}
