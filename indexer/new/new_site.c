#include "indexer/new/new_site.h"
#include "indexer/base/shell_word.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/embedded.h"
#include "lib/file.h"
#include "lib/icu/locale.h"

enum { PLACE_ROOM = 4096, PATH_ROOM = PLACE_ROOM + 256 };

/* Beside a folder that is made, in one that is filled. */
#define STAGING ".gabay-new-XXXXXX"

struct maker {
    char folder[PLACE_ROOM]; /* where it goes; no '/' at its end */
    bool exists;             /* and is empty */
    char staging[PLACE_ROOM];
    char root[PATH_ROOM]; /* in it: what becomes the folder */
    char tags[NEW_LOCALES_MAX][LOCALE_MAX];
    size_t count;
};

static int add_tag(struct maker *m, struct str name, struct err *e)
{
    char tag[LOCALE_MAX];

    if (!locale_of_folder(name, tag))
        return err_set(e, ERR_USAGE,
                       "--locales: '%.*s' is no language tag; en, ko and "
                       "zh-Hans are",
                       STR_ARG(name));
    for (size_t i = 0; i < m->count; i++)
        if (str_eq(str_from(m->tags[i]), str_from(tag)))
            return err_set(e, ERR_USAGE, "--locales: '%s' stands there twice",
                           tag);
    if (m->count == NEW_LOCALES_MAX)
        return err_set(e, ERR_USAGE, "--locales: at most %d languages",
                       NEW_LOCALES_MAX);
    snprintf(m->tags[m->count++], LOCALE_MAX, "%s", tag);
    return 0;
}

static int read_locales(struct maker *m, struct str list, struct err *e)
{
    struct str name;

    while (str_cut(&list, ',', &name))
        if (add_tag(m, str_trim(name), e))
            return -1;
    return m->count ? 0 : err_set(e, ERR_USAGE, "--locales names no language");
}

static bool is_own(const char *name)
{
    return str_eq(str_from(name), S(".")) || str_eq(str_from(name), S(".."));
}

/* Is the folder there, and is there nothing in it? */
static int look_at_folder(struct maker *m, struct err *e)
{
    DIR *dir = opendir(m->folder);

    if (!dir && errno == ENOENT)
        return 0;
    if (!dir && errno == ENOTDIR)
        return err_set(e, ERR_USAGE, "%s is a file: name a new folder",
                       m->folder);
    if (!dir)
        return err_errno(e, "cannot look into %s", m->folder);

    const struct dirent *entry;
    bool empty = true;

    errno = 0;
    while (empty && (entry = readdir(dir)))
        empty = is_own(entry->d_name);
    int why = errno;
    closedir(dir);
    errno = why;
    if (why)
        return err_errno(e, "cannot look into %s", m->folder);
    m->exists = true;
    return empty ? 0
                 : err_set(e, ERR_USAGE,
                           "%s is not empty: name a new folder, or an empty "
                           "one",
                           m->folder);
}

static int make_staging(struct maker *m, struct err *e)
{
    size_t slash = str_find_last(str_from(m->folder), '/');
    bool has_parent = m->folder[slash] == '/';
    int n = m->exists
                ? snprintf(m->staging, PLACE_ROOM, "%s/" STAGING, m->folder)
                : snprintf(m->staging, PLACE_ROOM, "%.*s" STAGING,
                           has_parent ? (int)slash + 1 : 0, m->folder);

    if (n >= PLACE_ROOM)
        return err_set(e, ERR_USAGE, "the folder's path is too long");
    if (!mkdtemp(m->staging)) {
        m->staging[0] = '\0';
        if (errno == ENOENT)
            return err_set(e, ERR_USAGE,
                           "%s: the folder above it is not there: make that "
                           "first",
                           m->folder);
        return err_errno(e, "cannot make %s", m->folder);
    }
    snprintf(m->root, sizeof(m->root), "%s/site", m->staging);
    return mkdir(m->root, 0777) < 0 ? err_errno(e, "cannot make %s", m->folder)
                                    : 0;
}

