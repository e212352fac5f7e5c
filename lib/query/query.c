#include "lib/query/query.h"

#include <math.h>

#include "lib/utf8.h"

struct collector {
    struct query_word *words;
    bool *stop;
    uint32_t count;
};

static void collect(void *ctx, const struct token *t)
{
    struct collector *c = ctx;

    for (uint32_t i = 0; i < c->count; i++)
        if (str_eq(c->words[i].stem, t->word->stem))
            return;
    if (c->count == SEARCH_WORDS_MAX)
        return;
    c->words[c->count].exact = t->word->exact;
    c->words[c->count].stem = t->word->stem;
    c->stop[c->count] = t->word->stop;
    c->count++;
}

static uint32_t drop_stop_words(struct collector *c)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < c->count; i++)
        if (!c->stop[i])
            c->words[kept++] = c->words[i];
    return kept ? kept : c->count;
}

/* The inverse document frequency of BM25 (Robertson and Sparck Jones), kept
 * above zero. */
static double idf(uint32_t articles, uint32_t holding)
{
    if (holding == 0)
        return 0;
    return log(1 + (articles - holding + 0.5) / (holding + 0.5));
}

static void weigh(struct query_word *w, const struct lexicon *l,
                  uint32_t articles)
{
    w->range = lexicon_find(l, w->stem);
    w->form = lexicon_find_form(l, w->range, w->exact);
    uint32_t holding = w->range.articles;
    w->idf = idf(articles, holding < articles ? holding : articles);
}

_Static_assert((int)SEARCH_WORDS_MAX <= (int)MATCH_WORDS_MAX,
               "a plan has room for all words of a query");

static int make_plan(struct query *q, struct arena *a, struct err *e)
{
    struct match_range *ranges = arena_new(a, struct match_range, q->count);
    double *idf_of = arena_new(a, double, q->count);

    if (!ranges || !idf_of)
        return err_no_memory(e);
    for (uint32_t i = 0; i < q->count; i++) {
        const struct query_word *w = &q->words[i];
        ranges[i] = (struct match_range){
            .first = w->range.first,
            .count = w->range.count,
            .exact_first = w->form.first,
            .exact_count = w->form.count,
            .word = (uint16_t)i,
            .weight = 1,
        };
        idf_of[i] = w->idf;
    }
    return match_plan_make(&q->plan, ranges, q->count, idf_of, q->count, a, e);
}

int query_parse(struct analyser *analyser, const struct lexicon *lexicon,
                uint32_t articles, struct str text, struct arena *a,
                struct query *out, struct err *e)
{
    struct collector c = {
        arena_new(a, struct query_word, SEARCH_WORDS_MAX),
        arena_new(a, bool, SEARCH_WORDS_MAX),
        0,
    };
    size_t end = 0;

    *out = (struct query){0};
    if (a->failed)
        return err_no_memory(e);
    for (int n = 0; n < SEARCH_QUERY_MAX && end < text.len; n++)
        utf8_next(text, &end, NULL);
    if (analyse(analyser, str_of(text.ptr, end), collect, &c, e))
        return -1;
    out->words = c.words;
    out->count = drop_stop_words(&c);
    for (uint32_t i = 0; i < out->count; i++)
        weigh(&out->words[i], lexicon, articles);
    return make_plan(out, a, e);
}
