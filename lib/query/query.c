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
    size_t end = 0;

    *out = (struct query){0};
    for (int n = 0; n < SEARCH_QUERY_MAX && end < text.len; n++)
        utf8_next(text, &end, NULL);
    if (cut_words(analyser, str_of(text.ptr, end), a, out, e))
        return -1;
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
