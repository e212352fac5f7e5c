#include <stdatomic.h>

#include "indexer/check/check_lexicon.h"
#include "indexer/base/jobs.h"

/* A group is of use when an article has what it leads to: then those who
 * search for its other words find that article. */
struct search {
    struct lexicon *lexicon;
    atomic_bool *seen;  /* by node */
    atomic_bool *used;  /* by group */
    atomic_size_t left; /* groups that are not used yet */
};

static void use(struct search *s, const struct member *list)
{
    for (const struct member *m = list; m; m = m->next)
        if (m->is_target && !atomic_exchange(&s->used[m->group], true))
            atomic_fetch_sub(&s->left, 1);
}

static void on_term(void *ctx, uint32_t node)
{
    struct search *s = ctx;

    if (atomic_load_explicit(&s->seen[node], memory_order_relaxed) ||
        atomic_exchange(&s->seen[node], true))
        return;
    use(s, s->lexicon->nodes[node].two_way);
    use(s, s->lexicon->nodes[node].one_way);
}

/* What search finds an article by. */
static int search_page(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct search *s = ctx;
    const struct article *a = &s->lexicon->pages[index]->article;
    struct str texts[] = {a->title, a->text, a->answer};

    if (atomic_load(&s->left) == 0)
        return 0;
    struct term_reader *r = lexicon_reader(s->lexicon, worker, e);
    if (!r)
        return -1;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        if (term_find(r, texts[i], on_term, s, e))
            return -1;
    for (size_t i = 0; i < a->keyword_count; i++)
        if (term_find(r, a->keywords[i], on_term, s, e))
            return -1;
    for (size_t i = 0; i < a->section_count; i++)
        if (term_find(r, a->sections[i].heading, on_term, s, e))
            return -1;
    return 0;
}

static void warn(const struct lexicon *l, size_t group)
{
    const struct thesaurus_group *g = &l->locale->synonyms->groups[group];
    const struct str *targets = g->more_count ? g->more : g->terms;
    size_t count = g->more_count ? g->more_count : g->term_count;

    problem_add(&l->site->problems, CHECK_UNUSED_SYNONYM, l->path,
                l->locale->synonym_lines[group], 1,
                "no article has '%.*s'%s, so no search finds more by this "
                "group: write a word that articles use, or remove the group",
                STR_ARG(targets[0]), count > 1 ? " or its synonyms" : "");
}

int check_unused_synonyms(struct lexicon *l, struct err *e)
{
    size_t groups = l->locale->synonyms->count;
    struct search s = {
        .lexicon = l,
        .seen = arena_new(&l->arena, atomic_bool, l->set.nodes),
        .used = arena_new(&l->arena, atomic_bool, groups),
        .left = groups,
    };

    if (!s.seen || !s.used)
        return err_no_memory(e);
    if (jobs_run(l->site->jobs, l->page_count, search_page, &s, e))
        return -1;
    for (size_t i = 0; i < groups; i++)
        if (!atomic_load(&s.used[i]))
            warn(l, i);
    return 0;
}
