#include "indexer/arrange/likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "indexer/base/jobs.h"
#include "indexer/arrange/related.h"
#include "lib/analyse/analyse.h"
#include "lib/utf8.h"

enum {
    TEXT_MAX = 400,     /* bytes of each text that are read */
    TOKENS_MAX = 512,   /* of an article */
    RARE_MAX = 16,      /* of its terms that are looked up */
    POSTINGS_MAX = 256, /* of a term: what is in more says little */
    WEIGHT_MAX = 6,
    FOR_TITLE = 3,
    FOR_TAG = 4,
    FOR_KEYWORD = 2,
    FOR_WORD = 1,
    WORD_SEED = 0,
    TAG_SEED = 1,
};

/* Tried on the sample articles: below it few pairs have to do with each
 * other. */
static const double likeness_min = 0.08;
static const double same_section = 1.25;

/* A term of an article, by its hash: the words themselves are of no use
 * here. */
struct own {
    uint64_t hash;
    uint32_t weight;
    uint32_t first, count; /* its postings */
    double worth;          /* weight by rarity */
};

struct profile {
    struct own *terms; /* by hash */
    size_t count;
    double norm;
};

struct posting {
    uint64_t hash;
    uint32_t page, weight;
};

/* What a thread keeps from article to article. */
struct reader {
    struct analyser *analyser;
    struct arena arena; /* of the profiles that it made */
    struct own tokens[TOKENS_MAX];
    size_t count;
    uint32_t weight; /* of the text that is read */
    double *scores;  /* by page; 0 but for those touched */
    uint32_t *touched;
};

struct finder {
    struct locale *locale;
    struct reader *readers;
    struct profile *profiles; /* by page */
    struct posting *postings;
    size_t posting_count;
    struct arena arena;
};

static void add_token(struct reader *r, struct str term, uint32_t weight,
                      uint64_t seed)
{
    if (r->count < TOKENS_MAX)
        r->tokens[r->count++] = (struct own){
            .hash = XXH3_64bits_withSeed(term.ptr, term.len, seed),
            .weight = weight,
        };
}

static void on_token(void *ctx, const struct token *t)
{
    struct reader *r = ctx;

    if (!t->part && !t->word->stop)
        add_token(r, t->word->stem, r->weight, WORD_SEED);
}

static int read_text(struct reader *r, struct str text, uint32_t weight,
                     struct err *e)
{
    r->weight = weight;
    return analyse(r->analyser, utf8_cut(text, TEXT_MAX), on_token, r, e);
}

static int read_texts(struct reader *r, const struct page *p, struct err *e)
{
    const struct article *x = &p->article;

    for (size_t i = 0; i < p->tag_count; i++)
        add_token(r, p->tags[i]->slug, FOR_TAG, TAG_SEED);
    if (read_text(r, x->title, FOR_TITLE, e) ||
        read_text(r, x->description, FOR_WORD, e))
        return -1;
    for (size_t i = 0; i < x->keyword_count && r->count < TOKENS_MAX; i++)
        if (read_text(r, x->keywords[i], FOR_KEYWORD, e))
            return -1;
    for (size_t i = 0; i < x->section_count && r->count < TOKENS_MAX; i++)
        if (read_text(r, x->sections[i].heading, FOR_WORD, e))
            return -1;
    return read_text(r, x->text, FOR_WORD, e);
}

static int by_hash(const void *one, const void *other)
{
    const struct own *a = one, *b = other;

    return a->hash < b->hash ? -1 : a->hash > b->hash;
}

/* One for each term, its weights added up to a limit. */
static void merge_tokens(struct reader *r)
{
    size_t n = 0;

    if (r->count)
        qsort(r->tokens, r->count, sizeof(*r->tokens), by_hash);
    for (size_t i = 0; i < r->count; i++) {
        if (n && r->tokens[n - 1].hash == r->tokens[i].hash)
            r->tokens[n - 1].weight += r->tokens[i].weight;
        else
            r->tokens[n++] = r->tokens[i];
    }
    r->count = n;
    for (size_t i = 0; i < n; i++)
        if (r->tokens[i].weight > WEIGHT_MAX)
            r->tokens[i].weight = WEIGHT_MAX;
}

static int read_profile(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct finder *f = ctx;
    struct reader *r = &f->readers[worker];
    struct profile *p = &f->profiles[index];
    const struct locale *l = f->locale;

    if (!r->analyser)
        r->analyser = analyser_new(str_from(l->tag), e);
    if (!r->analyser)
        return -1;
    r->count = 0;
    if (jobs_check(e) || read_texts(r, l->pages[index], e))
        return -1;
    merge_tokens(r);
    p->terms = arena_new(&r->arena, struct own, r->count);
    if (!p->terms)
        return err_no_memory(e);
    memcpy(p->terms, r->tokens, r->count * sizeof(*p->terms));
    p->count = r->count;
    return 0;
}

static int by_term(const void *one, const void *other)
{
    const struct posting *a = one, *b = other;

    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->page < b->page ? -1 : a->page > b->page;
}

static int sort_postings(struct finder *f, struct err *e)
{
    size_t pages = f->locale->page_count, n = 0;

    for (size_t i = 0; i < pages; i++)
        n += f->profiles[i].count;
    f->postings = arena_new(&f->arena, struct posting, n);
    if (!f->postings || n > UINT32_MAX)
        return err_no_memory(e);
    for (size_t i = 0; i < pages; i++)
        for (size_t k = 0; k < f->profiles[i].count; k++)
            f->postings[f->posting_count++] = (struct posting){
                .hash = f->profiles[i].terms[k].hash,
                .page = (uint32_t)i,
                .weight = f->profiles[i].terms[k].weight,
            };
    if (n)
        qsort(f->postings, n, sizeof(*f->postings), by_term);
    return 0;
}

