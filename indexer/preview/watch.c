#include "indexer/preview/watch.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "indexer/preview/builder.h"
#include "indexer/preview/changes.h"
#include "indexer/base/jobs.h"
#include "indexer/preview/layer.h"
#include "indexer/page/theme.h"
#include "indexer/preview/tree_watch.h"
#include "indexer/preview/watch_folder.h"
#include "indexer/preview/watch_say.h"

/* More saved articles than these wait for the whole file. */
enum { PAGES_MAX = 256 };

struct watcher {
    const struct watch_options *o;
    struct arena arena;
    struct watch_say say;
    struct watch_folder folder;
    struct tree_watch *tree;
    struct changes changes;
    struct builder *builder;
    struct buf reason; /* of the compile that is under way */
    int64_t started;   /* that compile */
    int64_t looked;    /* at the files */
    struct map since;  /* articles saved since it began */
    struct arena since_arena;
    struct edition *edition;       /* as FILE is, or NULL */
    struct preview_report trouble; /* why FILE could not be written since */
    struct layer layer;
    struct press_task *pages[PAGES_MAX]; /* in the layer */
    size_t page_count;
    int timer; /* of the next moment at which something is to be published */
    sigset_t waiting; /* the signals while it waits */
};

static int64_t milliseconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static double seconds_since(int64_t start)
{
    return (double)(milliseconds() - start) / 1000;
}

static void drop_pages(struct watcher *w)
{
    for (size_t i = 0; i < w->page_count; i++) {
        press_task_release(w->pages[i]);
        free(w->pages[i]);
    }
    w->page_count = 0;
}

static int keep_page(struct watcher *w, const struct press_task *task,
                     struct err *e)
{
    size_t i = 0;

    while (i < w->page_count && w->pages[i]->page != task->page)
        i++;
    if (i == w->page_count) {
        w->pages[i] = calloc(1, sizeof(*w->pages[i]));
        if (!w->pages[i])
            return err_no_memory(e);
        w->page_count++;
    }
    press_task_release(w->pages[i]);
    *w->pages[i] = *task;
    return 0;
}

static void add_rows(struct preview_report *to,
                     const struct preview_report *from, bool with_settings)
{
    for (size_t i = 0; i < from->count; i++)
        if (with_settings ||
            !str_eq(from->rows[i].problem.path, S("site.yaml")))
            preview_report_add(to, &from->rows[i].problem,
                               from->rows[i].address);
}

/* What stopped a compile; the edition knows of the articles. */
static void note_trouble(struct watcher *w, const struct preview_report *from)
{
    preview_report_release(&w->trouble);
    for (size_t i = 0; i < from->count; i++) {
        const struct problem *p = &from->rows[i].problem;
        if (p->severity == SEVERITY_ERROR && !str_ends(p->path, S(".md")))
            preview_report_add(&w->trouble, p, (struct str){0});
    }
}

/* What stopped the last compile is told with the rest. */
static int write_layer(struct watcher *w, struct err *e)
{
    struct preview_report all = {0};

    add_rows(&all, &w->trouble, true);
    add_rows(&all, &w->edition->report, w->trouble.count == 0);
    int result = layer_write(&w->layer, &w->edition->c.site, w->pages,
                             w->page_count, &all, e);
    preview_report_release(&all);
    return result;
}

/* -1: the system failed; else whether the layer is another now. */
static int apply(struct watcher *w, struct str path, struct err *e)
{
    struct press_task task = {0};
    enum edition_answer answer;
    int result;

    if (w->page_count == PAGES_MAX)
        return 0;
    result = edition_apply(w->edition, path, &task, &answer, e);
    if (result == 0 && answer == EDITION_PAGE)
        result = keep_page(w, &task, e);
    if (result) {
        press_task_release(&task);
        return -1;
    }
    return answer != EDITION_LATER;
}

static void note_since(struct watcher *w, struct str path)
{
    struct str copy = arena_str(&w->since_arena, path);

    if (copy.ptr)
        map_set(&w->since, copy, w);
}

