#include "indexer/arrange/related.h"

#include "indexer/base/path.h"
#include "indexer/arrange/likeness.h"

static void warn(struct site *site, const struct page *p, struct str name,
                 const char *why)
{
    problem_add(&site->problems, CHECK_RELATED, p->file, 0, 0,
                "related: '%.*s' %s", STR_ARG(name), why);
}

/* A path as links have it: from the article's folder, or with a '/' in front
 * from the content folder. */
static struct page *page_at(struct site *site, const struct page *p,
                            struct str path)
{
    struct arena *a = &site->arena;
    struct str key = path_key(a, path);
    bool from_top = str_starts(key, S("/"));
    struct str file =
        path_join(a, from_top ? (struct str){0} : path_folder(p->key), key);
    struct page *found = map_get(&site->by_file, file);

    return found ? found
                 : map_get(&site->by_file,
                           arena_fmt(a, "%.*s.md", STR_ARG(file)));
}

static bool is_id_anywhere(const struct site *site, struct str id)
{
    for (size_t i = 0; i < site->locale_count; i++)
        if (map_get(&site->locales[i].by_id, id))
            return true;
    return false;
}

/* NULL, with a warning, where there is none; without one where it only is not
 * translated yet. A path into another locale means its translation here. */
static struct page *named(struct site *site, const struct page *p,
                          struct str name)
{
    struct page *found = map_get(&p->locale->by_id, name);

    if (!found && is_id_anywhere(site, name))
        return NULL;
    if (!found)
        found = page_at(site, p, name);
    if (!found || found->is_index) {
        warn(site, p, name, "is no article's id or path: correct or remove it");
        return NULL;
    }
    if (found->dropped) {
        warn(site, p, name,
             "is a draft, not published now or in error: it has no page");
        return NULL;
    }
    found = map_get(&p->locale->by_id, found->article.id);
    if (found && found->article.unlisted)
        warn(site, p, name, "is unlisted: nothing leads to it");
    return found && !found->dropped && !found->article.unlisted ? found : NULL;
}

bool related_has(const struct page *p, const struct page *other)
{
    for (size_t i = 0; i < p->related_count; i++)
        if (p->related[i] == other)
            return true;
    return false;
}

static void take_named(struct site *site, struct page *p)
{
    const struct article *x = &p->article;

    for (size_t i = 0; i < x->related_count; i++) {
        struct page *other = named(site, p, x->related[i]);
        if (!other || related_has(p, other))
            continue;
        if (other == p)
            warn(site, p, x->related[i], "is the article itself: remove it");
        else if (p->related_count == RELATED_MAX)
            warn(site, p, x->related[i],
                 "is one too many: only five are shown");
        else
            p->related[p->related_count++] = other;
    }
}

int related_find(struct site *site, struct err *e)
{
    for (size_t i = 0; i < site->locale_count; i++) {
        struct locale *l = &site->locales[i];
        for (size_t k = 0; k < l->page_count; k++) {
            struct page *p = l->pages[k];
            p->related = arena_new(&site->arena, struct page *, RELATED_MAX);
            if (!p->related)
                return err_no_memory(e);
            take_named(site, p);
        }
        if (!site->only_checks && likeness_find(site, l, e))
            return -1;
    }
    return site->arena.failed ? err_no_memory(e) : 0;
}
