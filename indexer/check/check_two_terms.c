#include "indexer/check/check_lexicon.h"
#include "indexer/check/check_run.h"
#include "indexer/front_matter/front_matter_place.h"

/* A title or heading that has a term. */
struct place {
    struct place *next;
    const struct member *member;
    const struct page *page;
    unsigned line, column; /* 0: that of the title */
};

/* What titles and headings have of a two-way group. */
struct use {
    const struct member *here; /* in the text that is read */
    bool is_mixed;             /* the text has another as well */
    struct place *first, *last;
};

struct count {
    const struct member *member;
    size_t places;
};

struct reading {
    struct lexicon *lexicon;
    struct term_reader *reader;
    struct use *uses;  /* by group */
    uint32_t *touched; /* the groups of the text that is read */
    size_t touched_count;
    struct count counts[THESAURUS_TERMS_MAX]; /* of one group */
};

static void on_term(void *ctx, uint32_t node)
{
    struct reading *r = ctx;

    for (struct member *m = r->lexicon->nodes[node].two_way; m; m = m->next) {
        struct use *use = &r->uses[m->group];
        if (!use->here)
            r->touched[r->touched_count++] = m->group;
        use->is_mixed |= use->here && use->here != m;
        use->here = m;
    }
}

static bool note(struct reading *r, struct use *use, const struct place *where)
{
    struct place *p = arena_new(&r->lexicon->arena, struct place, 1);

    if (!p)
        return false;
    *p = *where;
    p->member = use->here;
    if (use->last)
        use->last->next = p;
    else
        use->first = p;
    use->last = p;
    return true;
}

/* A text with two terms of a group says itself that they are one thing, or has
 * one inside the other ("locker", "parcel locker"). */
static int read_text(struct reading *r, struct str text,
                     const struct place *where, struct err *e)
{
    bool ok = true;

    r->touched_count = 0;
    if (term_find(r->reader, text, on_term, r, e))
        return -1;
    for (size_t i = 0; i < r->touched_count; i++) {
        struct use *use = &r->uses[r->touched[i]];
        if (!use->is_mixed)
            ok = ok && note(r, use, where);
        use->here = NULL;
        use->is_mixed = false;
    }
    return ok ? 0 : err_no_memory(e);
}

static int read_page(struct reading *r, const struct page *p, struct err *e)
{
    const struct article *a = &p->article;
    struct place where = {.page = p};

    if (a->is_reply)
        return 0;
    if (read_text(r, a->title, &where, e))
        return -1;
    for (size_t i = 0; i < a->section_count; i++) {
        where.line = a->sections[i].line;
        where.column = a->sections[i].column;
        if (a->sections[i].heading.len && !a->sections[i].file_path.len &&
            read_text(r, a->sections[i].heading, &where, e))
            return -1;
    }
    return 0;
}

static size_t number_of(struct reading *r, size_t count, const struct member *m)
{
    size_t i = 0;

    while (i < count && r->counts[i].member != m)
        i++;
    return i;
}

/* The term with the most places, of equals the one that the group names
 * first. */
static struct count most_used(struct reading *r, const struct use *use)
{
    struct count most = {0};
    size_t count = 0;

    for (const struct place *p = use->first; p; p = p->next) {
        size_t i = number_of(r, count, p->member);
        if (i == count)
            r->counts[count++] = (struct count){p->member, 0};
        r->counts[i].places++;
    }
    for (size_t i = 0; i < count; i++) {
        const struct count *c = &r->counts[i];
        if (c->places > most.places ||
            (c->places == most.places && c->member < most.member))
            most = *c;
    }
    return most;
}

static void warn(const struct lexicon *l, const struct place *p,
                 const struct count *most)
{
    unsigned line = p->line, column = p->column;

    if (line == 0)
        front_matter_place(&p->page->article, S("title"), &line, &column);
    problem_add(
        &l->site->problems, CHECK_TWO_TERMS, p->page->file, line, column,
        "'%.*s' here, '%.*s' in %zu other title%s or heading%s, and "
        "%.*s:%u says that they are one: use one word for one thing",
        STR_ARG(p->member->term), STR_ARG(most->member->term), most->places,
        most->places == 1 ? "" : "s", most->places == 1 ? "" : "s",
        STR_ARG(l->path), l->locale->synonym_lines[p->member->group]);
}

int check_two_terms(struct lexicon *l, struct err *e)
{
    size_t groups = l->locale->synonyms->count;
    struct reading r = {
        .lexicon = l,
        .reader = lexicon_reader(l, 0, e),
        .uses = arena_new(&l->arena, struct use, groups),
        .touched = arena_new(&l->arena, uint32_t, groups),
    };

    if (!r.uses || !r.touched)
        return err_no_memory(e);
    for (size_t i = 0; i < l->page_count; i++)
        if (read_page(&r, l->pages[i], e))
            return -1;
    for (size_t i = 0; i < groups; i++) {
        struct count most = most_used(&r, &r.uses[i]);
        for (const struct place *p = r.uses[i].first; p; p = p->next)
            if (p->member != most.member)
                warn(l, p, &most);
    }
    return 0;
}
