#include "indexer/index_build.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "indexer/article_terms.h"
#include "indexer/jobs.h"
#include "indexer/search_tables.h"
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
};

struct build {
    struct site *site;
    const char *scratch;
    struct arena arena;
    struct shard *shards;
    size_t shard_count;
    struct word_counter *counters; /* by worker, then locale */
};

static struct word_counter *counter_of(struct build *b, unsigned worker,
                                       uint32_t locale)
{
    return &b->counters[worker * b->site->locale_count + locale];
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
        const struct locale *l = &b->site->locales[i];
        size_t at = 0;
        do {
            struct shard *s = &b->shards[b->shard_count];
            size_t bytes = 0;
            *s = (struct shard){.locale = i, .first = at};
            for (; at < l->searched_count && bytes < SHARD_BYTES; at++)
                bytes += l->searched[at]->article.text.len;
            s->end = at;
            s->folder = (char *)(uintptr_t)arena_fmt(&b->arena, "%s/%zu",
                                                     b->scratch, b->shard_count)
                            .ptr;
            b->shard_count++;
        } while (at < l->searched_count);
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
    struct xapian_writer *w = xapian_writer_new(s->folder, e);

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
    if (site_writer_begin_index(w, &fd, &offset, e) ||
        xapian_compact(folders, count, fd, offset, &length, e))
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
    return search_tables_write(&tables, w, e);
}

int index_build(struct site *site, const char *scratch, struct site_writer *w,
                struct err *e)
{
    struct build b = {.site = site, .scratch = scratch};
    int result = 0;

    b.counters = arena_new(&b.arena, struct word_counter,
                           site->jobs * site->locale_count);
    if (!b.counters)
        result = err_no_memory(e);
    if (result == 0 && mkdir(scratch, 0700) < 0)
        result = err_errno(e, "cannot create the folder %s", scratch);
    if (result == 0)
        result = list_shards(&b, e);
    if (result == 0)
        result = jobs_run(site->jobs, b.shard_count, build_shard, &b, e);
    for (uint32_t i = 0; i < site->locale_count && result == 0; i++)
        result = write_locale(&b, i, w, e);
    for (uint32_t i = 0; i < site->locale_count && result == 0; i++)
        result = write_index(&b, i, w, e);
    for (size_t i = 0; b.counters && i < site->jobs * site->locale_count; i++)
        word_counter_release(&b.counters[i]);
    arena_release(&b.arena);
    return result;
}
