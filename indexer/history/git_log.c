#include "indexer/history/git_log.h"

#include <string.h>

#include "lib/utf8.h"

enum {
    FIELD_MAX = 64 << 10,
    AUTHOR_MAX = 200, /* bytes of a name */
    STATUS_MAX = 64,  /* a letter for each parent of a merge */
    RENAMES_OF_A_FILE = 8,
};

/* The last second of the year 9999: dates have four digits. */
static const uint64_t latest = 253402300799;

/* Who is called so in the commits that are read now: nobody once the file had
 * another name. */
struct name {
    struct git_file *file;
};

void git_log_init(struct git_log *log, struct arena *arena, struct str prefix)
{
    *log = (struct git_log){.arena = arena, .prefix = prefix};
    map_init(&log->names, arena);
    map_init(&log->people, arena);
}

void git_log_release(struct git_log *log)
{
    buf_release(&log->part);
    buf_release(&log->from);
}

bool git_log_failed(const struct git_log *log)
{
    return log->arena->failed || log->part.failed || log->from.failed;
}

static bool name_file(struct git_log *log, struct str path,
                      struct git_file *file)
{
    struct name *name = map_get(&log->names, path);

    if (!name) {
        name = arena_new(log->arena, struct name, 1);
        if (!name || !map_set(&log->names, path, name))
            return false;
    }
    name->file = file;
    return true;
}

bool git_log_want(struct git_log *log, struct git_file *file)
{
    log->renames_max += RENAMES_OF_A_FILE;
    return name_file(log, file->path, file);
}

void git_log_track(struct git_log *log, struct str path)
{
    struct name *name = map_get(&log->names, path);

    if (!name || name->file->is_tracked)
        return;
    name->file->is_tracked = true;
    log->open++;
}

static void settle(struct git_log *log, struct git_file *file)
{
    file->is_settled = true;
    log->open--;
}

static void add_author(struct git_log *log, struct git_file *file)
{
    if (log->author.len == 0 || file->author_count == GIT_AUTHORS_MAX)
        return;
    for (size_t i = 0; i < file->author_count; i++)
        if (str_eq(file->authors[i], log->author))
            return;
    file->authors[file->author_count++] = log->author;
}

static struct name *name_of(struct git_log *log, struct str path)
{
    struct name *name;

    if (!str_starts(path, log->prefix))
        return NULL;
    name = map_get(&log->names, str_skip(path, log->prefix.len));
    return name && name->file && name->file->is_tracked &&
                   !name->file->is_settled
               ? name
               : NULL;
}

static void change(struct git_log *log, struct git_file *file)
{
    if (log->at_cut) {
        file->is_cut = file->changed_at == 0;
        settle(log, file);
        return;
    }
    if (file->changed_at == 0)
        file->changed_at = log->at;
    if (log->with_authors)
        add_author(log, file);
    if (!log->with_authors || file->author_count == GIT_AUTHORS_MAX)
        settle(log, file);
}

/* The commits below know the file by its old name. Where another file is
 * looked for under that, or there were renames without end, the rename is taken
 * for a change. */
static void rename_file(struct git_log *log, struct name *name)
{
    struct git_file *file = name->file;
    struct str from = buf_str(&log->from);

    if (!str_starts(from, log->prefix) || name_of(log, from) ||
        log->renames == log->renames_max) {
        change(log, file);
        return;
    }
    log->renames++;
    name->file = NULL;
    from = arena_str(log->arena, str_skip(from, log->prefix.len));
    if (from.ptr)
        name_file(log, from, file);
}

static void read_path(struct git_log *log, struct str path)
{
    bool renamed = str_eq(log->status, S("R100"));
    struct name *name;

    if (--log->paths) {
        buf_clear(&log->from);
        buf_put(&log->from, path);
        return;
    }
    name = name_of(log, path);
    if (!name || str_eq(log->status, S("D")))
        return;
    if (renamed)
        rename_file(log, name);
    else
        change(log, name->file);
}

/* One copy of each name, however many commits there are. */
static struct str person(struct git_log *log, struct str name)
{
    const struct str *known;
    struct str *own;

    if (!log->with_authors || name.len == 0 || name.len > AUTHOR_MAX ||
        utf8_check(name) < name.len)
        return (struct str){0};
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] < ' ' || name.ptr[i] == 0x7F)
            return (struct str){0};
    known = map_get(&log->people, name);
    if (known)
        return *known;
    own = arena_new(log->arena, struct str, 1);
    if (own)
        *own = arena_str(log->arena, name);
    return own && own->ptr && map_set(&log->people, *own, own)
               ? *own
               : (struct str){0};
}

/* "@SECONDS PARENTS|AUTHOR" */
static void read_head(struct git_log *log, struct str head)
{
    struct str seconds = str_of(head.ptr, str_find(head, ' '));
    struct str rest = str_skip(head, seconds.len + 1);
    struct str parents = str_of(rest.ptr, str_find(rest, '|'));
    uint64_t at;

    if (!str_to_u64(seconds, &at) || parents.len == rest.len) {
        log->is_wrong = true;
        return;
    }
    log->at = at <= latest ? (int64_t)at : 0;
    log->at_cut = log->is_shallow && parents.len == 0;
    log->author = person(log, str_skip(rest, parents.len + 1));
}

static void read_status(struct git_log *log, struct str status)
{
    size_t letters = 0;

    while (letters < status.len && status.ptr[letters] >= 'A' &&
           status.ptr[letters] <= 'Z')
        letters++;
    for (size_t i = letters; i < status.len; i++)
        if (status.ptr[i] < '0' || status.ptr[i] > '9')
            letters = 0;
    if (letters == 0 || status.len > STATUS_MAX) {
        log->is_wrong = true;
        return;
    }
    log->paths = letters == 1 && strchr("RC", status.ptr[0]) ? 2 : 1;
    log->status = str_eq(status, S("R100")) ? S("R100")
                  : str_eq(status, S("D"))  ? S("D")
                                            : S("M");
}

static void read_field(struct git_log *log, struct str field)
{
    if (log->paths) {
        read_path(log, field);
        return;
    }
    /* A line feed parts a commit's head from its files. */
    if (field.len && field.ptr[0] == '\n')
        field = str_skip(field, 1);
    if (field.len == 0)
        return;
    if (field.ptr[0] == '@')
        read_head(log, str_skip(field, 1));
    else
        read_status(log, field);
}

void git_log_feed(struct git_log *log, struct str bytes)
{
    while (bytes.len && log->open && !log->is_wrong && !git_log_failed(log)) {
        size_t end = str_find(bytes, '\0');
        bool whole = end < bytes.len;
        struct str piece = str_of(bytes.ptr, end);
        bytes = str_skip(bytes, end + 1);
        if (log->part.len + piece.len > FIELD_MAX) {
            log->is_wrong = true;
            return;
        }
        if (whole && log->part.len == 0) {
            read_field(log, piece);
            continue;
        }
        buf_put(&log->part, piece);
        if (whole && !log->part.failed) {
            read_field(log, buf_str(&log->part));
            buf_clear(&log->part);
        }
    }
}