/* About the binary logarithm, straight between powers of two: it needs no
 * rounding that differs from machine to machine. */
static double rarity(size_t pages, size_t with_term)
{
    int power;
    double part = frexp((double)(pages + 1) / (double)with_term, &power);

    return power - 2 + 2 * part;
}

/* Terms come here in the order in which each profile has them. */
static int give_worth(struct finder *f, struct err *e)
{
    size_t pages = f->locale->page_count, end;
    size_t *next = arena_new(&f->arena, size_t, pages);

    if (!next)
        return err_no_memory(e);
    for (size_t first = 0; first < f->posting_count; first = end) {
        for (end = first + 1; end < f->posting_count; end++)
            if (f->postings[end].hash != f->postings[first].hash)
                break;
        double rare = rarity(pages, end - first);
        for (size_t i = first; i < end; i++) {
            struct profile *p = &f->profiles[f->postings[i].page];
            struct own *t = &p->terms[next[f->postings[i].page]++];
            t->first = (uint32_t)first;
            t->count = (uint32_t)(end - first);
            t->worth = t->weight * rare;
            p->norm += t->worth * t->worth;
        }
    }
    for (size_t i = 0; i < pages; i++)
        f->profiles[i].norm = sqrt(f->profiles[i].norm);
    return 0;
}

/* The terms worth most that others have too, the best first. */
static size_t rare_terms(const struct profile *p,
                         const struct own *rare[RARE_MAX])
{
    size_t n = 0;

    for (size_t i = 0; i < p->count; i++) {
        const struct own *t = &p->terms[i];
        size_t at = n;
        if (t->count < 2 || t->count > POSTINGS_MAX)
            continue;
        while (at > 0 && rare[at - 1]->worth < t->worth)
            at--;
        if (at == RARE_MAX)
            continue;
        n += n < RARE_MAX;
        memmove(&rare[at + 1], &rare[at], (n - at - 1) * sizeof(*rare));
        rare[at] = t;
    }
    return n;
}

/* Sums up what the article shares with each other one; returns with how
 * many it shares anything. */
static size_t score(const struct finder *f, struct reader *r,
                    const struct profile *p)
{
    const struct own *rare[RARE_MAX];
    size_t count = rare_terms(p, rare), touched = 0;

    for (size_t i = 0; i < count; i++) {
        const struct own *t = rare[i];
        for (size_t k = t->first; k < t->first + t->count; k++) {
            const struct posting *there = &f->postings[k];
            if (r->scores[there->page] == 0)
                r->touched[touched++] = there->page;
            r->scores[there->page] +=
                t->worth * t->worth / t->weight * there->weight;
        }
    }
    return touched;
}

static bool may_stand(const struct page *p, const struct page *other)
{
    return other != p && other != p->previous && other != p->next &&
           !related_has(p, other);
}

struct choice {
    uint32_t page;
    double likeness;
};

/* Of equals the one first by path. */
static bool is_better(const struct choice *a, const struct choice *b)
{
    return a->likeness > b->likeness ||
           (a->likeness == b->likeness && a->page < b->page);
}

static size_t insert(struct choice *best, size_t n, size_t most,
                     struct choice c)
{
    size_t at = n;

    while (at > 0 && is_better(&c, &best[at - 1]))
        at--;
    if (at == most)
        return n;
    n += n < most;
    memmove(&best[at + 1], &best[at], (n - at - 1) * sizeof(*best));
    best[at] = c;
    return n;
}

static int choose(void *ctx, unsigned worker, size_t index, struct err *e)
{
    struct finder *f = ctx;
    struct reader *r = &f->readers[worker];
    struct page **pages = f->locale->pages, *p = pages[index];
    const struct profile *own = &f->profiles[index];
    struct choice best[RELATED_MAX];
    size_t n = 0, touched = score(f, r, own);
    size_t most = RELATED_MAX - p->related_count;

    if (jobs_check(e))
        return -1;
    for (size_t i = 0; i < touched; i++) {
        struct choice c = {.page = r->touched[i]};
        const struct page *other = pages[c.page];
        c.likeness = r->scores[c.page] / (own->norm * f->profiles[c.page].norm);
        if (other->section == p->section)
            c.likeness *= same_section;
        if (c.likeness >= likeness_min && may_stand(p, other))
            n = insert(best, n, most, c);
        r->scores[c.page] = 0;
    }
    for (size_t i = 0; i < n; i++)
        p->related[p->related_count++] = pages[best[i].page];
    return 0;
}

static int prepare(struct finder *f, unsigned jobs, struct err *e)
{
    size_t pages = f->locale->page_count;

    f->readers = arena_new(&f->arena, struct reader, jobs);
    f->profiles = arena_new(&f->arena, struct profile, pages);
    for (unsigned i = 0; f->readers && i < jobs; i++) {
        f->readers[i].scores = arena_new(&f->arena, double, pages);
        f->readers[i].touched = arena_new(&f->arena, uint32_t, pages);
    }
    return f->arena.failed ? err_no_memory(e) : 0;
}

int likeness_find(struct site *site, struct locale *l, struct err *e)
{
    struct finder f = {.locale = l};
    int result = prepare(&f, site->jobs, e);

    if (result == 0)
        result = jobs_run(site->jobs, l->page_count, read_profile, &f, e);
    if (result == 0)
        result = sort_postings(&f, e);
    if (result == 0)
        result = give_worth(&f, e);
    if (result == 0)
        result = jobs_run(site->jobs, l->page_count, choose, &f, e);
    for (unsigned i = 0; f.readers && i < site->jobs; i++) {
        analyser_free(f.readers[i].analyser);
        arena_release(&f.readers[i].arena);
    }
    arena_release(&f.arena);
    return result;
}
