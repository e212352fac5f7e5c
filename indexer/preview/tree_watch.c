#include "indexer/preview/tree_watch.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/site/site_stamp.h"

enum {
    POLL_MS = 1000,
    GONE_MS = 300, /* is the content folder there again? */
    DEPTH_MAX = 64,
    EVENTS_BYTES = 64 * 1024,
};

static const uint32_t MASK = IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO |
                             IN_CREATE | IN_DELETE | IN_DELETE_SELF |
                             IN_MOVE_SELF | IN_ONLYDIR;

/* A folder that has events. */
struct folder {
    int wd;
    unsigned round; /* of the walk that met it last */
    size_t root;
    char *path; /* below the root, "" for the root itself */
};

/* All files, as a look now and then has seen them. */
struct sight {
    struct arena arena;
    struct map files; /* path -> struct site_stamp, of the content folder */
    uint64_t others;  /* a sum over what lies in the other roots */
};

struct tree_watch {
    struct tree_watch_options o;
    struct site_stamp own; /* of own_folder */
    int fd;                /* -1: by looking */
    struct folder *folders;
    size_t count, room;
    unsigned round;
    struct sight sight;
    bool is_gone; /* the content folder */
    bool is_full; /* there is no room for all folders */
    const char *notice;
};

static const char no_instance[] =
    "the system has no more room for programs that watch folders: 'sysctl "
    "fs.inotify.max_user_instances=1024' makes room; until then the files are "
    "looked at once a second";
static const char no_watch[] =
    "the system has no room to watch so many folders: 'sysctl "
    "fs.inotify.max_user_watches=524288' makes room; until then the files are "
    "looked at once a second";

int tree_watch_fd(const struct tree_watch *t)
{
    return t->fd;
}

int tree_watch_interval(const struct tree_watch *t)
{
    return t->is_gone ? GONE_MS : t->fd < 0 ? POLL_MS : -1;
}

const char *tree_watch_notice(const struct tree_watch *t)
{
    return t->notice;
}

static void release_folders(struct tree_watch *t)
{
    for (size_t i = 0; i < t->count; i++)
        free(t->folders[i].path);
    free(t->folders);
    t->folders = NULL;
    t->count = t->room = 0;
}

void tree_watch_free(struct tree_watch *t)
{
    if (!t)
        return;
    release_folders(t);
    arena_release(&t->sight.arena);
    if (t->fd >= 0)
        close(t->fd);
    free(t);
}

static struct folder *folder_of(struct tree_watch *t, int wd)
{
    for (size_t i = 0; i < t->count; i++)
        if (t->folders[i].wd == wd)
            return &t->folders[i];
    return NULL;
}

static bool add_folder(struct tree_watch *t, int wd, size_t root,
                       struct str path)
{
    struct folder *f = folder_of(t, wd);
    if (!f && t->count == t->room) {
        size_t room = t->room ? 2 * t->room : 64;
        struct folder *grown = realloc(t->folders, room * sizeof(*grown));
        if (!grown)
            return false;
        t->folders = grown;
        t->room = room;
    }
    if (!f) {
        f = &t->folders[t->count++];
        f->path = NULL;
    }
    free(f->path);
    f->wd = wd;
    f->round = t->round;
    f->root = root;
    f->path = strndup(path.len ? path.ptr : "", path.len);
    if (f->path)
        return true;
    *f = t->folders[--t->count];
    return false;
}

/* A walk over the folders and, for a sight, the files of a root. */
struct walk {
    struct tree_watch *t;
    struct arena arena; /* of the paths */
    size_t root;
    struct sight *sight; /* NULL: only folders are of interest */
};

static struct str full_path(struct walk *w, struct str path)
{
    const char *root = w->t->o.roots[w->root];

    return path.len ? arena_fmt(&w->arena, "%s/%.*s", root, STR_ARG(path))
                    : arena_str(&w->arena, str_from(root));
}

static bool is_own_folder(const struct tree_watch *t, const struct stat *st)
{
    return t->o.own_folder && t->own.device == (uint64_t)st->st_dev &&
           t->own.inode == (uint64_t)st->st_ino;
}

/* A folder that is not there any more has had its event. */
static int watch_folder(struct walk *w, struct str full, struct str path,
                        struct err *e)
{
    struct tree_watch *t = w->t;

    if (t->fd < 0)
        return 0;
    int wd = inotify_add_watch(t->fd, full.ptr, MASK);
    if (wd >= 0)
        return add_folder(t, wd, w->root, path) ? 0 : err_no_memory(e);
    t->is_full |= errno == ENOSPC;
    return errno == ENOMEM ? err_no_memory(e) : 0;
}

static int see_file(struct walk *w, struct str path, const struct stat *st,
                    struct err *e)
{
    struct site_stamp *stamp =
        arena_new(&w->sight->arena, struct site_stamp, 1);
    struct str key = arena_str(&w->sight->arena, path);

