#include "lib/query/index_query.h"

#include "lib/analyse/grams.h"
#include "lib/query/terms.h"

enum { GRAMS_MAX = 8 /* letter pairs of a word that are searched */ };

/* What a word's title term, a stop word's, and the whole title's are worth
 * beside the word itself; by measurement on the open sets
 * (docs/en/relevance.md). */
static const double in_title = 0.6, stop_in_title = 0.2, whole_title = 1;

static struct xapian_query *term(const char *prefix, struct str word)
{
    char room[TERM_ROOM];

    return xapian_query_term(term_make(room, prefix, word));
}

static struct xapian_query *scaled(const char *prefix, struct str word,
                                   double factor)
{
    return xapian_query_scale(term(prefix, word), factor);
}

/* All stems of a phrase must be there; together they weigh as one. */
static struct xapian_query *alternative(const struct query_alternative *a)
{
    struct xapian_query *parts[SYNONYM_WORDS_MAX];

    if (a->count == 1) {
        struct xapian_query *both[] = {
            term(TERM_STEM, a->stems[0]),
            scaled(TERM_TITLE, a->stems[0], in_title),
        };
        return xapian_query_scale(xapian_query_join(XAPIAN_OR, both, 2),
                                  a->weight);
    }
    for (uint32_t i = 0; i < a->count; i++)
        parts[i] = term(TERM_STEM, a->stems[i]);
    return xapian_query_scale(xapian_query_join(XAPIAN_AND, parts, a->count),
                              a->weight / a->count);
}

/* The stem, a little more for a title, its letter pairs where the language has
 * them, and what stands for it. */
static struct xapian_query *word_query(const struct query_word *w, double grams)
{
    struct xapian_query *parts[2 + GRAMS_MAX + QUERY_ALTERNATIVES_MAX];
    size_t count = 0, at = 0, pairs = 0;
    struct str gram;

    if (w->held) {
        parts[count++] = term(TERM_STEM, w->stem);
        parts[count++] = scaled(TERM_TITLE, w->stem, in_title);
    }
    while (grams > 0 && pairs++ < GRAMS_MAX && gram_next(w->stem, &at, &gram))
        parts[count++] = scaled(TERM_GRAM, gram, grams);
    for (uint32_t i = 0; i < w->alternative_count; i++)
        parts[count++] = alternative(&w->alternatives[i]);
    return xapian_query_join(XAPIAN_OR, parts, count);
}

static bool is_nowhere(const struct query_word *w, double grams)
{
    return !w->held && !w->alternative_count && (grams <= 0 || !w->stem.len);
}

static struct xapian_query *words_query(const struct query *q, double grams)
{
    struct xapian_query *parts[2 * SEARCH_WORDS_MAX + QUERY_PAIRS_MAX + 1];
    size_t n = 0;

    for (uint32_t i = 0; i < q->count; i++)
        if (q->words[i].searched && !is_nowhere(&q->words[i], grams))
            parts[n++] = word_query(&q->words[i], grams);
    for (uint32_t i = 0; i < q->stop_count; i++)
        parts[n++] = scaled(TERM_TITLE, q->stops[i], stop_in_title);
    for (uint32_t i = 0; i < q->pair_count; i++)
        parts[n++] = scaled(TERM_GRAM, q->pairs[i], q->pair_weight);
    parts[n++] = scaled(TERM_WHOLE, q->whole, whole_title);
    return xapian_query_join(XAPIAN_OR, parts, n);
}

/* An article without one of the stems cannot hold the phrase; whether it holds
 * it is seen in its record. */
static struct xapian_query *add_condition(struct xapian_query *q,
                                          const struct query_condition *c)
{
    struct xapian_query *stems[PHRASE_WORDS_MAX], *both[2] = {q, NULL};

    if (c->excluded && c->count > 1)
        return q;
    for (uint32_t i = 0; i < c->count; i++)
        stems[i] = term(TERM_STEM, c->stems[i]);
    both[1] = xapian_query_join(XAPIAN_AND, stems, c->count);
    return xapian_query_join(c->excluded ? XAPIAN_AND_NOT : XAPIAN_FILTER, both,
                             2);
}

static struct xapian_query *restrict_to(struct xapian_query *q,
                                        const char *prefix, struct str name)
{
    if (name.len == 0)
        return q;
    struct xapian_query *both[] = {q, term(prefix, name)};

    return xapian_query_join(XAPIAN_FILTER, both, 2);
}

struct xapian_query *index_query(const struct query *q, double grams,
                                 const struct search_request *request)
{
    struct xapian_query *x = words_query(q, grams);

    for (uint32_t i = 0; i < q->condition_count; i++)
        x = add_condition(x, &q->conditions[i]);
    x = restrict_to(x, TERM_SECTION, request->section);
    return restrict_to(x, TERM_TAG, request->tag);
}