static void clear_since(struct watcher *w)
{
    arena_release(&w->since_arena);
    map_init(&w->since, &w->since_arena);
}

/* The articles saved, each on its page. */
static int show_saved(struct watcher *w, struct err *e)
{
    struct str paths[CHANGES_QUICK_FILES];
    int64_t start = milliseconds();
    size_t count = changes_take_quick(&w->changes, paths), shown = 0;

    for (size_t i = 0; i < count; i++) {
        int done = w->edition ? apply(w, paths[i], e) : 0;
        if (done < 0)
            return -1;
        if (builder_is_busy(w->builder))
            note_since(w, paths[i]);
        shown += done > 0;
    }
    if (!shown)
        return 0;
    if (write_layer(w, e))
        return -1;
    watch_say(&w->say, "%s: %.*s%s, %lld ms", w->layer.path.ptr,
              STR_ARG(paths[0]), count > 1 ? " and others" : "",
              (long long)(milliseconds() - start));
    for (size_t i = 0; i < count; i++)
        watch_say_file(&w->say, &w->edition->report, paths[i]);
    return 0;
}

static int64_t clock_now(const struct watcher *w)
{
    struct timespec now;

    if (w->o->clock_is_fixed || clock_gettime(CLOCK_REALTIME, &now) != 0)
        return w->o->compile.now;
    return now.tv_sec;
}

static int start_compile(struct watcher *w, struct err *e)
{
    struct compile_options o = w->o->compile;

    o.now = clock_now(w);
    o.keep_going = true;
    buf_clear(&w->reason);
    changes_put(&w->changes, &w->reason);
    buf_char(&w->reason, '\0');
    w->started = milliseconds();
    clear_since(w);
    if (watch_folder_mend(&w->folder, e) ||
        builder_start(w->builder, &o, w->changes.forgets, e))
        return -1;
    changes_clear(&w->changes);
    return 0;
}

static void set_timer(struct watcher *w)
{
    const struct compilation *c = &w->edition->c;
    int64_t at = c->site.next_change_at, other = c->agents.next_change_at;
    struct itimerspec when = {0};

    if (other && (!at || other < at))
        at = other;
    if (w->timer < 0 || w->o->clock_is_fixed)
        return;
    when.it_value.tv_sec = (time_t)at;
    timerfd_settime(w->timer, TFD_TIMER_ABSTIME, &when, NULL);
}

static void say_edition(struct watcher *w, bool is_first)
{
    const struct site *site = &w->edition->c.site;
    struct buf counts = {0};
    size_t pages = 0;

    for (size_t i = 0; i < site->locale_count; i++)
        pages += site->locales[i].served_count;
    watch_say_news(&w->say, &w->edition->report);
    watch_put_count(&w->edition->report, &counts);
    buf_char(&counts, '\0');
    if (is_first)
        watch_say(&w->say, "%s: %zu article%s%s, %.2f s; Ctrl+C ends",
                  w->o->compile.output, pages, pages == 1 ? "" : "s",
                  counts.ptr, seconds_since(w->started));
    else
        watch_say(&w->say, "%s: %s%s, %.2f s", w->o->compile.output,
                  w->reason.ptr, counts.ptr, seconds_since(w->started));
    buf_release(&counts);
}

/* What was saved while it was made is not in it yet. */
static int show_since(struct watcher *w, struct err *e)
{
    size_t shown = 0;

    for (size_t i = 0; i < w->since.count; i++) {
        int done = apply(w, w->since.entries[i].key, e);
        if (done < 0)
            return -1;
        shown += done > 0;
    }
    clear_since(w);
    return shown ? write_layer(w, e) : layer_remove(&w->layer, e);
}

static int take_edition(struct watcher *w, struct edition *next, struct err *e)
{
    bool is_first = !w->edition;

    drop_pages(w);
    edition_free(w->edition);
    w->edition = next;
    w->layer.layer_of = next->check;
    preview_report_release(&w->trouble);
    set_timer(w);
    say_edition(w, is_first);
    return show_since(w, e);
}

