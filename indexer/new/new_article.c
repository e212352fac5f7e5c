#include "indexer/new/new_article.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "indexer/front_matter/front_matter.h"
#include "indexer/front_matter/front_matter_keys.h"
#include "indexer/new/new_place.h"
#include "lib/civil.h"
#include "lib/file.h"

enum { ARTICLE_MAX = 16 << 20 };

/* "refund-time.md" -> "Refund time", fit for YAML. */
static void put_title(struct buf *out, struct str name)
{
    struct buf title = {0};

    if (str_ends(name, S(".md")))
        name.len -= 3;

    bool plain = !str_eq_nocase(name, S("null"));

    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i] == '-' || name.ptr[i] == '_' ? ' ' : name.ptr[i];
        bool is_letter = isalpha((unsigned char)c) || (c & 0x80);
        plain = plain &&
                (is_letter || (i && (c == ' ' || isdigit((unsigned char)c))));
        if (c == '"' || c == '\\')
            buf_char(&title, '\\');
        buf_char(&title, i ? c : (char)toupper((unsigned char)c));
    }
    buf_fmt(out, plain ? "%.*s" : "\"%.*s\"", STR_ARG(buf_str(&title)));
    out->failed |= title.failed;
    buf_release(&title);
}

static void put_article(struct buf *out, struct str name, int64_t now)
{
    struct civil day = civil_of(civil_day_of(now));

    buf_text(out, "---\ntitle: ");
    put_title(out, name);
    buf_fmt(out,
            "\ndescription: # one sentence, for lists and search engines\n"
            "updated: %04d-%02d-%02d\n---\n\n"
            "<!-- Say the answer here, in one or two sentences. -->\n",
            day.year, day.month, day.day);
}

static void put_section(struct buf *out, struct str name)
{
    buf_text(out, "---\ntitle: ");
    put_title(out, name);
    buf_text(out, "\ndescription: # one sentence\n---\n");
}

/* Keys that belong to one article alone, not to its translations. */
static bool is_own_key(struct str line)
{
    static const struct str own[] = {STR("slug"), STR("aliases"), STR("draft"),
                                     STR("updated"), STR("author")};
    struct str name = str_trim(str_sub(line, 0, str_find(line, ':')));

    if (name.len > 1 && strchr("\"'", name.ptr[0]))
        name = str_sub(name, 1, name.len - 2);

    const struct front_key *key = front_key_behind(name);

    for (size_t i = 0; key && i < sizeof(own) / sizeof(*own); i++)
        if (str_eq(str_from(key->name), own[i]))
            return true;
    return false;
}

/* The block's lines but those of such keys, and of comments. */
static void copy_block(struct buf *out, struct str block)
{
    struct str line;
    bool skip = false;

    while (str_cut(&block, '\n', &line)) {
        bool is_key = line.len && (isalpha((unsigned char)line.ptr[0]) ||
                                   strchr("\"'", line.ptr[0]));
        if (str_ends(line, S("\r")))
            line.len--;
        if (line.len && line.ptr[0] == '#')
            continue;
        if (is_key)
            skip = is_own_key(line);
        if (!skip && str_trim(line).len)
            buf_fmt(out, "%.*s\n", STR_ARG(line));
    }
}

/* How many signs of a kind a line begins with. */
static size_t count_signs(struct str line, char sign)
{
    size_t n = 0;

    while (n < line.len && line.ptr[n] == sign)
        n++;
    return n;
}

/* Lines "## Heading" outside of code. */
static void copy_headings(struct buf *out, struct str body)
{
    struct str line;
    char fence = 0;

    while (str_cut(&body, '\n', &line)) {
        size_t signs = count_signs(line, '#');
        for (const char *c = "`~"; *c; c++)
            if (count_signs(line, *c) >= 3 && (!fence || fence == *c)) {
                fence = fence ? 0 : *c;
                break;
            }
        if (!fence && signs && signs <= 6 &&
            str_starts(str_skip(line, signs), S(" ")))
            buf_fmt(out, "\n%.*s\n", STR_ARG(str_trim(line)));
    }
}

static struct str file_name(struct str path)
{
    size_t slash = str_find_last(path, '/');

    return str_skip(path, slash < path.len ? slash + 1 : 0);
}

static bool is_section(struct str path)
{
    return str_eq(file_name(path), S("_index.md"));
}

static int put_translation(struct buf *out, struct str source,
                           const struct new_place *place, struct str path,
                           struct err *e)
{
    struct str block, body;
    unsigned line;