static bool has_text(struct str tag)
{
    for (const struct embedded *f = new_site_files; f->name; f++) {
        struct str name = str_from(f->name);
        if (str_starts(name, tag) &&
            str_starts(str_skip(name, tag.len), S("/")))
            return true;
    }
    return false;
}

/* The language whose text a locale gets, itself where there is one. */
static struct str text_for(const char *tag,
                           char nearest[LOCALE_FALLBACKS_MAX][LOCALE_MAX])
{
    size_t n = locale_fallbacks(str_from(tag), nearest);

    for (size_t i = 0; i < n; i++)
        if (has_text(str_from(nearest[i])))
            return str_from(nearest[i]);
    return S("en");
}

static void put_locales(const struct maker *m, struct buf *out)
{
    for (size_t i = 0; i < m->count; i++)
        buf_fmt(out, "%s%s", i ? ", " : "", m->tags[i]);
}

/* The text with what stands between two '@' filled in. */
static void fill(const struct maker *m, const char *locale, struct str text,
                 struct buf *out)
{
    static const struct str names[] = {STR("@LOCALE@"), STR("@LOCALES@"),
                                       STR("@DEFAULT@")};

    while (text.len) {
        size_t at = str_find(text, '@'), which = 0;
        buf_put(out, str_sub(text, 0, at));
        text = str_skip(text, at);
        while (which < 3 && !str_starts(text, names[which]))
            which++;
        if (which == 1)
            put_locales(m, out);
        else if (which < 3)
            buf_text(out, which == 0 ? locale : m->tags[0]);
        else
            buf_put(out, str_sub(text, 0, 1));
        text = str_skip(text, which < 3 ? names[which].len : 1);
    }
}

/* A line of YAML, which readers never see. */
static struct str put_comment(const char *tag, struct str text, struct buf *out)
{
    struct arena a = {0};
    struct str fence = S("---\n");
    struct str name = locale_own_name(&a, str_from(tag));

    if (str_starts(text, fence)) {
        buf_put(out, fence);
        buf_fmt(out, "# English still: put it into %.*s.\n", STR_ARG(name));
        text = str_skip(text, fence.len);
    }
    arena_release(&a);
    return text;
}

/* Makes the folders above a file that is to lie in `root`. */
static int make_folders(char *path, size_t root_len, struct err *e)
{
    for (char *c = path + root_len + 1; *c; c++) {
        if (*c != '/')
            continue;
        *c = '\0';
        int made = mkdir(path, 0777);
        *c = '/';
        if (made < 0 && errno != EEXIST)
            return err_errno(e, "cannot make a folder");
    }
    return 0;
}

static int write_file(const struct maker *m, const char *folder,
                      struct str name, struct str bytes, struct err *e)
{
    char path[PATH_ROOM + LOCALE_MAX + 256];

    snprintf(path, sizeof(path), "%s/%s%.*s", m->root, folder, STR_ARG(name));
    return make_folders(path, str_from(m->root).len, e)
               ? -1
               : file_replace(path, bytes, e);
}

static int write_text(const struct maker *m, const char *locale,
                      struct str name, const struct embedded *f, bool foreign,
                      struct err *e)
{
    struct str text = str_of((const char *)f->bytes, f->len);
    struct buf out = {0};

    if (foreign)
        text = put_comment(locale, text, &out);
    fill(m, locale, text, &out);
    int result = out.failed ? err_no_memory(e)
                            : write_file(m, locale, name, buf_str(&out), e);
    buf_release(&out);
    return result;
}

static int write_locale(const struct maker *m, const char *tag, struct err *e)
{
    char nearest[LOCALE_FALLBACKS_MAX][LOCALE_MAX];
    struct str from = text_for(tag, nearest);
    bool foreign =
        !str_eq(locale_language(str_from(tag)), locale_language(from));

    for (const struct embedded *f = new_site_files; f->name; f++) {
        struct str name = str_from(f->name);
        if (str_starts(name, from) &&
            str_starts(str_skip(name, from.len), S("/")) &&
            write_text(m, tag, str_skip(name, from.len), f, foreign, e))
            return -1;
    }
    return 0;
}

/* What stands in no language's folder. Files of the sources do not begin with
 * a dot. */