    if (!stamp || !key.ptr)
        return err_no_memory(e);
    *stamp = site_stamp_from(st);
    if (w->root == 0)
        return map_set(&w->sight->files, key, stamp) ? 0 : err_no_memory(e);
    w->sight->others += str_hash(key) ^ stamp->size ^
                        (uint64_t)stamp->nanoseconds ^
                        ((uint64_t)stamp->seconds << 20) ^ stamp->inode;
    return 0;
}

static int walk_folder(struct walk *w, struct str path, unsigned depth,
                       struct err *e);

static int walk_entry(struct walk *w, struct str folder, bool is_own,
                      const char *name, unsigned depth, struct err *e)
{
    struct stat st;
    struct str path =
        folder.len ? arena_fmt(&w->arena, "%.*s/%s", STR_ARG(folder), name)
                   : arena_str(&w->arena, str_from(name));
    struct str full = full_path(w, path);

    if (!path.ptr || !full.ptr)
        return err_no_memory(e);
    if (is_own && str_starts(str_from(name), w->t->o.own_name))
        return 0;
    /* Links to folders are not followed: they may lead round in a circle. */
    if (lstat(full.ptr, &st) < 0)
        return 0;
    if (S_ISDIR(st.st_mode))
        return depth < DEPTH_MAX ? walk_folder(w, path, depth + 1, e) : 0;
    if (!w->sight || stat(full.ptr, &st) < 0 || S_ISDIR(st.st_mode))
        return 0;
    return see_file(w, path, &st, e);
}

static int walk_folder(struct walk *w, struct str path, unsigned depth,
                       struct err *e)
{
    struct str full = full_path(w, path);
    struct stat st;
    int result;

    if (!full.ptr)
        return err_no_memory(e);
    result = watch_folder(w, full, path, e);
    DIR *d = result == 0 ? opendir(full.ptr) : NULL;
    if (!d)
        return result;
    bool is_own = fstat(dirfd(d), &st) == 0 && is_own_folder(w->t, &st);
    for (struct dirent *entry; result == 0 && (entry = readdir(d));)
        if (entry->d_name[0] != '.')
            result = walk_entry(w, path, is_own, entry->d_name, depth, e);
    closedir(d);
    return result;
}

static int walk_roots(struct tree_watch *t, struct sight *sight, struct err *e)
{
    struct stat st;
    int result = 0;

    t->round++;
    t->is_gone = stat(t->o.roots[0], &st) < 0 || !S_ISDIR(st.st_mode);
    if (t->o.own_folder)
        site_stamp_of(t->o.own_folder, &t->own);
    for (size_t i = 0; i < t->o.root_count && result == 0; i++) {
        struct walk w = {.t = t, .root = i, .sight = sight};
        result = walk_folder(&w, (struct str){0}, 0, e);
        arena_release(&w.arena);
    }
    return result;
}

/* What was moved out of the tree would go on telling of itself. */
static void drop_others(struct tree_watch *t)
{
    size_t kept = 0;

    for (size_t i = 0; i < t->count; i++) {
        struct folder *f = &t->folders[i];
        if (f->round == t->round) {
            t->folders[kept++] = *f;
            continue;
        }
        inotify_rm_watch(t->fd, f->wd);
        free(f->path);
    }
    t->count = kept;
}

static int look(struct tree_watch *t, struct sight *sight, struct err *e)
{
    *sight = (struct sight){0};
    map_init(&sight->files, &sight->arena);
    if (walk_roots(t, sight, e) == 0)
        return 0;
    arena_release(&sight->arena);
    return -1;
}

static void take_sight(struct tree_watch *t, struct sight *next)
{
    arena_release(&t->sight.arena);
    t->sight = *next;
    t->sight.files.arena = &t->sight.arena;
}

static int begin_to_look(struct tree_watch *t, struct err *e)
{
    struct sight now;

    if (t->fd >= 0)
        close(t->fd);
    t->fd = -1;
    release_folders(t);
    if (look(t, &now, e))
        return -1;
    take_sight(t, &now);
    return 0;
}

static int find_folders(struct tree_watch *t, struct err *e)
{
    if (walk_roots(t, NULL, e))
        return -1;
    drop_others(t);
    if (!t->is_full)
        return 0;
    t->notice = no_watch;
    return begin_to_look(t, e);
}

struct tree_watch *tree_watch_new(const struct tree_watch_options *o,
                                  struct err *e)
{
    struct tree_watch *t = calloc(1, sizeof(*t));

    if (!t) {
        err_no_memory(e);
        return NULL;
    }
    t->o = *o;
    t->fd = o->polls ? -1 : inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (t->fd < 0 && !o->polls)
        t->notice = no_instance;
    if ((t->fd < 0 ? begin_to_look(t, e) : find_folders(t, e)) == 0)
        return t;
    tree_watch_free(t);
    return NULL;
}

static bool has_gone(const struct sight *now, struct str path)
{
    return map_get(&now->files, path) == NULL;
}

