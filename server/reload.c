#include "server/reload.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "lib/site/site_names.h"
#include "server/agents_file.h"
#include "server/page_changes.h"
#include "server/layer.h"
#include "server/log.h"
#include "server/notify.h"
#include "server/supervisor.h"

/* Milliseconds. */
enum {
    LOOK_EVERY = 5000, /* where nothing tells */
    QUIET = 2000,      /* without a write, though nobody closed the file */
    SETTLE = 50,       /* after a close, for whoever opens it once more */
    ROOM = 50,         /* until old generations are looked at again */
    RETRY = 30000,     /* after a failure of the system */
};

struct reload {
    const char *path, *base_url, *supervisor;
    struct live *live; /* or NULL */
    struct site_holder *holder;
    struct notify notify;
    struct arena arena;
    pthread_t thread;
    atomic_bool asked, ending;
    /* From here on the thread's own. */
    int64_t due;  /* when to look; 0: nothing to look for */
    bool patient; /* not before the file has stopped changing */
    bool forced;  /* also if it looks the same */
    bool told;    /* the supervisor waits to hear that it is done */
    bool gone, waits;
    struct site_stamp seen;    /* when `due` was set */
    struct site_stamp refused; /* not to be opened again */
    struct site_stamp agents;  /* of what is for agents, when last opened */
    struct layer_watch layer;
    bool layer_waits;
};

static int64_t now_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void look_in(struct reload *r, int64_t milliseconds, bool patient)
{
    r->due = now_ms() + milliseconds;
    r->patient = patient;
    if (!patient || !site_stamp_of(r->path, &r->seen))
        r->seen = (struct site_stamp){0};
}

static void hurry(struct reload *r, int64_t milliseconds)
{
    if (!r->due || r->patient || r->due > now_ms() + milliseconds)
        look_in(r, milliseconds, false);
}

static void note_events(struct reload *r, unsigned events)
{
    if (atomic_exchange(&r->asked, false)) {
        supervisor_tell(r->supervisor, SUPERVISOR_RELOADING);
        r->told = true;
        r->forced = true;
        hurry(r, 0);
    } else if (events & NOTIFY_MOVED) {
        hurry(r, 0);
    } else if (events & NOTIFY_WRITTEN) {
        hurry(r, SETTLE);
    } else if (events & NOTIFY_WRITING && (!r->due || r->patient)) {
        look_in(r, QUIET, true);
    }
}

static void report_gone(struct reload *r)
{
    if (!r->gone)
        log_line("%s: %s; what was opened is served on", r->path,
                 strerror(errno));
    r->gone = true;
}

/* Is what lies at the path worth opening? */
static bool is_news(struct reload *r, struct site *current,
                    struct site_stamp stamp)
{
    if (r->forced || !site_stamp_eq(agents_file_stamp(r->path), r->agents))
        return true;
    if (site_stamp_eq(stamp, r->refused))
        return false;
    return atomic_load(&current->suspect) ||
           !site_stamp_eq(stamp, site_file_stamp(current->file));
}

/* What the new file shows otherwise than what was there. */
static void tell_changes(struct reload *r, struct site *old, struct site *next)
{
    const struct layer *over = atomic_load(&old->layer);
    const struct page_view before = {over ? over->file : NULL, old->file};
    const struct page_view after = {NULL, next->file};
    struct buf changed = {0};

    page_changes_put(&before, &after, &changed);
    live_changed(r->live, changed.failed ? S("null") : buf_str(&changed));
    buf_release(&changed);
}

/* The holder takes over `next`, which nobody else can swap away. */
static void swap_and_tell(struct reload *r, struct site *next)
{
    struct site *old = site_get(r->holder);

    site_swap(r->holder, next);
    tell_changes(r, old, next);
    site_put(old);
    r->layer_waits = true;
}

static void swap(struct reload *r, struct site *next)
{
    if (site_file_changed(next->file)) {
        site_close(next);
        look_in(r, QUIET, true);
        return;
    }
    uint64_t check = site_file_check(next->file);

    notify_watch(&r->notify, site_file_fd(next->file));
    if (r->live)
        swap_and_tell(r, next);
    else
        site_swap(r->holder, next);
    /* Who reads the line may ask the new one. */
    log_line("%s: opened again, check %016" PRIx64, r->path, check);
}

/* Damage without a write to see is looked into once. */
static void open_next(struct reload *r, struct site_stamp stamp, bool same)
{
    char text[sizeof(struct err)];
    struct err e = {0};

    r->agents = agents_file_stamp(r->path);
    struct site *next =
        site_open_public(r->path, r->base_url, r->live != NULL, &e);
    r->forced = false;
    r->refused = next && !same ? (struct site_stamp){0} : stamp;
    if (next) {
        agents_file_attach(next, r->path);
        swap(r, next);
        return;
    }
    log_line("%s; the file of before is served on",
             err_text(&e, text, sizeof(text)));
    if (e.code == ERR_SYSTEM) {
        r->forced = true;
        look_in(r, RETRY, false);
    }
}