/* FILE stays as it is; what is wrong is told by the layer. */
static int take_failure(struct watcher *w, struct edition *failed,
                        struct err *e)
{
    bool is_interrupted = jobs_check(NULL) != 0;

    if (!is_interrupted) {
        note_trouble(w, &failed->report);
        watch_say_news(&w->say, &failed->report);
        if (failed->error.code == ERR_SYSTEM)
            watch_say_err(&failed->error);
        watch_say(&w->say, "%s: %s, not written: %s", w->o->compile.output,
                  w->reason.ptr,
                  w->edition ? "it stays as it was" : "waiting for a change");
    }
    edition_free(failed);
    return w->edition && !is_interrupted ? write_layer(w, e) : 0;
}

static int take_compile(struct watcher *w, struct err *e)
{
    struct edition *next;

    if (builder_take(w->builder, &next))
        return 0;
    if (!next)
        return err_no_memory(e);
    return next->error.code ? take_failure(w, next, e)
                            : take_edition(w, next, e);
}

static void take_timer(struct watcher *w, int64_t now)
{
    uint64_t times;

    if (w->timer >= 0 && read(w->timer, &times, sizeof(times)) > 0)
        changes_note(&w->changes, CHANGE_FOLDER, S("what is due now"), now);
}

static int64_t sooner(int64_t a, int64_t b)
{
    return a < 0 ? b : b < 0 ? a : a < b ? a : b;
}

/* The next moment at which something is to be done without an event, or -1. */
static int64_t next_moment(const struct watcher *w)
{
    int interval = tree_watch_interval(w->tree);
    int64_t at = w->edition ? changes_quick_at(&w->changes) : -1;

    if (!builder_is_busy(w->builder))
        at = sooner(at, changes_whole_at(&w->changes));
    return interval < 0 ? at : sooner(at, w->looked + interval);
}

static void add_fd(fd_set *set, int fd, int *most)
{
    if (fd < 0)
        return;
    FD_SET(fd, set);
    *most = fd > *most ? fd : *most;
}

/* Signals come here only. */
static int wait_for_more(struct watcher *w, struct err *e)
{
    int64_t at = next_moment(w), left = at - milliseconds();
    struct timespec timeout;
    fd_set set;
    int most = -1;

    left = left < 0 ? 0 : left;
    timeout.tv_sec = (time_t)(left / 1000);
    timeout.tv_nsec = (long)(left % 1000) * 1000000;
    FD_ZERO(&set);
    add_fd(&set, tree_watch_fd(w->tree), &most);
    add_fd(&set, builder_fd(w->builder), &most);
    add_fd(&set, w->timer, &most);
    if (pselect(most + 1, &set, NULL, NULL, at < 0 ? NULL : &timeout,
                &w->waiting) < 0 &&
        errno != EINTR)
        return err_errno(e, "cannot wait for changes");
    return 0;
}

static int look(struct watcher *w, int64_t now, struct err *e)
{
    int interval = tree_watch_interval(w->tree);

    if (interval >= 0 && now < w->looked + interval)
        return 0;
    w->looked = now;
    return tree_watch_read(w->tree, &w->changes, now, e);
}

/* One turn: whatever can be done now. What fails is told and tried again with
 * the next change. */
static void turn(struct watcher *w)
{
    int64_t now = milliseconds(), at;
    struct err e = {0};

    if (look(w, now, &e))
        watch_say_err(&e);
    take_timer(w, now);
    if (take_compile(w, &e))
        watch_say_err(&e);
    now = milliseconds();
    at = changes_quick_at(&w->changes);
    if (at >= 0 && at <= now && w->edition && show_saved(w, &e))
        watch_say_err(&e);
    at = changes_whole_at(&w->changes);
    if (at >= 0 && at <= now && !builder_is_busy(w->builder) &&
        start_compile(w, &e)) {
        watch_say_err(&e);
        changes_clear(&w->changes);
    }
}

