#include "lib/query/query.h"

#include <math.h>
#include <stdlib.h>

#include "lib/analyse/grams.h"
#include "lib/query/terms.h"
#include "lib/utf8.h"

struct reading {
    const struct query_reader *by;
    const struct query_tokens *tokens;
    struct arena *arena;
    struct query *out;
    uint32_t alternatives; /* of all words */
    struct err *e;
};

static bool is_word_of(const struct query *q, struct str stem)
{
    for (uint32_t i = 0; i < q->count; i++)
        if (str_eq(q->words[i].stem, stem))
            return true;
    return false;
}

static void add_stop(struct query *q, struct str stem)
{
    for (uint32_t i = 0; i < q->stop_count; i++)
        if (str_eq(q->stops[i], stem))
            return;
    if (q->stop_count < SEARCH_WORDS_MAX)
        q->stops[q->stop_count++] = stem;
}

static void add_word(struct query *q, const struct query_token *t)
{
    if (q->count < SEARCH_WORDS_MAX && !is_word_of(q, t->stem))
        q->words[q->count++] =
            (struct query_word){.exact = t->exact, .stem = t->stem};
}

/* Stop words say nothing about an article, unless nothing else is asked; but a
 * title that has them as asked is a little nearer. */
static void add_words(struct reading *r)
{
    const struct query_tokens *t = r->tokens;
    bool only_stops = true;

    for (uint32_t i = 0; i < t->count; i++)
        if (!t->pieces[t->rows[i].piece].excluded && !t->rows[i].stop)
            only_stops = false;
    for (uint32_t i = 0; i < t->count; i++) {
        const struct query_token *token = &t->rows[i];
        if (t->pieces[token->piece].excluded)
            continue;
        if (token->stop && !only_stops)
            add_stop(r->out, token->stem);
        else
            add_word(r->out, token);
    }
}

static void add_pair(struct reading *r, struct str pair)
{
    struct query *q = r->out;

    for (uint32_t i = 0; i < q->pair_count; i++)
        if (str_eq(q->pairs[i], pair))
            return;
    if (q->pair_count < QUERY_PAIRS_MAX)
        q->pairs[q->pair_count++] = arena_str(r->arena, pair);
}

/* Of stop words too: where a word ends is not sure. */
static int add_pairs(struct reading *r, struct str text)
{
    const struct query_tokens *t = r->tokens;
    struct gram_run run = {0};
    struct str pair;

    r->out->pair_weight = analyser_across(r->by->analyser);
    for (uint32_t i = 0; r->out->pair_weight > 0 && i < t->count; i++) {
        const struct query_token *token = &t->rows[i];
        uint32_t start = (uint32_t)(token->text.ptr - text.ptr);
        struct token place = {.start = start,
                              .end = start + (uint32_t)token->text.len,
                              .part = token->part};
        if (t->pieces[token->piece].excluded || !gram_run_enter(&run, &place))
            continue;
        for (size_t at = 0; gram_run_next(&run, token->exact, &at, &pair);)
            add_pair(r, pair);
    }
    return r->arena->failed ? err_no_memory(r->e) : 0;
}

/* The stems of tokens [from, from + count) that are no parts, as keys are
 * written; false where they are not all plain and together. */
static bool key_of(const struct query_tokens *t, uint32_t from, uint32_t count,
                   struct buf *key)
{
    uint32_t words = 0;

    buf_clear(key);
    for (uint32_t i = from; i < t->count && words < count; i++) {
        const struct query_token *token = &t->rows[i];
        if (token->part)
            continue;
        if (!query_token_is_plain(t, token) ||
            token->piece != t->rows[from].piece)
            return false;
        term_whole_add(key, token->stem);
        words++;
    }
    return words == count;
}

/* One alternative from its stems, if all of them stand in the index and it is
 * not the word itself. */
static bool read_alternative(const struct reading *r, struct str stems,
                             double weight, struct query_alternative *out)
{
    struct str stem;

    *out = (struct query_alternative){.weight = weight};
    while (str_cut(&stems, ' ', &stem)) {
        if (out->count == SYNONYM_WORDS_MAX)
            return false;
        out->ranges[out->count] = lexicon_find(r->by->lexicon, stem);
        if (out->ranges[out->count].count == 0)
            return false;
        out->stems[out->count++] = stem;
    }
    return out->count > 0;
}

static bool add_alternatives(struct reading *r, struct query_word *w,
                             struct synonyms_range found)
{
    const struct synonyms *s = r->by->synonyms;

