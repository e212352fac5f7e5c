#include "lib/query/query.h"

#include <math.h>

#include "lib/query/terms.h"
#include "lib/utf8.h"

struct collector {
    struct query_word *words;
    bool *stop;
    uint32_t count;
    struct buf whole;
};

static void collect(void *ctx, const struct token *t)
{
    struct collector *c = ctx;

    if (!t->part)
        term_whole_add(&c->whole, t->word->stem);
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

/* Stop words say nothing about an article; but a title that has them as asked
 * is a little nearer. */
static void drop_stop_words(struct collector *c, struct query *out)
{
    out->words = c->words;
    for (uint32_t i = 0; i < c->count; i++)
        if (c->stop[i])
            out->stops[out->stop_count++] = c->words[i].stem;
        else
            c->words[out->count++] = c->words[i];
    if (out->count == 0) {
        out->count = c->count;
        out->stop_count = 0;
    }
}

/* Borrows the analyser's stems. */
static int cut_words(struct analyser *analyser, struct str text,
                     struct arena *a, struct query *out, struct err *e)
{
    struct collector c = {
        .words = arena_new(a, struct query_word, SEARCH_WORDS_MAX),
        .stop = arena_new(a, bool, SEARCH_WORDS_MAX),
    };

    out->stops = arena_new(a, struct str, SEARCH_WORDS_MAX);
    if (a->failed)
        return err_no_memory(e);
    int result = analyse(analyser, text, collect, &c, e);

    if (result == 0) {
        out->whole = buf_copy(&c.whole, a);
        drop_stop_words(&c, out);
        if (c.whole.failed || a->failed)
            result = err_no_memory(e);
    }
    buf_release(&c.whole);
    return result;
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
    size_t end = 0;

    *out = (struct query){0};
    for (int n = 0; n < SEARCH_QUERY_MAX && end < text.len; n++)
        utf8_next(text, &end, NULL);
    if (cut_words(analyser, str_of(text.ptr, end), a, out, e))
        return -1;
    for (uint32_t i = 0; i < out->count; i++)
        weigh(&out->words[i], lexicon, articles);
    return make_plan(out, a, e);
}