/* The folder that FILE is in, and the beginning of all names made there. */
static int name_own(struct watcher *w, struct tree_watch_options *t,
                    struct err *e)
{
    struct str output = str_from(w->o->compile.output);
    size_t slash = str_find_last(output, '/');
    bool has_folder = slash < output.len;
    struct str name = has_folder ? str_skip(output, slash + 1) : output;

    t->own_folder =
        has_folder
            ? arena_str(&w->arena, str_sub(output, 0, slash + !slash)).ptr
            : ".";
    name.len =
        str_ends(name, S(".gabay")) ? name.len - strlen(".gabay") : name.len;
    t->own_name = name;
    return t->own_folder ? 0 : err_no_memory(e);
}

static int open_tree(struct watcher *w, struct err *e)
{
    struct tree_watch_options t = {.polls = w->o->polls};
    struct str standard = {0};
    struct stat st;

    if (stat(w->o->compile.content, &st) < 0 || !S_ISDIR(st.st_mode)) {
        err_set(e, ERR_CONTENT, "is no folder: name the one with the articles");
        return err_at(e, str_from(w->o->compile.content), 0, 0);
    }
    if (theme_default_folder(&w->arena, &standard, e) || name_own(w, &t, e))
        return -1;
    t.roots[t.root_count++] = w->o->compile.content;
    t.roots[t.root_count++] = standard.ptr;
    if (w->o->compile.theme)
        t.roots[t.root_count++] = w->o->compile.theme;
    w->tree = tree_watch_new(&t, e);
    if (w->tree && tree_watch_notice(w->tree))
        watch_say(&w->say, "%s", tree_watch_notice(w->tree));
    return w->tree ? 0 : -1;
}

static void block_signals(struct watcher *w)
{
    const int ending[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t blocked;

    sigemptyset(&blocked);
    for (size_t i = 0; i < sizeof(ending) / sizeof(*ending); i++)
        sigaddset(&blocked, ending[i]);
    pthread_sigmask(SIG_BLOCK, &blocked, &w->waiting);
}

static int begin(struct watcher *w, struct err *e)
{
    const char *output = w->o->compile.output;

    w->layer.path = arena_fmt(&w->arena, "%s.layer", output);
    if (!w->layer.path.ptr)
        return err_no_memory(e);
    if (watch_folder_open(&w->folder, output, e) ||
        layer_remove(&w->layer, e) || open_tree(w, e))
        return -1;
    w->builder = builder_new(e);
    if (!w->builder)
        return -1;
    w->timer = timerfd_create(CLOCK_REALTIME, TFD_CLOEXEC | TFD_NONBLOCK);
    changes_note(&w->changes, CHANGE_FOLDER, str_from(w->o->compile.content),
                 milliseconds());
    return start_compile(w, e);
}

static void end(struct watcher *w)
{
    builder_free(w->builder);
    drop_pages(w);
    edition_free(w->edition);
    preview_report_release(&w->trouble);
    tree_watch_free(w->tree);
    if (w->folder.fd >= 0)
        layer_remove(&w->layer, NULL);
    watch_folder_close(&w->folder);
    if (w->timer >= 0)
        close(w->timer);
    changes_release(&w->changes);
    clear_since(w);
    buf_release(&w->reason);
    watch_say_release(&w->say);
    arena_release(&w->since_arena);
    arena_release(&w->arena);
    pthread_sigmask(SIG_SETMASK, &w->waiting, NULL);
}

int watch(const struct watch_options *o, struct err *e)
{
    struct watcher w = {.o = o, .timer = -1, .folder = {.fd = -1}};
    int result;

    w.say.quiet = o->compile.quiet;
    w.say.colour = o->compile.colour;
    w.say.all = o->compile.all;
    changes_init(&w.changes);
    map_init(&w.since, &w.since_arena);
    block_signals(&w);
    result = begin(&w, e);
    while (result == 0 && jobs_check(NULL) == 0) {
        result = wait_for_more(&w, e);
        if (result == 0 && jobs_check(NULL) == 0)
            turn(&w);
    }
    end(&w);
    return result;
}
