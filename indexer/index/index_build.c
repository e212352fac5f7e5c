#include "indexer/index/index_build.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "indexer/index/article_terms.h"
#include "indexer/index/index_keep.h"
#include "indexer/base/jobs.h"
#include "indexer/index/record_text.h"
#include "indexer/index/search_tables.h"
#include "lib/file.h"
#include "lib/site/site_names.h"
#include "lib/xapian/xapian_shim.h"

enum {
    /* A shard's text: its border depends on the content only, never on the
     * number of threads, so that the file is the same for any --jobs. */
    SHARD_BYTES = 6 << 20,
    FOLDER_ROOM = 4096,
};

struct shard {
    uint32_t locale;
    size_t first, end; /* pages of the locale */
    char *folder;
    struct index_shard *kept; /* what it was before, or NULL: to be made */
};

struct build {
    struct site *site;
    const char *scratch;
    struct arena arena;
    struct shard *shards;
    size_t shard_count;
    struct word_counter *counters; /* by worker, then locale */
    struct index_keep *keep;       /* of a preview, with the counters */
    struct index_locale **locales; /* its locales */
    bool is_lent; /* the pages have tokens that are not theirs */
};

static struct word_counter *counter_of(struct build *b, unsigned worker,
                                       uint32_t locale)
{
    return b->keep ? &b->locales[locale]->counters[worker]
                   : &b->counters[worker * b->site->locale_count + locale];
}

static size_t cut(const struct locale *l, size_t first)
{
    size_t at = first, bytes = 0;

    for (; at < l->searched_count && bytes < SHARD_BYTES; at++)
        bytes += l->searched[at]->article.text.len;
    return at;
}

/* What was kept goes on being used where it stands for the same. */
static void plan_shard(struct build *b, struct shard *s)
{
    const struct locale *l = &b->site->locales[s->locale];
    const struct index_locale *kept = b->keep ? b->locales[s->locale] : NULL;
    uint64_t number = b->keep ? index_keep_number(b->keep) : b->shard_count;

    s->end = s->first;
    if (s->first < l->searched_count)
        s->end = kept ? index_keep_cut(kept, l, s->first) : cut(l, s->first);
    if (kept && s->end > s->first)
        s->kept =
            index_keep_find(kept, index_keep_fingerprint(l, s->first, s->end),
                            s->end - s->first);
    s->folder = s->kept ? s->kept->folder
                        : (char *)(uintptr_t)arena_fmt(&b->arena, "%s/%" PRIu64,
                                                       b->scratch, number)
                              .ptr;
}

static int list_shards(struct build *b, struct err *e)
{
    size_t most = 0;

    for (size_t i = 0; i < b->site->locale_count; i++)
        most += b->site->locales[i].searched_count + 1;
    b->shards = arena_new(&b->arena, struct shard, most);
    if (!b->shards)
        return err_no_memory(e);
    for (uint32_t i = 0; i < b->site->locale_count; i++) {
        size_t at = 0;
        do {
            struct shard *s = &b->shards[b->shard_count];
            *s = (struct shard){.locale = i, .first = at};
            plan_shard(b, s);
            at = s->end;
            b->shard_count++;
        } while (at < b->site->locales[i].searched_count);
    }
    return b->arena.failed ? err_no_memory(e) : 0;
}

static int fill_shard(struct build *b, struct shard *s, unsigned worker,
                      struct xapian_writer *w, struct err *e)
{
    struct word_counter *c = counter_of(b, worker, s->locale);
    const struct locale *l = &b->site->locales[s->locale];

    if (!c->analyser && word_counter_init(c, str_from(l->tag), e))
        return -1;
    for (size_t i = s->first; i < s->end; i++) {
        struct page *p = l->searched[i];
        p->worker = worker;
        if (jobs_check(e) || article_terms(c, p, w, e) ||
            xapian_writer_add(w, (uint32_t)i + 1, e))
            return -1;
    }
    return xapian_writer_commit(w, e);
}

static int build_shard(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct build *b = ctx;
    struct shard *s = &b->shards[index];
    struct xapian_writer *w;

    if (s->kept)
        return 0;
    w = xapian_writer_new(s->folder, e);
    if (!w)
        return -1;
    int result = fill_shard(b, s, worker, w, e);
    xapian_writer_free(w);
    return result;
}

static int write_index(struct build *b, uint32_t locale, struct site_writer *w,
                       struct err *e)
{
    const char **folders = arena_new(&b->arena, const char *, b->shard_count);
    size_t count = 0;
    uint64_t offset, length;
    int fd;

    if (!folders)
        return err_no_memory(e);
    for (size_t i = 0; i < b->shard_count; i++)
        if (b->shards[i].locale == locale)
            folders[count++] = b->shards[i].folder;
    struct str name = arena_fmt(&b->arena, SITE_NAME_SEARCH,
                                b->site->locales[locale].tag, SITE_PART_INDEX);
    if (site_writer_begin_index(w, &fd, &offset, e))
        return -1;
    /* What is kept was made when its articles had other numbers. */
    if ((b->keep ? xapian_compact_numbered
                 : xapian_compact)(folders, count, fd, offset, &length, e))
        return -1;
    return site_writer_end_index(w, name, length, e);
}

