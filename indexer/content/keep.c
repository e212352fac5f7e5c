#include "indexer/content/keep.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "indexer/base/path.h"
#include "indexer/content/content.h"
#include "indexer/index/index_keep.h"

/* A file that was written to so shortly before it was read may be written to
 * once more without another stamp: kernels stamp by a coarse clock. */
enum { SETTLED_NS = 50 * 1000 * 1000 };

static bool is_settled(const struct site_stamp *stamp)
{
    struct timespec now;

    if (clock_gettime(CLOCK_REALTIME, &now) != 0)
        return false;
    int64_t seconds = (int64_t)now.tv_sec - stamp->seconds;
    return seconds > 1 || (seconds >= 0 && seconds * 1000000000 + now.tv_nsec -
                                                   stamp->nanoseconds >
                                               SETTLED_NS);
}

static bool stamp_of(const struct site *site, const struct page *p,
                     struct site_stamp *stamp)
{
    struct arena scratch = {0};
    struct str path =
        arena_fmt(&scratch, "%s/%.*s", site->root, STR_ARG(p->file));
    bool there = path.ptr && site_stamp_of(path.ptr, stamp);

    arena_release(&scratch);
    return there;
}

struct kept *kept_use(struct kept *k)
{
    atomic_fetch_add(&k->uses, 1);
    return k;
}

void kept_drop(struct kept *k)
{
    if (!k || atomic_fetch_sub(&k->uses, 1) > 1)
        return;
    for (size_t i = 0; i < k->above_count; i++)
        kept_drop(k->above[i]);
    article_release(&k->article);
    problems_release(&k->problems);
    free(k);
}

int kept_take(struct kept *k, struct page *p, struct err *e)
{
    struct article *a = &p->article;

    *a = k->article;
    a->arena = a->html_arena = (struct arena){0};
    a->path = p->file;
    a->locale = str_from(p->locale->tag);
    a->links = arena_new(&a->html_arena, struct body_link, a->link_count);
    if (!a->links)
        return err_no_memory(e);
    if (a->link_count)
        memcpy(a->links, k->article.links, a->link_count * sizeof(*a->links));
    if (k->folder.ptr)
        p->folder = k->folder;
    kept_drop(p->kept);
    p->kept = kept_use(k);
    p->dropped = false;
    return 0;
}

/* The versions of one file. */
struct row {
    struct kept *newest; /* NULL: to be read */
    struct kept *good;   /* the last good one, or NULL */
};

struct offer {
    struct str path;
    struct kept *version;
};

/* A table a compile, so that what is not there any more is forgotten. */
struct table {
    struct arena arena;
    struct map by_path;
    struct row *rows; /* by number of the page */
    size_t count;
};

struct keep {
    struct table table;
    struct index_keep *index[2]; /* of the public site, of that for agents */
    atomic_ullong next_number;
    pthread_mutex_t lock; /* guards what follows */
    struct arena arena;   /* the offers' paths */
    struct offer *offers;
    size_t offer_count, offer_room;
};

/* Those of all folders round the article, for what they hand down. */
static int use_above(struct kept *k, const struct site *site,
                     const struct page *p, struct err *e)
{
    struct arena *a = &k->article.arena;
    size_t most = 0;

    for (size_t i = 0; i < p->key.len; i++)
        most += p->key.ptr[i] == '/';
    k->above = arena_new(a, struct kept *, most);
    if (!k->above)
        return err_no_memory(e);
    for (struct str folder = path_folder(p->key); folder.len && !p->is_index;
         folder = path_folder(folder)) {
        struct str name = arena_fmt(a, "%.*s/_index.md", STR_ARG(folder));
        const struct page *index = map_get(&site->by_file, name);
        if (!name.ptr)
            return err_no_memory(e);
        if (index && index->kept)
            k->above[k->above_count++] = kept_use(index->kept);
    }
    return 0;
}

/* Whoever changes a file whose path has a part "_..." makes all articles read
 * again (changes.h); of another that is included nobody knows. */
static bool includes_others(const struct article *a)
{
    for (size_t i = 0; i < a->include_count; i++)
        if (!str_starts(a->includes[i], S("_")) &&
            str_search(a->includes[i], S("/_")) == a->includes[i].len)
            return true;
    return false;
}

/* The stamp is taken first: a file that changes meanwhile is read again. */
struct kept *kept_read(struct site *site, const struct page *p, struct err *e)
{
    struct kept *k = calloc(1, sizeof(*k));
    struct page read = *p;

    if (!k) {
        err_no_memory(e);
        return NULL;
    }
    atomic_init(&k->uses, 1);
    problems_init(&k->problems);
    k->number = atomic_fetch_add(&site->keep->next_number, 1);
    k->is_gone = !stamp_of(site, p, &k->stamp);
    k->is_settled = !k->is_gone && is_settled(&k->stamp);
    read.article = (struct article){0};
    read.dropped = false;
    int result = k->is_gone ? 0 : content_parse(site, &read, &k->problems, e);
    k->article = read.article;
    k->is_settled &= !includes_others(&k->article);
    k->hides_cascade = read.hides_cascade;
    if (read.folder.ptr != p->folder.ptr)
        k->folder = read.folder;
    if (result == 0)
        result = use_above(k, site, p, e);
    k->is_good = result == 0 && !k->is_gone && !read.dropped;
    if (result == 0)
        return k;
    kept_drop(k);
    return NULL;
}

struct keep *keep_new(struct err *e)
{
    struct keep *k = calloc(1, sizeof(*k));