static int compare(struct tree_watch *t, struct changes *c, int64_t now,
                   struct err *e)
{
    struct sight next;

    if (look(t, &next, e))
        return -1;
    for (size_t i = 0; i < next.files.count; i++) {
        const struct map_entry *entry = &next.files.entries[i];
        const struct site_stamp *before = map_get(&t->sight.files, entry->key);
        if (!before ||
            !site_stamp_eq(*before, *(const struct site_stamp *)entry->value))
            changes_note(c, CHANGE_WRITTEN, entry->key, now);
    }
    for (size_t i = 0; i < t->sight.files.count; i++)
        if (has_gone(&next, t->sight.files.entries[i].key))
            changes_note(c, CHANGE_GONE, t->sight.files.entries[i].key, now);
    if (next.others != t->sight.others)
        changes_note_all(c, "the theme", now);
    take_sight(t, &next);
    return 0;
}

/* What one reading of events found, beside the changes. */
struct reading {
    struct tree_watch *t;
    struct changes *changes;
    int64_t now;
    struct arena arena;
    bool folders; /* came or went */
};

static bool is_own(const struct tree_watch *t, const struct folder *f,
                   struct str name)
{
    struct stat st;
    char full[4096];

    if (!t->o.own_folder || !str_starts(name, t->o.own_name))
        return false;
    int n = snprintf(full, sizeof(full), "%s/%s", t->o.roots[f->root], f->path);
    return n > 0 && (size_t)n < sizeof(full) && stat(full, &st) == 0 &&
           is_own_folder(t, &st);
}

/* A new file tells again when it is closed, but for a link. */
static bool is_link(const struct tree_watch *t, const struct folder *f,
                    const char *name)
{
    struct stat st;
    char full[4096];
    int n = snprintf(full, sizeof(full), "%s/%s/%s", t->o.roots[f->root],
                     f->path, name);

    return n > 0 && (size_t)n < sizeof(full) && lstat(full, &st) == 0 &&
           (S_ISLNK(st.st_mode) || st.st_nlink > 1);
}

static void note_entry(struct reading *r, const struct folder *f,
                       const struct inotify_event *event)
{
    struct str path = arena_fmt(&r->arena, "%s%s%s", f->path,
                                *f->path ? "/" : "", event->name);
    enum change change = event->mask & IN_ISDIR ? CHANGE_FOLDER
                         : event->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)
                             ? CHANGE_WRITTEN
                             : CHANGE_GONE;

    if (event->mask & IN_CREATE && !(event->mask & IN_ISDIR)) {
        if (!is_link(r->t, f, event->name))
            return;
        change = CHANGE_WRITTEN;
    }
    r->folders |= change == CHANGE_FOLDER;
    if (f->root)
        changes_note_all(r->changes, "the theme", r->now);
    else
        changes_note(r->changes, change, path, r->now);
}

static void take_event(struct reading *r, const struct inotify_event *event)
{
    const struct folder *f = folder_of(r->t, event->wd);

    if (event->mask & IN_Q_OVERFLOW) {
        r->folders = true;
        changes_note_all(r->changes, "very many files", r->now);
    } else if (!f || event->mask & IN_IGNORED) {
        return;
    } else if (event->mask & (IN_DELETE_SELF | IN_MOVE_SELF)) {
        r->folders = true;
        if (!*f->path)
            changes_note_all(r->changes,
                             f->root ? "the theme" : "the content folder",
                             r->now);
    } else if (event->len && event->name[0] != '.' &&
               !is_own(r->t, f, str_from(event->name))) {
        note_entry(r, f, event);
    }
}

static int read_events(struct reading *r, struct err *e)
{
    _Alignas(struct inotify_event) char bytes[EVENTS_BYTES];

    for (;;) {
        ssize_t n = read(r->t->fd, bytes, sizeof(bytes));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno != EAGAIN)
            return err_errno(e, "cannot watch the folders");
        if (n <= 0)
            return 0;
        for (char *at = bytes; at < bytes + n;) {
            const struct inotify_event *event = (void *)at;
            take_event(r, event);
            at += sizeof(*event) + event->len;
        }
    }
}

/* Is the content folder there again? */
static int look_for_root(struct tree_watch *t, struct changes *c, int64_t now,
                         struct err *e)
{
    struct stat st;

    if (stat(t->o.roots[0], &st) < 0 || !S_ISDIR(st.st_mode))
        return 0;
    changes_note_all(c, "the content folder", now);
    return t->fd < 0 ? begin_to_look(t, e) : find_folders(t, e);
}

int tree_watch_read(struct tree_watch *t, struct changes *c, int64_t now,
                    struct err *e)
{
    struct reading r = {.t = t, .changes = c, .now = now};

    if (t->is_gone)
        return look_for_root(t, c, now, e);
    if (t->fd < 0)
        return compare(t, c, now, e);
    int result = read_events(&r, e);
    if (result == 0 && r.folders)
        result = find_folders(t, e);
    arena_release(&r.arena);
    return result;
}
