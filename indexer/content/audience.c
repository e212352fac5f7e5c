#include "indexer/content/audience.h"

#include "indexer/base/path.h"
#include "lib/site/site_agents.h"

bool audience_is_reply(struct str path)
{
    struct str rest = str_skip(path, str_find(path, '/') + 1);

    return str_starts(rest, S(SITE_REPLIES "/")) && str_ends(path, S(".md")) &&
           !str_eq(path_name(path), S("_index.md"));
}

static bool is_for_agents(const struct page *p)
{
    return p->article.for_agents || p->article.is_reply;
}

/* Sections are shared: which of them agents see follows from their articles. */
static void check_index(struct site *site, struct page *p)
{
    if (!p->is_index || !is_for_agents(p))
        return;
    problem_add(&site->problems, CHECK_AUDIENCE, p->file, 1, 1,
                "an _index.md is no article and no reply: take 'audience:' or "
                "'type:' out");
    p->article.for_agents = p->article.is_reply = false;
    p->dropped = true;
}

/* Wherever it lies, a reply belongs to the section of replies. */
static void file_reply(struct site *agents, struct page *p)
{
    const struct str folder = STR(SITE_REPLIES);

    if (!p->article.is_reply || str_eq(p->folder, folder) ||
        str_starts(p->folder, S(SITE_REPLIES "/")))
        return;
    p->folder = p->folder.len ? arena_fmt(&agents->arena, SITE_REPLIES "/%.*s",
                                          STR_ARG(p->folder))
                              : folder;
}

static void move_pages(struct site *site, struct site *agents)
{
    size_t kept = 0;

    for (size_t i = 0; i < site->page_count; i++) {
        struct page *p = &site->pages[i];
        if (is_for_agents(p)) {
            agents->pages[agents->page_count] = *p;
            file_reply(agents, &agents->pages[agents->page_count++]);
        } else {
            site->pages[kept++] = *p;
        }
    }
    /* The arenas of what was moved have another owner now. */
    for (size_t i = kept; i < site->page_count; i++)
        site->pages[i] = (struct page){0};
    site->page_count = kept;
}

static bool has_page(const struct site *site, const struct locale *l)
{
    for (size_t i = 0; i < site->page_count; i++)
        if (site->pages[i].locale == l)
            return true;
    return false;
}

/* Copies those locales of `all` that the site has pages of, and leads these to
 * the copies. */
static int take_locales(struct site *site, struct locale *all, size_t count,
                        struct err *e)
{
    struct arena *a = &site->arena;

    site->locales = arena_new(a, struct locale, count);
    site->locale_count = 0;
    for (size_t i = 0; i < count && site->locales; i++) {
        struct locale *l = &site->locales[site->locale_count];
        if (!has_page(site, &all[i]))
            continue;
        *l = all[i];
        map_init(&l->by_folder, a);
        map_init(&l->by_id, a);
        map_init(&l->by_tag, a);
        for (size_t k = 0; k < site->page_count; k++)
            if (site->pages[k].locale == &all[i])
                site->pages[k].locale = l;
        site->locale_count++;
    }
    return a->failed ? err_no_memory(e) : 0;
}

static int map_pages(struct site *site, struct err *e)
{
    map_init(&site->by_file, &site->arena);
    map_init(&site->by_address, &site->arena);
    map_init(&site->sections_by_address, &site->arena);
    for (size_t i = 0; i < site->page_count; i++)
        if (!map_set(&site->by_file, site->pages[i].key, &site->pages[i]))
            return err_no_memory(e);
    return 0;
}

/* A file that only agents' articles refer to must not get into the public
 * site, so each site notes for itself what it uses. */
static int copy_attachments(const struct site *site, struct site *agents,
                            struct err *e)
{
    struct arena *a = &agents->arena;

    map_init(&agents->files, a);
    agents->attachments =
        arena_new(a, struct attachment, site->attachment_count);
    if (!agents->attachments)
        return err_no_memory(e);
    agents->attachment_count = site->attachment_count;
    for (size_t i = 0; i < site->attachment_count; i++) {
        struct attachment *t = &agents->attachments[i];
        *t = site->attachments[i];
        if (!map_set(&agents->files, path_key(a, t->file), t))
            return err_no_memory(e);
    }
    return 0;
}

static int split(struct site *site, struct site *agents, struct err *e)
{
    struct locale *all = site->locales;
    size_t count = site->locale_count;

    agents->pages = arena_new(&agents->arena, struct page, site->page_count);
    if (!agents->pages)
        return err_no_memory(e);
    agents->config = site->config;
    agents->config.logo = agents->config.icon = (struct str){0};
    agents->other = site;
    site->other = agents;
    move_pages(site, agents);
    if (copy_attachments(site, agents, e) ||
        take_locales(agents, all, count, e) ||
        take_locales(site, all, count, e) || map_pages(agents, e) ||
        map_pages(site, e))
        return -1;
    if (site->locale_count)
        return 0;
    return err_set(e, ERR_CONTENT,
                   "all articles are for agents: the help centre would be "
                   "empty");
}

int audience_split(struct site *site, struct site *agents, struct err *e)
{
    bool any = false;

    for (size_t i = 0; i < site->page_count; i++) {
        check_index(site, &site->pages[i]);
        any |= is_for_agents(&site->pages[i]);
    }
    return any ? split(site, agents, e) : 0;
}