    w->alternatives =
        arena_new(r->arena, struct query_alternative, QUERY_ALTERNATIVES_MAX);
    if (!w->alternatives)
        return false;
    for (uint32_t i = 0; i < found.count; i++) {
        struct query_alternative *a = &w->alternatives[w->alternative_count];
        if (w->alternative_count == QUERY_ALTERNATIVES_MAX ||
            r->alternatives == QUERY_ALTERNATIVES_ALL_MAX)
            break;
        if (!read_alternative(r, synonyms_alternative(s, found.first + i),
                              synonyms_weight(s, found.first + i), a))
            continue;
        w->alternative_count++;
        r->alternatives++;
    }
    return true;
}

/* Of a phrase, a word of its own; of a word, that word. */
static struct query_word *word_for(struct reading *r, uint32_t from,
                                   uint32_t count)
{
    struct query *q = r->out;

    if (count > 1) {
        if (q->count == SEARCH_WORDS_MAX)
            return NULL;
        q->words[q->count] = (struct query_word){0};
        return &q->words[q->count++];
    }
    for (uint32_t i = 0; i < q->count; i++)
        if (str_eq(q->words[i].stem, r->tokens->rows[from].stem))
            return q->words[i].alternatives ? NULL : &q->words[i];
    return NULL;
}

/* The longest key that begins at the token; gives how many words it has. */
static uint32_t widen_at(struct reading *r, uint32_t from, struct buf *key)
{
    for (uint32_t n = r->by->synonyms->words; n > 0; n--) {
        if (!key_of(r->tokens, from, n, key))
            continue;
        struct synonyms_range found =
            synonyms_find(r->by->synonyms, buf_str(key));
        struct query_word *w = found.count ? word_for(r, from, n) : NULL;
        if (!found.count)
            continue;
        if (w && !add_alternatives(r, w, found))
            key->failed = true;
        return n;
    }
    return 0;
}

/* Longest first, and a phrase's words are not looked up again alone: "code
 * does not work" is not "does not work". */
static int add_synonyms(struct reading *r)
{
    const struct query_tokens *t = r->tokens;
    struct buf key = {0};
    uint32_t covered = 0;

    for (uint32_t i = 0; i < t->count; i++) {
        if (t->rows[i].part || !query_token_is_plain(t, &t->rows[i]))
            continue;
        if (covered > 0) {
            covered--;
            continue;
        }
        uint32_t n = widen_at(r, i, &key);
        covered = n > 1 ? n - 1 : 0;
    }
    bool failed = key.failed;

    buf_release(&key);
    return failed ? err_no_memory(r->e) : 0;
}

static void add_conditions(struct reading *r)
{
    const struct query_tokens *t = r->tokens;
    struct query *q = r->out;

    for (uint32_t p = 0; p < t->piece_count; p++) {
        if (!t->pieces[p].phrase && !t->pieces[p].excluded)
            continue;
        if (q->condition_count == QUERY_CONDITIONS_MAX)
            return;
        struct query_condition *c = &q->conditions[q->condition_count];
        *c = (struct query_condition){.excluded = t->pieces[p].excluded};
        for (uint32_t i = 0; i < t->count; i++) {
            if (t->rows[i].piece != p || t->rows[i].part ||
                c->count == PHRASE_WORDS_MAX)
                continue;
            c->stems[c->count] = t->rows[i].stem;
            c->ranges[c->count++] =
                lexicon_find(r->by->lexicon, t->rows[i].stem);
        }
        q->condition_count += c->count > 0;
    }
}

/* The inverse document frequency of BM25 (Robertson and Sparck Jones), kept
 * above zero. */
static double idf(uint32_t articles, uint32_t holding)
{
    if (holding == 0)
        return 0;
    holding = holding < articles ? holding : articles;
    return log(1 + (articles - holding + 0.5) / (holding + 0.5));
}

uint32_t query_held(const struct query_reader *by, struct str stem,
                    struct lexicon_range *range)
{
    char room[TERM_ROOM];
    uint32_t held = 0;

    *range = lexicon_find(by->lexicon, stem);
    if (range->count || !by->db)
        return range->articles;
    if (by->db)
        xapian_db_frequency(by->db, term_make(room, TERM_STEM, stem), &held,
                            NULL);
    return held;
}

