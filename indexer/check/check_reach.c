#include "indexer/check/check_run.h"
#include "indexer/front_matter/front_matter_place.h"
#include "indexer/settings/notices.h"

/* What readers can get to: all that stands in lists, what these link to, what
 * that links to, and so on. */
struct reach {
    struct site *site;
    struct arena arena;
    bool *reached;             /* by page */
    const struct page **queue; /* reached, not yet looked at behind `next` */
    size_t next, count;
    struct map unlisted; /* address -> page */
};

static void reach(struct reach *r, const struct page *p)
{
    const struct page *pages = r->site->pages;

    /* Of the site for others nothing is asked here. */
    if (p->dropped || p < pages || p >= pages + r->site->page_count ||
        r->reached[p - pages])
        return;
    r->reached[p - pages] = true;
    r->queue[r->count++] = p;
}

static void reach_linked(struct reach *r, const struct page *p)
{
    for (size_t i = 0; i < p->article.link_count; i++)
        if (p->article.links[i].page)
            reach(r, p->article.links[i].page);
}

static void reach_address(struct reach *r, const struct value *v)
{
    struct str address = value_str(v);

    address.len = str_find(address, '#');
    const struct page *p = map_get(&r->unlisted, address);
    if (p)
        reach(r, p);
}

static void reach_noticed(struct reach *r)
{
    for (size_t i = 0; i < r->site->notice_count; i++) {
        const struct value *url = r->site->notices[i].url;
        if (!url || url->kind != VALUE_MAP) {
            reach_address(r, url);
            continue;
        }
        for (size_t k = 0; k < url->map.count; k++)
            reach_address(r, url->map.members[k].value);
    }
}

/* Of an _index.md the section's page, where there is one, shows the text. */
static bool is_shown(const struct page *p)
{
    return p->is_index ? p->section && p->section->total : !p->article.unlisted;
}

static int start(struct reach *r, struct err *e)
{
    size_t count = r->site->page_count;

    r->reached = arena_new(&r->arena, bool, count);
    r->queue = arena_new(&r->arena, const struct page *, count);
    if (!r->reached || !r->queue)
        return err_no_memory(e);
    map_init(&r->unlisted, &r->arena);
    for (size_t i = 0; i < count; i++) {
        struct page *p = &r->site->pages[i];
        if (is_shown(p))
            reach(r, p);
        else if (check_is_article(p) && !map_set(&r->unlisted, p->address, p))
            return err_no_memory(e);
    }
    return 0;
}

static void warn_of_orphans(struct reach *r)
{
    for (size_t i = 0; i < r->site->page_count; i++) {
        const struct page *p = &r->site->pages[i];
        unsigned line, column;
        if (r->reached[i] || !check_is_article(p))
            continue;
        front_matter_place(&p->article, S("unlisted"), &line, &column);
        problem_add(&r->site->problems, CHECK_ORPHAN, p->file, line, column,
                    "the article is unlisted, and nothing that readers see "
                    "links to it: link to it, or take 'unlisted:' out");
    }
}

static int find_orphans(struct site *site, struct err *e)
{
    struct reach r = {.site = site};
    int result = start(&r, e);

    if (result == 0 && r.unlisted.count) {
        reach_noticed(&r);
        while (r.next < r.count)
            reach_linked(&r, r.queue[r.next++]);
        warn_of_orphans(&r);
    }
    arena_release(&r.arena);
    return result;
}

/* The folder of each article or draft, and those around it. */
static bool note_folders(struct map *folders, const struct page *p)
{
    struct str folder = p->is_index ? (struct str){0} : p->folder;

    while (folder.len && !map_get(folders, folder)) {
        if (!map_set(folders, folder, p->locale))
            return false;
        size_t slash = str_find_last(folder, '/');
        folder.len = slash == folder.len ? 0 : slash;
    }
    return true;
}

static bool is_of(const struct page *p, const struct locale *l)
{
    return str_eq(str_from(p->locale->tag), str_from(l->tag));
}

/* An _index.md alone: its section is shown nowhere. Drafts, and articles for
 * the others, say that it is not forgotten. */
static int check_folders(struct site *site, const struct locale *l,
                         struct err *e)
{
    const struct site *sites[] = {site, site->other};
    struct arena arena = {0};
    struct map folders;
    bool ok = true;

    map_init(&folders, &arena);
    for (size_t i = 0; i < 2 && sites[i]; i++)
        for (size_t k = 0; k < sites[i]->page_count && ok; k++)
            if (is_of(&sites[i]->pages[k], l))
                ok = note_folders(&folders, &sites[i]->pages[k]);
    for (size_t i = 0; i < l->by_folder.count; i++) {
        const struct section *s = l->by_folder.entries[i].value;
        if (s->index && !map_get(&folders, s->folder))
            problem_add(&site->problems, CHECK_EMPTY_FOLDER, s->index->file, 1,
                        1,
                        "no article lies in this folder, so the section is not "
                        "shown: write one, or remove the folder");
    }
    arena_release(&arena);
    return ok ? 0 : err_no_memory(e);
}

int check_reach(struct site *site, struct err *e)
{
    for (size_t i = 0; i < site->locale_count; i++)
        if (check_folders(site, &site->locales[i], e))
            return -1;
    return find_orphans(site, e);
}
