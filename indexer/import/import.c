#include "indexer/import/import.h"

#include <string.h>

#include "indexer/import/import_text.h"
#include "lib/file.h"
#include "lib/icu/locale.h"
#include "lib/utf8.h"

void import_init(struct import *im, const struct import_system *system,
                 const char *from)
{
    struct map *const maps[] = {&im->known,   &im->by_name,  &im->said,
                                &im->locales, &im->prefixes, &im->anchors,
                                &im->roots,   &im->targets};

    *im = (struct import){.system = system, .from = from};
    problems_init(&im->problems);
    for (size_t i = 0; i < sizeof(maps) / sizeof(*maps); i++)
        map_init(maps[i], &im->arena);
}

void import_release(struct import *im)
{
    problems_release(&im->problems);
    arena_release(&im->arena);
}

struct import_page *import_add(struct import *im)
{
    struct import_page *p = im->page_count < IMPORT_PAGES
                                ? arena_new(&im->arena, struct import_page, 1)
                                : NULL;

    if (p)
        p->front = value_map(&im->arena);
    if (!p || !p->front) {
        im->arena.failed = true;
        return NULL;
    }
    if (im->last)
        im->last->next = p;
    else
        im->pages = p;
    im->last = p;
    im->page_count++;
    return p;
}

static struct str key_in(struct import *im, struct str locale, struct str key)
{
    return arena_fmt(&im->arena, "%.*s\n%.*s", STR_ARG(locale), STR_ARG(key));
}

void import_know(struct import *im, struct str key, struct import_page *p)
{
    struct str keys[] = {key_in(im, p->locale, key), key};

    for (size_t i = 0; key.len && i < 2; i++)
        if (!map_get(&im->known, keys[i]))
            map_set(&im->known, arena_str(&im->arena, keys[i]), p);
}

struct import_page *import_find(const struct import *im, struct str locale,
                                struct str key)
{
    struct buf own = {0};
    struct import_page *found;

    buf_fmt(&own, "%.*s\n%.*s", STR_ARG(locale), STR_ARG(key));
    found = map_get(&im->known, buf_str(&own));
    buf_release(&own);
    return found ? found : map_get(&im->known, key);
}

struct str import_without(struct str s, struct str ending)
{
    return str_ends(s, ending) ? str_sub(s, 0, s.len - ending.len) : s;
}

static bool is_page(struct str name)
{
    static const struct str endings[] = {STR(".md"),       STR(".mdx"),
                                         STR(".markdown"), STR(".html"),
                                         STR(".yml"),      STR(".yaml")};

    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (str_ends(name, endings[i]))
            return true;
    return false;
}

int import_add_files(struct import *im, const char *root, const char *folder,
                     struct err *e)
{
    struct str full =
        arena_fmt(&im->arena, "%s%s%s", root, *folder ? "/" : "", folder);
    struct file_list list = {0};

    if (!full.ptr)
        return err_no_memory(e);
    if (file_walk(full.ptr, &im->arena, &list, e))
        return -1;
    for (size_t i = 0; i < list.count; i++) {
        const struct file_entry *f = &list.entries[i];
        struct import_file *file;
        if (f->is_folder || f->is_link || is_page(f->path))
            continue;
        file = arena_new(&im->arena, struct import_file, 1);
        if (!file)
            return err_no_memory(e);
        file->path =
            arena_fmt(&im->arena, "%.*s/%.*s", STR_ARG(full), STR_ARG(f->path));
        file->name =
            *folder ? arena_fmt(&im->arena, "%s/%.*s", folder, STR_ARG(f->path))
                    : f->path;
        if (map_get(&im->by_name, file->name))
            continue;
        file->next = im->files;
        im->files = file;
        if (!map_set(&im->by_name, file->name, file))
            return err_no_memory(e);
    }
    return im->arena.failed ? err_no_memory(e) : 0;
}

struct str import_locale(struct import *im, struct str name)
{
    char tag[LOCALE_MAX], spelled[LOCALE_MAX];
    struct str found;

    if (name.len >= sizeof(spelled))
        return (struct str){0};
    for (size_t i = 0; i < name.len; i++)
        spelled[i] = name.ptr[i] == '_' ? '-' : name.ptr[i];
    if (!locale_of_folder(str_of(spelled, name.len), tag))
        return (struct str){0};
    found = arena_str(&im->arena, str_from(tag));
    /* What shops of these places write is a script, not a region. */
    if (str_eq(found, S("zh-CN")) || str_eq(found, S("zh-SG")))
        found = S("zh-Hans");
    else if (str_eq(found, S("zh-TW")) || str_eq(found, S("zh-HK")))
        found = S("zh-Hant");
    return found;
}

/* What was left out, once, and in how many files. */
struct loss {
    struct str source, last, what;
    unsigned line;
    size_t files;
};

void import_lost(struct import *im, const struct import_page *p, unsigned line,
                 struct str what)
{
    struct loss *loss = what.len ? map_get(&im->said, what) : NULL;

