#include "lib/query/search.h"

#include <stdlib.h>
#include <string.h>

#include "lib/query/confidence.h"
#include "lib/query/index_query.h"
#include "lib/query/near.h"
#include "lib/query/phrase.h"
#include "lib/query/search_run.h"
#include "lib/query/terms.h"

enum {
    RERANKED = 50,       /* hits looked at again on their records */
    CONDITIONED = 200,   /* looked at for phrases; those behind are not found */
    COUNTED = 300,       /* matches counted exactly, and for the facets */
    NEXT_TO_NOTHING = 2, /* hits of a query, articles of a word */
};

static int ask_index(struct search_run *r, struct err *e)
{
    const struct search_request *rq = r->request;
    uint32_t last = rq->offset + rq->limit;
    struct xapian_search how = {
        .count = last > RERANKED ? last : RERANKED,
        .check_at_least = COUNTED,
        .k1 = SEARCH_K1,
        .b = SEARCH_B,
        .list_matches = true,
        .sort_by_value = rq->by_update,
        .sort_slot = SLOT_UPDATED,
    };

    if (query_is_conditional(&r->query))
        how.count = CONDITIONED;
    struct xapian_query *q =
        index_query(&r->query, analyser_grams(r->searcher->analyser), rq);

    if (!q)
        return err_no_memory(e);
    int result = 0;
    if (rq->explain)
        result = xapian_query_postings(r->searcher->db, q, &r->postings, e);
    if (result == 0)
        result = xapian_search(r->searcher->db, q, &how, &r->result, e);
    xapian_query_free(q);
    return result;
}

/* The index's weight, raised by what the words' places say. The factors were
 * chosen on the open sets; each shares the query's weight (0..1). */
static double score(double weight, const struct matches *m)
{
    return weight *
           (1 + 0.3 * m->title + 0.3 * m->anywhere + 0.3 * m->best_part +
            0.2 * m->place + 0.1 * m->exact + 0.6 * m->filled);
}

static int by_score(const void *x, const void *y)
{
    const struct search_hit *f = x, *g = y;

    if (f->score > g->score)
        return -1;
    if (f->score < g->score)
        return 1;
    return f->record < g->record ? -1 : f->record > g->record;
}

int search_read_hit(struct search_run *r, struct search_hit *h,
                    struct record_body *body, struct err *e)
{
    struct searcher *s = r->searcher;

    if (record_read_body(&s->locale->records, h->record, &s->body, &s->scratch,
                         body, e))
        return -1;
    r->scanned++;
    if (h->has_matches)
        return 0;
    h->has_matches = true;
    return matches_find(&r->query.plan, body, &s->scratch, &h->matches, e);
}

static bool holds(const struct query *q, const struct record_body *body)
{
    for (uint32_t i = 0; i < q->condition_count; i++) {
        const struct query_condition *c = &q->conditions[i];
        if (matches_has_phrase(body, c->ranges, c->count) == c->excluded)
            return false;
    }
    return true;
}

static int take_hits(struct search_run *r, struct err *e)
{
    const struct xapian_result *x = r->result;
    bool conditional = query_is_conditional(&r->query);

    r->hits = arena_new(&r->searcher->scratch, struct search_hit, x->hit_count);
    if (!r->hits)
        return err_no_memory(e);
    for (size_t i = 0; i < x->hit_count; i++) {
        struct search_hit *h = &r->hits[r->count];
        struct record_body body;
        *h = (struct search_hit){
            .record = x->hits[i].docid - 1,
            .weight = x->hits[i].weight,
            .score = x->hits[i].weight,
        };
        if (!conditional && r->count >= RERANKED) {
            r->count++;
            continue;
        }
        if (search_read_hit(r, h, &body, e))
            return -1;
        r->count += !conditional || holds(&r->query, &body);
    }
    r->counted = conditional && x->hit_count < CONDITIONED;
    return 0;
}