    if (!k) {
        err_no_memory(e);
        return NULL;
    }
    map_init(&k->table.by_path, &k->table.arena);
    pthread_mutex_init(&k->lock, NULL);
    atomic_init(&k->next_number, 0);
    for (size_t i = 0; i < 2; i++)
        k->index[i] = index_keep_new(e);
    if (k->index[0] && k->index[1])
        return k;
    keep_free(k);
    return NULL;
}

static void release_table(struct table *t)
{
    for (size_t i = 0; i < t->count; i++) {
        kept_drop(t->rows[i].newest);
        kept_drop(t->rows[i].good);
    }
    arena_release(&t->arena);
}

static void drop_offers(struct keep *k)
{
    for (size_t i = 0; i < k->offer_count; i++)
        kept_drop(k->offers[i].version);
    free(k->offers);
    arena_release(&k->arena);
    k->offers = NULL;
    k->offer_count = k->offer_room = 0;
}

void keep_free(struct keep *k)
{
    if (!k)
        return;
    release_table(&k->table);
    drop_offers(k);
    index_keep_free(k->index[0]);
    index_keep_free(k->index[1]);
    pthread_mutex_destroy(&k->lock);
    free(k);
}

static struct offer *new_offer(struct keep *k)
{
    if (k->offer_count == k->offer_room) {
        size_t room = k->offer_room ? 2 * k->offer_room : 16;
        struct offer *grown = realloc(k->offers, room * sizeof(*grown));
        if (!grown)
            return NULL;
        k->offers = grown;
        k->offer_room = room;
    }
    return &k->offers[k->offer_count++];
}

/* Without memory it is read again instead. */
void keep_offer(struct keep *k, struct str path, struct kept *version)
{
    pthread_mutex_lock(&k->lock);
    struct str copy = arena_str(&k->arena, path);
    struct offer *o = copy.ptr ? new_offer(k) : NULL;
    if (o)
        *o = (struct offer){copy, kept_use(version)};
    pthread_mutex_unlock(&k->lock);
}

void keep_forget(struct keep *k)
{
    for (size_t i = 0; i < k->table.count; i++) {
        kept_drop(k->table.rows[i].newest);
        k->table.rows[i].newest = NULL;
    }
}

static void set_version(struct row *row, struct kept *version)
{
    kept_drop(row->newest);
    row->newest = kept_use(version);
    if (!version->is_good)
        return;
    kept_drop(row->good);
    row->good = kept_use(version);
}

static void take_offers(struct keep *k)
{
    pthread_mutex_lock(&k->lock);
    for (size_t i = 0; i < k->offer_count; i++) {
        struct row *row = map_get(&k->table.by_path, k->offers[i].path);
        const struct kept *mine = row ? row->newest : NULL;
        if (row && (!mine || mine->number < k->offers[i].version->number))
            set_version(row, k->offers[i].version);
    }
    drop_offers(k);
    pthread_mutex_unlock(&k->lock);
}

/* The rows of the files that are still there move over. */
static int fill_table(struct table *t, struct table *old,
                      const struct site *site)
{
    map_init(&t->by_path, &t->arena);
    t->rows = arena_new(&t->arena, struct row, site->page_count);
    if (!t->rows)
        return -1;
    t->count = site->page_count;
    for (size_t i = 0; i < t->count; i++) {
        struct str path = arena_str(&t->arena, site->pages[i].file);
        struct row *before = map_get(&old->by_path, path);
        if (!path.ptr || !map_set(&t->by_path, path, &t->rows[i]))
            return -1;
        if (!before)
            continue;
        t->rows[i] = *before;
        *before = (struct row){0};
    }
    return 0;
}

int keep_begin(struct keep *k, const struct site *site, struct err *e)
{
    struct table next = {0};
    int result;

    take_offers(k);
    result = fill_table(&next, &k->table, site);
    release_table(&k->table);
    k->table = next;
    /* The map knows where its arena was. */
    k->table.by_path.arena = &k->table.arena;
    return result ? err_no_memory(e) : 0;
}

static bool is_current(const struct kept *k, const struct site *site,
                       const struct page *p)
{
    struct site_stamp now;

    return k && k->is_settled && stamp_of(site, p, &now) &&
           site_stamp_eq(now, k->stamp);
}

static void repeat_problems(const struct kept *k, struct site *site)
{
    for (size_t i = 0; i < k->problems.count; i++) {
        const struct problem *p = &k->problems.rows[i];
        problem_add(&site->problems, p->check, p->path, p->line, p->column,
                    "%.*s", STR_ARG(p->message));
    }
}

int keep_fill(struct keep *k, struct site *site, size_t index, struct err *e)
{
    struct row *row = &k->table.rows[index];
    struct page *p = &site->pages[index];

    if (!is_current(row->newest, site, p)) {
        struct kept *version = kept_read(site, p, e);
        if (!version)
            return -1;
        set_version(row, version);
        kept_drop(version);
    }
    if (row->newest->problems.fatal.code) {
        *e = row->newest->problems.fatal;
        return -1;
    }
    repeat_problems(row->newest, site);
    p->dropped = true;
    p->hides_cascade = row->newest->hides_cascade && !row->good;
    p->read = kept_use(row->newest);
    if (!row->good || row->newest->is_gone)
        return 0;
    return kept_take(row->good, p, e);
}

struct index_keep *keep_index(struct keep *k, bool for_agents)
{
    return k->index[for_agents];
}