/* A word that stands nowhere weighs what its best alternative does. */
static void weigh(const struct reading *r, struct query_word *w)
{
    if (w->stem.len) {
        w->held = query_held(r->by, w->stem, &w->range);
        w->form = lexicon_find_form(r->by->lexicon, w->range, w->exact);
        w->idf = idf(r->by->articles, w->held);
    }
    for (uint32_t i = 0; w->held == 0 && i < w->alternative_count; i++) {
        const struct query_alternative *a = &w->alternatives[i];
        double own = idf(r->by->articles, a->ranges[0].articles);
        w->idf = own > w->idf ? own : w->idf;
    }
    if (w->idf <= 0 && w->stem.len)
        r->out->unknown_idf += log(1 + (double)r->by->articles);
}

static int by_idf(const void *x, const void *y)
{
    const struct query_word *const *v = x, *const *w = y;

    if ((*v)->idf != (*w)->idf)
        return (*v)->idf > (*w)->idf ? -1 : 1;
    return *v < *w ? -1 : *v > *w;
}

static void choose_rarest(struct query *q)
{
    struct query_word *order[SEARCH_WORDS_MAX] = {NULL};

    for (uint32_t i = 0; i < q->count; i++)
        order[i] = &q->words[i];
    qsort(order, q->count, sizeof(*order), by_idf);
    for (uint32_t i = 0; i < q->count && i < SEARCH_RAREST; i++)
        order[i]->searched = true;
}

_Static_assert((int)SEARCH_WORDS_MAX <= (int)MATCH_WORDS_MAX,
               "a plan has room for all words of a query");

static void add_range(struct match_range *ranges, uint32_t *count,
                      struct match_range range)
{
    if (range.count > 0)
        ranges[(*count)++] = range;
}

/* The stems of an alternative share its weight. */
static int make_plan(struct reading *r)
{
    struct query *q = r->out;
    size_t room =
        q->count + (size_t)QUERY_ALTERNATIVES_ALL_MAX * SYNONYM_WORDS_MAX;
    struct match_range *ranges = arena_new(r->arena, struct match_range, room);
    double *idf_of = arena_new(r->arena, double, q->count);
    uint32_t count = 0;

    if (!ranges || !idf_of)
        return err_no_memory(r->e);
    for (uint32_t i = 0; i < q->count; i++) {
        const struct query_word *w = &q->words[i];
        idf_of[i] = w->idf;
        add_range(ranges, &count,
                  (struct match_range){
                      .first = w->range.first,
                      .count = w->range.count,
                      .exact_first = w->form.first,
                      .exact_count = w->form.count,
                      .word = (uint16_t)i,
                      .weight = 1,
                  });
        for (uint32_t k = 0; k < w->alternative_count; k++)
            for (uint32_t n = 0; n < w->alternatives[k].count; n++)
                add_range(ranges, &count,
                          (struct match_range){
                              .first = w->alternatives[k].ranges[n].first,
                              .count = w->alternatives[k].ranges[n].count,
                              .word = (uint16_t)i,
                              .weight = w->alternatives[k].weight /
                                        w->alternatives[k].count,
                          });
    }
    return match_plan_make(&q->plan, ranges, count, idf_of, q->count, r->arena,
                           r->e);
}

static int whole_of(struct reading *r)
{
    struct buf whole = {0};

    for (uint32_t i = 0; i < r->tokens->count; i++)
        if (!r->tokens->rows[i].part &&
            !r->tokens->pieces[r->tokens->rows[i].piece].excluded)
            term_whole_add(&whole, r->tokens->rows[i].stem);
    r->out->whole = buf_copy(&whole, r->arena);
    bool failed = whole.failed || r->arena->failed;

    buf_release(&whole);
    return failed ? err_no_memory(r->e) : 0;
}

int query_read(const struct query_reader *by, const struct query_tokens *tokens,
               struct arena *a, struct query *out, struct err *e)
{
    struct reading r = {
        .by = by, .tokens = tokens, .arena = a, .out = out, .e = e};

    *out = (struct query){
        .words = arena_new(a, struct query_word, SEARCH_WORDS_MAX),
        .stops = arena_new(a, struct str, SEARCH_WORDS_MAX),
        .pairs = arena_new(a, struct str, QUERY_PAIRS_MAX),
    };
    if (a->failed)
        return err_no_memory(e);
    add_words(&r);
    add_conditions(&r);
    if (whole_of(&r) || add_pairs(&r, tokens->text) || add_synonyms(&r))
        return -1;
    for (uint32_t i = 0; i < out->count; i++)
        weigh(&r, &out->words[i]);
    choose_rarest(out);
    return make_plan(&r);
}