    if (front_matter_split(source, &block, &body, &line, e))
        return -1;
    buf_fmt(out, "---\n# Translates %.*s/%.*s.", STR_ARG(place->source),
            STR_ARG(path));
    buf_text(out, is_section(path)
                      ? "\n"
                      : " Take out \"draft\" when it is done.\ndraft: true\n");
    copy_block(out, block);
    buf_text(out, "---\n");
    copy_headings(out, body);
    return 0;
}

/* The same file of the default language, if there is one; `*found` says so. */
static int read_source(struct arena *a, const struct new_place *place,
                       struct str path, struct buf *text, bool *found,
                       struct err *e)
{
    struct str file = arena_fmt(a, "%.*s/%.*s/%.*s", STR_ARG(place->root),
                                STR_ARG(place->source), STR_ARG(path));

    *found = false;
    if (!file.ptr)
        return err_no_memory(e);
    if (str_eq(place->source, place->locale))
        return 0;
    if (new_place_has(file.ptr, found, e))
        return -1;
    return !*found ? 0 : file_read(file.ptr, ARTICLE_MAX, text, e);
}

/* What begins the file at `path` below the language's folder. */
static int make_text(struct arena *a, const struct new_place *place,
                     struct str path, int64_t now, struct buf *out,
                     struct err *e)
{
    struct buf source = {0};
    bool found;
    int result = read_source(a, place, path, &source, &found, e);
    struct str name = file_name(path);

    if (result == 0 && found)
        result = put_translation(out, buf_str(&source), place, path, e);
    else if (result == 0 && is_section(path))
        put_section(out, file_name(str_sub(path, 0, path.len - name.len - 1)));
    else if (result == 0)
        put_article(out, name, now);
    buf_release(&source);
    return result == 0 && out->failed ? err_no_memory(e) : result;
}

/* Never over a file that is there. */
static int write_new(const char *path, struct str text, struct err *e)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);

    if (fd < 0 && errno == EEXIST)
        return err_set(e, ERR_USAGE, "%s is there already: nothing was written",
                       path);
    if (fd < 0)
        return err_errno(e, "cannot write %s", path);

    int result = file_write(fd, text.ptr, text.len, e);

    if (close(fd) < 0 && result == 0)
        result = err_errno(e, "cannot write %s", path);
    if (result)
        unlink(path);
    return result;
}

static int make_file(struct arena *a, const struct new_place *place,
                     struct str path, int64_t now, struct buf *said,
                     struct err *e)
{
    struct buf text = {0};
    struct str file = arena_fmt(a, "%.*s/%.*s/%.*s", STR_ARG(place->root),
                                STR_ARG(place->locale), STR_ARG(path));
    int result =
        file.ptr ? make_text(a, place, path, now, &text, e) : err_no_memory(e);

    if (result == 0)
        result = write_new(file.ptr, buf_str(&text), e);
    if (result == 0)
        buf_fmt(said, "made %.*s/%.*s\n", STR_ARG(place->locale),
                STR_ARG(path));
    buf_release(&text);
    return result;
}

/* Makes the folders above the file that are not there, each but the language's
 * own with an _index.md; `*first` is the first that was made, if any. */
static int make_folders(struct arena *a, const struct new_place *place,
                        int64_t now, struct buf *said, struct str *first,
                        struct err *e)
{
    struct str rest = place->path, part;
    size_t len = 0;

    for (;;) {
        struct str below = str_sub(place->path, 0, len);
        struct str folder = arena_fmt(a, "%.*s/%.*s/%.*s", STR_ARG(place->root),
                                      STR_ARG(place->locale), STR_ARG(below));
        struct str index = arena_fmt(a, "%.*s/_index.md", STR_ARG(below));
        if (!folder.ptr || !index.ptr)
            return err_no_memory(e);
        bool made = mkdir(folder.ptr, 0777) == 0;
        if (!made && errno != EEXIST)
            return err_errno(e, "cannot make the folder %s", folder.ptr);
        if (made && first->len == 0)
            *first = folder;
        if (made && len && !str_eq(index, place->path) &&
            make_file(a, place, index, now, said, e))
            return -1;
        str_cut(&rest, '/', &part);
        if (!rest.ptr)
            return 0;
        len += part.len + (len > 0);
    }
}

int new_article(const char *path, int64_t now, struct buf *said, struct err *e)
{
    struct arena a = {0};
    struct new_place place = {0};
    struct str first = {0};
    int result = new_place_find(&a, path, &place, e);

    if (result == 0)
        result = make_folders(&a, &place, now, said, &first, e);
    if (result == 0)
        result = make_file(&a, &place, place.path, now, said, e);
    if (result && first.len)
        file_remove_tree(first.ptr, NULL);
    if (result)
        buf_clear(said);
    arena_release(&a);
    return result;
}