static bool has_room(struct reload *r)
{
    bool room = site_holder_has_room(r->holder);

    if (!room && !r->waits)
        log_line("%s: the next one waits: %d generations are still being read",
                 r->path, SITE_GENERATIONS_MAX);
    r->waits = !room;
    return room;
}

static void look(struct reload *r)
{
    struct site *current = site_get(r->holder);
    struct site_stamp stamp;
    bool there = site_stamp_of(r->path, &stamp);
    bool news = there && is_news(r, current, stamp);
    bool same = there && site_stamp_eq(stamp, site_file_stamp(current->file));

    r->due = 0;
    site_put(current);
    if (!there) {
        report_gone(r);
        return;
    }
    r->gone = false;
    if (!news)
        return;
    if (r->patient && !site_stamp_eq(stamp, r->seen))
        look_in(r, QUIET, true);
    else if (!has_room(r))
        look_in(r, ROOM, false);
    else
        open_next(r, stamp, same);
}

/* What nobody told. */
static void look_around(struct reload *r)
{
    struct site *current = site_get(r->holder);
    struct site_stamp stamp;

    if (!site_stamp_of(r->path, &stamp))
        report_gone(r);
    else if (is_news(r, current, stamp))
        look_in(r, QUIET, true);
    site_put(current);
}

/* Whether a write has reached the open file is not left to the next search to
 * find out. */
static void check_current(struct reload *r)
{
    struct site *current = site_get(r->holder);

    if (site_is_suspect(current) && !r->due)
        look_in(r, QUIET, true);
    site_put(current);
}

/* Done, refused or put off: what is served is served. */
static void tell_ready(struct reload *r)
{
    if (!r->told || (r->forced && r->due && r->due <= now_ms() + QUIET))
        return;
    r->told = false;
    supervisor_tell(r->supervisor, SUPERVISOR_READY);
}

/* A layer is looked for when it comes, when another file comes under it, and
 * where nothing tells. */
static void look_over(struct reload *r, unsigned events)
{
    if (r->live && (!events || events & NOTIFY_LAYER || r->layer_waits))
        r->layer_waits = layer_look(&r->layer, r->holder, r->live);
}

static int64_t milliseconds_left(const struct reload *r)
{
    int64_t left = r->due ? r->due - now_ms() : LOOK_EVERY;

    return r->layer_waits && left > ROOM ? ROOM : left;
}

static void *follow(void *arg)
{
    struct reload *r = arg;

    look_over(r, 0);
    while (!atomic_load(&r->ending)) {
        int64_t left = milliseconds_left(r);
        unsigned events = notify_wait(&r->notify, left > 0 ? (int)left : 0);
        note_events(r, events);
        if (events & (NOTIFY_WRITING | NOTIFY_WRITTEN))
            check_current(r);
        if (r->due && r->due <= now_ms())
            look(r);
        else if (!r->due && !events)
            look_around(r);
        look_over(r, events);
        tell_ready(r);
    }
    return NULL;
}

static void watch_current(struct reload *r)
{
    struct site *current = site_get(r->holder);

    notify_watch(&r->notify, site_file_fd(current->file));
    r->agents = current->agents_stamp;
    site_put(current);
    if (r->notify.file < 0 || r->notify.folder < 0)
        log_line("%s: no inotify here: looks every %d seconds", r->path,
                 LOOK_EVERY / 1000);
}

static void release(struct reload *r)
{
    notify_release(&r->notify);
    arena_release(&r->arena);
    free(r);
}

struct reload *reload_start(const char *path, const char *base_url,
                            const char *supervisor, struct live *live,
                            struct site_holder *holder, struct err *e)
{
    struct reload *r = calloc(1, sizeof(*r));

    if (!r) {
        err_no_memory(e);
        return NULL;
    }
    r->path = path;
    r->base_url = base_url;
    r->supervisor = supervisor;
    r->live = live;
    r->holder = holder;
    r->layer.path = arena_fmt(&r->arena, "%s" SITE_LAYER_ENDING, path).ptr;
    if (!r->layer.path) {
        free(r);
        err_no_memory(e);
        return NULL;
    }
    if (notify_init(&r->notify, path, e)) {
        arena_release(&r->arena);
        free(r);
        return NULL;
    }
    watch_current(r);
    /* It may have been replaced since it was opened. */
    look_in(r, 0, false);
    if (pthread_create(&r->thread, NULL, follow, r) == 0)
        return r;
    err_set(e, ERR_SYSTEM, "cannot start a thread");
    release(r);
    return NULL;
}

void reload_now(struct reload *r)
{
    atomic_store(&r->asked, true);
    notify_wake(&r->notify);
}

void reload_stop(struct reload *r)
{
    atomic_store(&r->ending, true);
    notify_wake(&r->notify);
    pthread_join(r->thread, NULL);
    release(r);
}
