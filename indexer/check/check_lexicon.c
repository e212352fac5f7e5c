#include "indexer/check/check_lexicon.h"

#include <string.h>

#include "indexer/check/check_run.h"
#include "indexer/settings/synonyms.h"

static bool is_here(const struct lexicon *l, const struct page *p)
{
    return !p->dropped && strcmp(p->locale->tag, l->locale->tag) == 0;
}

/* One thesaurus serves customers and agents. */
static int list_pages(struct lexicon *l, struct err *e)
{
    const struct site *sites[] = {l->site, l->site->other};
    size_t count = 0;

    for (size_t i = 0; i < 2 && sites[i]; i++)
        count += sites[i]->page_count;
    l->pages = arena_new(&l->arena, struct page *, count);
    if (!l->pages)
        return err_no_memory(e);
    for (size_t i = 0; i < 2 && sites[i]; i++)
        for (size_t k = 0; k < sites[i]->page_count; k++)
            if (is_here(l, &sites[i]->pages[k]))
                l->pages[l->page_count++] = &sites[i]->pages[k];
    return 0;
}

/* Groups come in order. Of two spellings of a word in one group, the first
 * stands for both. */
static void add_member(struct member **list, struct member *m)
{
    if (*list && (*list)->group == m->group) {
        (*list)->is_target |= m->is_target;
        return;
    }
    m->next = *list;
    *list = m;
}

static size_t term_count(const struct thesaurus *t)
{
    size_t count = 0;

    for (size_t i = 0; i < t->count; i++)
        count += t->groups[i].term_count + t->groups[i].more_count;
    return count;
}

static void fill_member(struct member *m, const struct thesaurus_group *g,
                        uint32_t group, size_t term)
{
    bool is_more = term >= g->term_count;

    *m = (struct member){
        .group = group,
        .term = is_more ? g->more[term - g->term_count] : g->terms[term],
        .is_target = is_more || g->more_count == 0,
        .is_two_way = g->more_count == 0,
    };
}

static int add_groups(struct lexicon *l, struct term_reader *r, struct err *e)
{
    const struct thesaurus *t = l->locale->synonyms;
    size_t count = term_count(t), n = 0;
    struct member *members = arena_new(&l->arena, struct member, count);
    uint32_t *nodes = arena_new(&l->arena, uint32_t, count);

    if (!members || !nodes)
        return err_no_memory(e);
    for (uint32_t i = 0; i < t->count; i++) {
        const struct thesaurus_group *g = &t->groups[i];
        for (size_t k = 0; k < g->term_count + g->more_count; k++, n++) {
            fill_member(&members[n], g, i, k);
            if (term_add(r, members[n].term, &nodes[n], e))
                return -1;
        }
    }
    l->nodes = arena_new(&l->arena, struct members, l->set.nodes);
    if (!l->nodes)
        return err_no_memory(e);
    for (size_t i = 0; i < count; i++)
        add_member(members[i].is_two_way ? &l->nodes[nodes[i]].two_way
                                         : &l->nodes[nodes[i]].one_way,
                   &members[i]);
    return 0;
}

int lexicon_init(struct lexicon *l, struct site *site, struct locale *locale,
                 struct err *e)
{
    *l = (struct lexicon){.site = site, .locale = locale};
    term_set_init(&l->set);
    l->readers = arena_new(&l->arena, struct term_reader, site->jobs);
    l->path = synonyms_path(&l->arena, locale);
    if (!l->readers || !l->path.ptr)
        return err_no_memory(e);
    struct term_reader *r = lexicon_reader(l, 0, e);
    if (!r || list_pages(l, e))
        return -1;
    return add_groups(l, r, e);
}

void lexicon_release(struct lexicon *l)
{
    for (unsigned i = 0; l->readers && i < l->site->jobs; i++)
        term_reader_release(&l->readers[i]);
    term_set_release(&l->set);
    arena_release(&l->arena);
}

struct term_reader *lexicon_reader(struct lexicon *l, unsigned worker,
                                   struct err *e)
{
    struct term_reader *r = &l->readers[worker];

    if (!r->analyser &&
        term_reader_init(r, &l->set, str_from(l->locale->tag), e))
        return NULL;
    return r;
}

static int check_locale_synonyms(struct site *site, struct locale *locale,
                                 struct err *e)
{
    struct lexicon l;
    int result = lexicon_init(&l, site, locale, e);

    if (result == 0)
        result = check_unused_synonyms(&l, e);
    if (result == 0)
        result = check_two_terms(&l, e);
    lexicon_release(&l);
    return result;
}

/* Of a locale that is in both sites, once. */
int check_synonyms(struct site *site, struct err *e)
{
    const struct site *public = site->for_agents ? site->other : NULL;

    for (size_t i = 0; i < site->locale_count; i++) {
        struct locale *l = &site->locales[i];
        if (!l->synonyms || l->synonyms->count == 0 ||
            (public && check_locale(public, l->tag)))
            continue;
        if (check_locale_synonyms(site, l, e))
            return -1;
    }
    return 0;
}