/* The first RERANKED by their records, the rest in the index's order. */
static void rerank(struct search_run *r)
{
    uint32_t count = r->count < RERANKED ? r->count : RERANKED;

    for (uint32_t i = 0; i < count; i++)
        r->hits[i].score =
            score(r->hits[i].weight, &r->hits[i].matches) *
            columns_boost(&r->searcher->locale->columns, r->hits[i].record);
    if (!r->request->by_update)
        qsort(r->hits, count, sizeof(*r->hits), by_score);
}

/* What is left of an earlier try goes with the scratch arena. */
static int try(struct search_run *r, const struct query_reader *reader,
               const struct query_tokens *tokens, struct err *e)
{
    xapian_result_free(r->result);
    r->result = NULL;
    r->count = 0;
    if (query_read(reader, tokens, &r->searcher->scratch, &r->query, e))
        return -1;
    if (r->query.count == 0)
        return 0;
    if (ask_index(r, e) || take_hits(r, e))
        return -1;
    rerank(r);
    return 0;
}

/* Puts right words that at most `held` articles hold; `*tokens` are those of
 * the query as it is then. */
static int mend(struct search_run *r, const struct query_reader *reader,
                uint32_t held, struct query_tokens *tokens, struct err *e)
{
    struct arena *a = &r->searcher->scratch;
    const struct speller *speller;

    if (r->request->verbatim || !mend_is_needed(reader, tokens, held))
        return 0;
    speller = search_locale_speller(r->searcher->locale, e);
    if (!speller ||
        mend_query(reader, speller, tokens, held, a, &r->work, &r->mended, e))
        return -1;
    return r->mended.query.len ? query_tokens_cut(reader->analyser,
                                                  r->mended.query, a, tokens, e)
                               : 0;
}

/* Words that find nothing are put right before; those that find next to
 * nothing only when the whole query does. */
static int find(struct search_run *r, const struct query_reader *reader,
                struct err *e)
{
    struct query_tokens tokens = {0};

    if (query_tokens_cut(reader->analyser, r->request->query,
                         &r->searcher->scratch, &tokens, e) ||
        mend(r, reader, 0, &tokens, e) || try(r, reader, &tokens, e))
        return -1;
    if (r->mended.query.len || r->count > NEXT_TO_NOTHING ||
        r->query.count == 0)
        return 0;
    if (mend(r, reader, NEXT_TO_NOTHING, &tokens, e))
        return -1;
    return r->mended.query.len ? try(r, reader, &tokens, e) : 0;
}

/* For a reader who found nothing: what may have been meant. */
static int look_near(struct search_run *r, const struct query_reader *reader,
                     struct arena *a, struct err *e)
{
    struct query_tokens tokens = {0};
    const struct speller *speller;

    if (query_tokens_cut(reader->analyser, r->request->query,
                         &r->searcher->scratch, &tokens, e))
        return -1;
    if (!mend_is_needed(reader, &tokens, 0))
        return 0;
    speller = search_locale_speller(r->searcher->locale, e);
    return speller ? near_words(reader, speller, &tokens, a, &r->near, e) : -1;
}

int search_run(struct searcher *s, const struct search_request *request,
               struct arena *a, struct value **answer, struct err *e)
{
    struct search_run r = {.searcher = s, .request = request};
    const struct search_locale *l = s->locale;
    const struct query_reader reader = {
        .locale = str_from(l->tag),
        .analyser = s->analyser,
        .lexicon = &l->lexicon,
        .synonyms = &l->synonyms,
        .db = s->db,
        .articles = l->records.count,
    };
    int result = find(&r, &reader, e);

    if (result == 0 && r.count == 0)
        result = look_near(&r, &reader, a, e);
    if (result == 0) {
        r.confidence = confidence_of(&r);
        if (request->confidence)
            *request->confidence = r.confidence;
        result = search_answer(&r, a, answer, e);
    }
    xapian_result_free(r.result);
    return result;
}