    if (loss) {
        loss->files += !str_eq(loss->last, p->source);
        loss->last = p->source;
        return;
    }
    loss = arena_new(&im->arena, struct loss, 1);
    what = arena_str(&im->arena, what);
    if (!loss || !what.len || !map_set(&im->said, what, loss))
        return;
    *loss = (struct loss){p->source, p->source, what, line, 1};
}

void import_tell_lost(struct import *im)
{
    for (size_t i = 0; i < im->said.count; i++) {
        const struct loss *l = im->said.entries[i].value;
        if (l->files == 1)
            problem_add(&im->problems, CHECK_IMPORT_LEFT, l->source, l->line, 0,
                        "left out: %.*s", STR_ARG(l->what));
        else
            problem_add(&im->problems, CHECK_IMPORT_LEFT, l->source, l->line, 0,
                        "left out: %.*s, here and in %zu more file%s",
                        STR_ARG(l->what), l->files - 1,
                        l->files == 2 ? "" : "s");
    }
}

void import_set(struct import *im, struct import_page *p, const char *key,
                struct value *v)
{
    if (v && !value_get(p->front, str_from(key)))
        value_set(&im->arena, p->front, key, v);
}

/* Controls, which YAML refuses, and marks that only say where lines end. */
static bool is_control(uint32_t c)
{
    return c <= ' ' || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
           c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

/* One line, without signs that no page shows. */
static struct str one_line(struct arena *a, struct str s)
{
    char *to = arena_new(a, char, s.len * 3 + 4);
    size_t n = 0;

    for (size_t i = 0; to && i < s.len;) {
        uint32_t c = utf8_next(s, &i, NULL);
        if (!is_control(c))
            n += utf8_put(c, to + n);
        else if (n && to[n - 1] != ' ')
            to[n++] = ' ';
    }
    return to ? str_trim(str_of(to, n)) : (struct str){0};
}

void import_set_text(struct import *im, struct import_page *p, const char *key,
                     struct str text)
{
    text = one_line(&im->arena, text);
    if (text.len)
        import_set(im, p, key, value_text(&im->arena, text));
}

void import_push(struct import *im, struct import_page *p, const char *key,
                 struct str text)
{
    struct value *list = NULL;

    text = one_line(&im->arena, text);
    for (size_t i = 0; i < p->front->map.count; i++)
        if (str_eq(p->front->map.members[i].key, str_from(key)))
            list = p->front->map.members[i].value;
    if (!text.len || (list && list->kind != VALUE_LIST))
        return;
    if (!list) {
        list = value_list(&im->arena);
        value_set(&im->arena, p->front, key, list);
    }
    for (size_t i = 0; list && i < list->list.count; i++)
        if (list->list.count > 500 ||
            str_eq(value_str(list->list.items[i]), text))
            return;
    value_push(&im->arena, list, value_text(&im->arena, text));
}

struct str import_get(const struct import_page *p, const char *key)
{
    return value_str(value_get(p->front, str_from(key)));
}

struct str import_folder_of(struct str path)
{
    size_t slash = str_find_last(path, '/');

    return slash < path.len ? str_sub(path, 0, slash) : S("");
}

struct str import_name_of(struct str path)
{
    size_t slash = str_find_last(path, '/');

    return slash < path.len ? str_skip(path, slash + 1) : path;
}

struct str import_join(struct arena *a, struct str folder, struct str path)
{
    char *to = arena_new(a, char, folder.len + path.len + 2);
    struct str both[] = {folder, path}, part;
    size_t n = 0;

    for (size_t i = 0; to && i < 2; i++)
        while (str_cut(&both[i], '/', &part)) {
            if (!part.len || str_eq(part, S(".")))
                continue;
            if (str_eq(part, S(".."))) {
                if (!n)
                    return S("");
                while (n && to[n - 1] != '/')
                    n--;
                n -= n > 0;
                continue;
            }
            if (n)
                to[n++] = '/';
            memcpy(to + n, part.ptr, part.len);
            n += part.len;
        }
    return to ? str_of(to, n) : S("");
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str import_decoded(struct arena *a, struct str text)
{
    char *to = arena_new(a, char, text.len + 1);
    size_t n = 0;

    for (size_t i = 0; to && i < text.len; i++) {
        int high = -1, low = -1;
        if (text.ptr[i] == '%' && i + 2 < text.len) {
            high = digit_of(text.ptr[i + 1]);
            low = digit_of(text.ptr[i + 2]);
        }
        if (high >= 0 && low >= 0 && high + low > 0) {
            to[n++] = (char)(high * 16 + low);
            i += 2;
        } else {
            to[n++] = text.ptr[i];
        }
    }
    struct str decoded = to ? str_of(to, n) : (struct str){0};
    return utf8_check(decoded) == decoded.len ? decoded : text;
}

int import_texts(struct import *im, struct err *e)
{
    for (struct import_page *p = im->pages; p; p = p->next) {
        struct buf out = {0};
        import_put_front(p, &out);
        if (str_trim(p->body).len) {
            buf_char(&out, '\n');
            im->system->text(im, p, &out);
        }
        p->text = buf_copy(&out, &im->arena);
        buf_release(&out);
    }
    import_tell_lost(im);
    return im->arena.failed ? err_no_memory(e) : 0;
}