static struct str top_file(const struct embedded *f)
{
    struct str name = str_from(f->name);

    return str_find(name, '/') < name.len ? (struct str){0}
           : str_eq(name, S("gitignore")) ? S(".gitignore")
                                          : name;
}

static int write_top(const struct maker *m, struct err *e)
{
    for (const struct embedded *f = new_site_files; f->name; f++) {
        struct str name = top_file(f);
        if (name.len && write_text(m, "", name, f, false, e))
            return -1;
    }
    return 0;
}

static int write_all(const struct maker *m, struct err *e)
{
    for (size_t i = 0; i < m->count; i++)
        if (write_locale(m, m->tags[i], e))
            return -1;
    return write_top(m, e);
}

/* The i-th of all that lies at the top; empty behind the last. */
static struct str top_name(const struct maker *m, size_t i)
{
    if (i < m->count)
        return str_from(m->tags[i]);
    i -= m->count;
    for (const struct embedded *f = new_site_files; f->name; f++)
        if (top_file(f).len && i-- == 0)
            return top_file(f);
    return (struct str){0};
}

/* Moves what lies in the root into the folder, or nothing. */
static int move_entries(const struct maker *m, struct err *e)
{
    char from[PATH_ROOM + LOCALE_MAX], to[PATH_ROOM + LOCALE_MAX];
    struct str name;
    int result = 0;
    size_t i = 0;

    for (; result == 0 && (name = top_name(m, i)).len; i++) {
        snprintf(from, sizeof(from), "%s/%.*s", m->root, STR_ARG(name));
        snprintf(to, sizeof(to), "%s/%.*s", m->folder, STR_ARG(name));
        if (rename(from, to) < 0)
            result = err_errno(e, "cannot write %s", to);
    }
    while (result && i-- > 0) {
        snprintf(to, sizeof(to), "%s/%.*s", m->folder, STR_ARG(top_name(m, i)));
        file_remove_tree(to, NULL);
    }
    return result;
}

static int publish(const struct maker *m, struct err *e)
{
    if (m->exists)
        return move_entries(m, e);
    if (rename(m->root, m->folder) < 0)
        return err_errno(e, "cannot make %s", m->folder);
    if (file_sync_folder(m->folder, e) == 0)
        return 0;
    file_remove_tree(m->folder, NULL);
    return -1;
}

static void say(const struct maker *m, struct buf *out)
{
    struct str folder = str_from(m->folder);

    buf_fmt(out,
            "%s: a help centre in %zu language%s. Compile it, serve it, "
            "or see it while you write:\n\n    gabay-indexer ",
            m->folder, m->count, m->count == 1 ? "" : "s");
    shell_word_put(out, folder);
    buf_text(out, " -o help.gabay\n"
                  "    gabay-server help.gabay\n"
                  "    gabay-indexer --watch ");
    shell_word_put(out, folder);
    buf_text(out,
             " -o preview.gabay\n"
             "    gabay-server --live preview.gabay  # in a second terminal\n");
}

static int set_folder(struct maker *m, const char *folder, struct err *e)
{
    struct str s = str_from(folder);

    while (s.len > 1 && s.ptr[s.len - 1] == '/')
        s.len--;
    if (s.len >= PLACE_ROOM)
        return err_set(e, ERR_USAGE, "the folder's path is too long");
    snprintf(m->folder, PLACE_ROOM, "%.*s", STR_ARG(s));
    return 0;
}

int new_site(const char *folder, struct str locales, struct buf *said,
             struct err *e)
{
    struct maker *m = calloc(1, sizeof(*m));
    int result = m ? set_folder(m, folder, e) : err_no_memory(e);

    if (result == 0)
        result = read_locales(m, locales, e);
    if (result == 0)
        result = look_at_folder(m, e);
    if (result == 0)
        result = make_staging(m, e);
    if (result == 0)
        result = write_all(m, e);
    if (result == 0)
        result = publish(m, e);
    if (result == 0)
        say(m, said);
    if (m && m->staging[0])
        file_remove_tree(m->staging, NULL);
    free(m);
    return result;
}
