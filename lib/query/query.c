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
    w->form = QUERY_NO_FORM;
    for (uint32_t i = 0; i < w->range.count; i++)
        if (str_eq(lexicon_form_at(l, w->range.first + i), w->exact))
            w->form = w->range.first + i;
    uint32_t holding = w->range.articles;
    w->idf = idf(articles, holding < articles ? holding : articles);
}

static void set_bit(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= (uint64_t)1 << (i % 64);
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
    out->form_count = lexicon->forms;
    out->forms = arena_new(a, uint64_t, lexicon->forms / 64 + 1);
    if (!out->forms)
        return err_no_memory(e);
    for (uint32_t i = 0; i < out->count; i++) {
        struct query_word *w = &out->words[i];
        weigh(w, lexicon, articles);
        out->idf_sum += w->idf;
        for (uint32_t k = 0; k < w->range.count; k++)
            set_bit(out->forms, w->range.first + k);
    }
    return 0;
}
