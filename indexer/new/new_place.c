#include "indexer/new/new_place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "indexer/base/yaml.h"
#include "lib/file.h"
#include "lib/icu/locale.h"
#include "lib/utf8.h"

enum { CONFIG_MAX = 1 << 20, PATH_ROOM = 4096 };

/* The path of what is there, without links and dots. False with errno set. */
static bool resolve(const char *path, char out[PATH_ROOM])
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    char own[64];

    if (fd < 0)
        return false;
    snprintf(own, sizeof(own), "/proc/self/fd/%d", fd);

    ssize_t n = readlink(own, out, PATH_ROOM - 1);
    int why = errno;

    close(fd);
    errno = why;
    out[n < 0 ? 0 : n] = '\0';
    return n >= 0;
}

/* `path` split where it begins not to be there: `*there` without links and
 * dots, `*rest` what is to be made. */
static int split_path(struct arena *a, struct str path, struct str *there,
                      struct str *rest, struct err *e)
{
    size_t end = path.len;
    char real[PATH_ROOM];

    for (;;) {
        struct str folder = arena_str(a, str_sub(path, 0, end));
        if (!folder.ptr)
            return err_no_memory(e);
        if (resolve(end ? folder.ptr : ".", real)) {
            *there = arena_str(a, str_from(real));
            *rest =
                str_skip(path, end + (end < path.len && path.ptr[end] == '/'));
            return there->ptr ? 0 : err_no_memory(e);
        }
        if (errno != ENOENT || end == 0)
            return err_errno(e, "cannot look at %s", folder.ptr);
        end = str_find_last(folder, '/');
        if (end == folder.len)
            end = 0;
        else if (end == 0)
            end = 1; /* the root of all */
    }
}

/* The folder of `path`, without '/'; the root is empty. */
static struct str above(struct str path)
{
    size_t slash = str_find_last(path, '/');

    return str_sub(path, 0, slash < path.len ? slash : 0);
}

int new_place_has(const char *path, bool *there, struct err *e)
{
    *there = access(path, F_OK) == 0;
    return *there || errno == ENOENT || errno == ENOTDIR
               ? 0
               : err_errno(e, "cannot look at %s", path);
}

static int find_root(struct arena *a, struct str folder, struct str *root,
                     struct err *e)
{
    for (;; folder = above(folder)) {
        struct str file = arena_fmt(a, "%.*s/site.yaml", STR_ARG(folder));
        bool there;
        if (!file.ptr)
            return err_no_memory(e);
        if (new_place_has(file.ptr, &there, e))
            return -1;
        if (there) {
            *root = arena_str(a, folder);
            return root->ptr ? 0 : err_no_memory(e);
        }
        if (folder.len == 0)
            return err_set(e, ERR_USAGE,
                           "no content folder: no folder above the article "
                           "holds site.yaml. Make one, it may be empty, or "
                           "begin with: gabay-indexer new site DIR");
    }
}

static int check_part(struct str part, struct err *e)
{
    if (part.len == 0 || str_eq(part, S("..")) || str_eq(part, S(".")))
        return err_set(e, ERR_USAGE,
                       "the path leads through folders that are not there: "
                       "write it without . and ..");
    if (part.ptr[0] == '.' ||
        (part.ptr[0] == '_' && !str_eq(part, S("_index.md"))))
        return err_set(e, ERR_USAGE,
                       "'%.*s' would never be published: names that begin "
                       "with _ or . are left alone",
                       STR_ARG(part));
    for (size_t i = 0; i < part.len; i++)
        if ((unsigned char)part.ptr[i] < ' ' || part.ptr[i] == 0x7F)
            return err_set(e, ERR_USAGE,
                           "a name may not hold line ends or tabs");
    return 0;
}

static int check_path(struct str path, struct err *e)
{
    struct str rest = path, part;

    if (!str_ends(path, S(".md")))
        return err_set(e, ERR_USAGE, "an article's name ends in .md: %.*s.md?",
                       STR_ARG(path));
    if (utf8_check(path) < path.len)
        return err_set(e, ERR_USAGE, "the path is not UTF-8");
    while (str_cut(&rest, '/', &part))
        if (check_part(part, e))
            return -1;
    return 0;
}

static bool names(const struct value *locales, const char *tag)
{
    char canonical[LOCALE_MAX];
    bool map = locales->kind == VALUE_MAP;
    size_t count = map ? locales->map.count : locales->list.count;

    for (size_t i = 0; i < count; i++) {
        struct str name = map ? locales->map.members[i].key
                              : value_str(locales->list.items[i]);
        if (locale_of_folder(name, canonical) &&
            str_eq(str_from(canonical), str_from(tag)))
            return true;
    }
    return false;
}

/* The article's language must be one of the site's. */
static int check_locale(struct str folder, const struct value *config,
                        struct err *e)
{
    const struct value *locales = value_get(config, S("locales"));
    char tag[LOCALE_MAX];

    if (!locale_of_folder(folder, tag))
        return err_set(e, ERR_USAGE,
                       "an article lies in a language's folder, such as en or "
                       "ko: '%.*s' is none",
                       STR_ARG(folder));
    if (locales &&
        (locales->kind == VALUE_MAP || locales->kind == VALUE_LIST) &&
        !names(locales, tag))
        return err_set(e, ERR_USAGE,
                       "site.yaml does not name the language %s: add it to "
                       "its locales first",
                       tag);
    return 0;
}

static int read_config(struct arena *a, struct str root, struct value **config,
                       struct err *e)
{
    struct str path = arena_fmt(a, "%.*s/site.yaml", STR_ARG(root));
    struct buf text = {0};

    if (!path.ptr)
        return err_no_memory(e);

    int result = file_read(path.ptr, CONFIG_MAX, &text, e);

    if (result == 0) {
        *config = yaml_parse_text(a, buf_str(&text), e);
        result = *config ? 0 : -1;
        if (result && e)
            err_at(e, path, e->line, e->column);
    }
    buf_release(&text);
    return result;
}

int new_place_find(struct arena *a, const char *path, struct new_place *out,
                   struct err *e)
{
    struct str there, rest, typed = str_from(path);
    struct value *config = NULL;

    if (split_path(a, typed, &there, &rest, e))
        return -1;
    if (rest.len == 0)
        return err_set(e, ERR_USAGE, "%s is there already: nothing was written",
                       path);
    if (find_root(a, there, &out->root, e) ||
        read_config(a, out->root, &config, e))
        return -1;

    struct str below = str_skip(there, out->root.len + 1);
    struct str whole = arena_fmt(a, "%.*s%s%.*s", STR_ARG(below),
                                 below.len ? "/" : "", STR_ARG(rest));
    size_t slash = str_find(whole, '/');

    if (a->failed)
        return err_no_memory(e);
    if (check_path(whole, e))
        return -1;
    if (slash == whole.len)
        return err_set(e, ERR_USAGE,
                       "put the article into a language's folder: en/%.*s",
                       STR_ARG(whole));
    out->locale = arena_str(a, str_sub(whole, 0, slash));
    out->path = arena_str(a, str_skip(whole, slash + 1));
    out->source = value_str(value_get(config, S("default_locale")));
    if (out->source.len == 0)
        out->source = S("en");
    return a->failed ? err_no_memory(e) : check_locale(out->locale, config, e);
}