static int write_locale(struct build *b, uint32_t locale, struct site_writer *w,
                        struct err *e)
{
    struct analyser *analysers[256] = {0};

    for (unsigned i = 0; i < b->site->jobs; i++)
        analysers[i] = counter_of(b, i, locale)->analyser;

    struct search_tables tables = {
        .locale = &b->site->locales[locale],
        .analysers = analysers,
        .analyser_count = b->site->jobs,
    };
    for (unsigned i = 0; i < b->site->jobs; i++)
        tables.spellings[i] = &counter_of(b, i, locale)->spellings;
    tables.keeps_tokens = b->keep != NULL;
    return search_tables_write(&tables, w, e);
}

/* The shards of a locale as they are from now on; of what is not used any more
 * the folder goes. */
static int keep_shards(struct build *b, uint32_t locale, struct err *e)
{
    struct index_locale *kept = b->locales[locale];
    const struct locale *l = &b->site->locales[locale];
    struct index_shard *next = calloc(b->shard_count, sizeof(*next));
    size_t count = 0;
    int result = next ? 0 : err_no_memory(e);

    for (size_t i = 0; i < b->shard_count && result == 0; i++) {
        struct shard *s = &b->shards[i];
        if (s->locale != locale || s->end == s->first)
            continue;
        if (s->kept) {
            next[count] = *s->kept;
            *s->kept = (struct index_shard){0};
        } else {
            result = index_shard_make(&next[count], l, s->first, s->end,
                                      s->folder, e);
        }
        count += result == 0;
    }
    for (size_t i = 0; i < kept->shard_count; i++) {
        if (kept->shards[i].folder)
            file_remove_tree(kept->shards[i].folder, NULL);
        index_shard_release(&kept->shards[i]);
    }
    free(kept->shards);
    kept->shards = next;
    kept->shard_count = count;
    return result;
}

/* Texts that were read before have their parts anew. */
static int list_parts(const struct locale *l, struct err *e)
{
    for (size_t i = 0; i < l->searched_count; i++) {
        struct page *p = l->searched[i];
        if (!p->parts)
            p->parts = record_text_parts(&p->article, &p->part_count);
        if (!p->parts)
            return err_no_memory(e);
    }
    return 0;
}

static int keep_all(struct build *b, struct err *e)
{
    for (uint32_t i = 0; i < b->site->locale_count; i++) {
        if (keep_shards(b, i, e) || list_parts(&b->site->locales[i], e))
            return -1;
        index_keep_count(b->locales[i], b->site->jobs);
    }
    for (uint32_t i = 0; i < b->site->locale_count; i++)
        index_keep_lend(b->locales[i], &b->site->locales[i]);
    b->is_lent = true;
    return 0;
}

/* The tokens are the shards', which outlive the pages. */
static void give_back(const struct build *b)
{
    for (size_t i = 0; i < b->site->locale_count; i++)
        for (size_t k = 0; k < b->site->locales[i].searched_count; k++)
            b->site->locales[i].searched[k]->tokens = (struct buf){0};
}

static int find_kept(struct build *b, struct err *e)
{
    struct site *site = b->site;

    b->keep = site->index_keep;
    b->locales =
        arena_new(&b->arena, struct index_locale *, site->locale_count);
    if (!b->locales)
        return err_no_memory(e);
    for (size_t i = 0; i < site->locale_count; i++) {
        b->locales[i] = index_keep_locale(b->keep, site->locales[i].tag, e);
        if (!b->locales[i])
            return -1;
    }
    return 0;
}

static int prepare(struct build *b, struct err *e)
{
    const struct site *site = b->site;

    if (site->keep)
        return find_kept(b, e);
    b->counters = arena_new(&b->arena, struct word_counter,
                            site->jobs * site->locale_count);
    return b->counters ? 0 : err_no_memory(e);
}

static int build_all(struct build *b, struct site_writer *w, struct err *e)
{
    struct site *site = b->site;
    int result = jobs_run(site->jobs, b->shard_count, build_shard, b, e);

    if (result == 0 && b->keep)
        result = keep_all(b, e);
    for (uint32_t i = 0; i < site->locale_count && result == 0; i++)
        result = write_locale(b, i, w, e);
    for (uint32_t i = 0; i < site->locale_count && result == 0; i++)
        result = write_index(b, i, w, e);
    return result;
}

int index_build(struct site *site, const char *scratch, struct site_writer *w,
                struct err *e)
{
    struct build b = {.site = site, .scratch = scratch};
    int result = prepare(&b, e);

    if (result == 0 && mkdir(scratch, 0700) < 0 &&
        !(site->keep && errno == EEXIST))
        result = err_errno(e, "cannot create the folder %s", scratch);
    if (result == 0)
        result = list_shards(&b, e);
    if (result == 0)
        result = build_all(&b, w, e);
    if (b.keep && result)
        index_keep_clear(b.keep);
    if (b.is_lent)
        give_back(&b);
    for (size_t i = 0; b.counters && i < site->jobs * site->locale_count; i++)
        word_counter_release(&b.counters[i]);
    arena_release(&b.arena);
    return result;
}
