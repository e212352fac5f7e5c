#include "indexer/pages.h"

#include <stdlib.h>

#include "indexer/arrange.h"
#include "indexer/content.h"
#include "indexer/jobs.h"
#include "indexer/press.h"
#include "indexer/sitemap.h"
#include "indexer/twin.h"
#include "lib/site/site_names.h"

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
}

static int list_tasks(struct run *r, struct err *e)
{
    struct site *site = r->site;
    size_t n = 0;

    for (size_t i = 0; i < site->locale_count; i++)
        n += 3 + site->locales[i].section_count + site->locales[i].page_count +
             site->locales[i].tag_count;
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
        for (size_t k = 0; k < l->page_count; k++)
            r->tasks[r->count++] = (struct press_task){
                .kind = PRESS_ARTICLE, .locale = i, .page = l->pages[k]};
        list_lists(r, i);
    }
    return 0;
}

static int take(struct map *taken, struct str address, struct err *e)
{
    while (address.len && address.ptr[address.len - 1] == '/')
        address.len--;
    return map_set(taken, address, taken) ? 0 : err_no_memory(e);
}

static int take_article(struct site *site, struct map *taken,
                        struct str address, struct err *e)
{
    struct str twin =
        arena_fmt(&site->arena, "%.*s" TWIN_ENDING, STR_ARG(address));

    return take(taken, address, e) || take(taken, twin, e) ? -1 : 0;
}

/* The addresses that no alias can have, without a final '/'. */
static int take_all(struct site *site, struct map *taken, struct err *e)
{
    int result = take(taken, site->config.prefix, e);

    for (size_t i = 0; i < site->locale_count && result == 0; i++) {
        const struct locale *l = &site->locales[i];
        const char *name;
        result = take(taken, l->home, e);
        for (size_t k = 0; (name = address_reserved(k)) && result == 0; k++)
            result = take(
                taken,
                arena_fmt(&site->arena, "%.*s%s", STR_ARG(l->home), name), e);
        for (size_t k = 0; k < l->section_count && result == 0; k++)
            result = take(taken, l->sections[k]->address, e);
        for (size_t k = 0; k < l->page_count && result == 0; k++)
            result = take_article(site, taken, l->pages[k]->address, e);
        for (size_t k = 0; k < l->tag_count && result == 0; k++)
            result = take(taken, l->tags[k]->address, e);
    }
    return result;
}

/* An alias is an old address: a path from the root of the site, or a name
 * beside the article. */
static struct str alias_address(struct site *site, const struct page *p,
                                struct str alias)
{
    struct arena *a = &site->arena;
    struct str name = content_key(a, alias);
    struct str above = p->section ? p->section->address : p->locale->home;

    while (name.len && name.ptr[name.len - 1] == '/')
        name.len--;
    if (name.len == 0 || name.ptr[0] == '/')
        return address_encode(a, site->config.prefix, name);
    return address_encode(a, above, name);
}

static int write_alias(struct site *site, const struct page *p,
                       struct str alias, struct map *taken,
                       struct site_writer *w, struct err *e)
{
    struct site_entry_in entry = {
        .path = alias_address(site, p, alias),
        .kind = SITE_REDIRECT,
        .target = p->address,
    };

    if (sitemap_reserves(site, entry.path) || map_get(taken, entry.path)) {
        problem_add(&site->problems, CHECK_TAKEN_ALIAS, p->file, 0, 0,
                    "the alias '%.*s' is the address of another page: it is "
                    "left out",
                    STR_ARG(alias));
        return 0;
    }
    if (take(taken, entry.path, e))
        return -1;
    return site_writer_add(w, &entry, e);
}

static int write_aliases(struct site *site, struct site_writer *w,
                         struct err *e)
{
    struct map taken;

    map_init(&taken, &site->arena);
    if (take_all(site, &taken, e))
        return -1;
    for (size_t i = 0; i < site->locale_count; i++)
        for (size_t k = 0; k < site->locales[i].page_count; k++) {
            const struct page *p = site->locales[i].pages[k];
            for (size_t n = 0; n < p->article.alias_count; n++)
                if (write_alias(site, p, p->article.aliases[n], &taken, w, e))
                    return -1;
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
    return result ? result : write_aliases(site, w, e);
}
