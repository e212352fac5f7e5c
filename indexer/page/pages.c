#include "indexer/page/pages.h"

#include <stdlib.h>

#include "indexer/page/aliases.h"
#include "indexer/base/jobs.h"
#include "indexer/page/press.h"

/* So many are rendered before they are written: bounds the memory. */
enum { BATCH = 512 };

/* All pages of a site, in the order in which they are written. */
struct run {
    struct site *site;
    struct press press;
    struct arena arena;
    struct press_task *tasks;
    size_t count, first; /* of the batch */
};

static int make_page(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct run *r = ctx;

    return press_page(&r->press, worker, &r->tasks[r->first + index], e);
}

/* A preview's articles are read again while it is watched. */
static void finish_task(const struct site *site, struct press_task *t)
{
    press_task_release(t);
    if (t->page && !site->preview)
        article_drop_html(&t->page->article);
}

static int write_batch(struct run *r, struct site_writer *w, struct err *e)
{
    size_t count = r->count - r->first < BATCH ? r->count - r->first : BATCH;
    int result = jobs_run(r->site->jobs, count, make_page, r, e);

    for (size_t i = 0; i < count; i++) {
        struct press_task *t = &r->tasks[r->first + i];
        if (result == 0)
            result = press_write(r->site, t, w, e);
        finish_task(r->site, t);
    }
    r->first += count;
    return result;
}

static void list_lists(struct run *r, uint32_t locale)
{
    const struct locale *l = &r->site->locales[locale];

    if (l->tags_address.len)
        r->tasks[r->count++] =
            (struct press_task){.kind = PRESS_TAGS, .locale = locale};
    for (size_t i = 0; i < l->tag_count; i++)
        r->tasks[r->count++] = (struct press_task){
            .kind = PRESS_TAG, .locale = locale, .tag = l->tags[i]};
    if (l->a_z_address.len)
        r->tasks[r->count++] =
            (struct press_task){.kind = PRESS_A_Z, .locale = locale};
    if (l->changes_address.len)
        r->tasks[r->count++] =
            (struct press_task){.kind = PRESS_CHANGES, .locale = locale};
}

static int list_tasks(struct run *r, struct err *e)
{
    struct site *site = r->site;
    size_t n = 0;

    for (size_t i = 0; i < site->locale_count; i++)
        n += 4 + site->locales[i].section_count +
             site->locales[i].served_count + site->locales[i].tag_count;
    r->tasks = arena_new(&r->arena, struct press_task, n);
    if (!r->tasks)
        return err_no_memory(e);
    for (uint32_t i = 0; i < site->locale_count; i++) {
        const struct locale *l = &site->locales[i];
        r->tasks[r->count++] =
            (struct press_task){.kind = PRESS_HOME, .locale = i};
        for (size_t k = 0; k < l->section_count; k++)
            r->tasks[r->count++] = (struct press_task){
                .kind = PRESS_SECTION, .locale = i, .section = l->sections[k]};
        for (size_t k = 0; k < l->served_count; k++)
            r->tasks[r->count++] = (struct press_task){
                .kind = PRESS_ARTICLE, .locale = i, .page = l->served[k]};
        list_lists(r, i);
    }
    return 0;
}

int pages_write(struct site *site, const struct theme *theme,
                struct site_writer *w, struct err *e)
{
    struct run r = {.site = site};
    int result = press_init(&r.press, site, theme, site->jobs, e);

    if (result == 0)
        result = list_tasks(&r, e);
    while (result == 0 && r.first < r.count)
        result = write_batch(&r, w, e);
    press_release(&r.press);
    arena_release(&r.arena);
    return result ? result : aliases_write(site, w, e);
}
