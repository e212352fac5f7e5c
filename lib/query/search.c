#include "lib/query/search.h"

#include <stdlib.h>
#include <string.h>

#include "lib/analyse/grams.h"
#include "lib/query/facets.h"
#include "lib/query/match.h"
#include "lib/query/passage.h"
#include "lib/query/passage_text.h"
#include "lib/query/query.h"
#include "lib/query/search_locale.h"
#include "lib/query/terms.h"
#include "lib/timestamp.h"

enum {
    RERANKED = 50,  /* hits looked at again on their records */
    COUNTED = 1000, /* matches counted exactly, and for the facets */
    GRAMS_MAX = 8,  /* letter pairs of a word that are searched */
};

/* BM25's, by measurement on the open sets (docs/en/relevance.md). */
static const double k1 = 2.0, b = 0.35;

/* What a word's title term, a stop word's, and the whole title's are worth
 * beside the word itself. */
static const double in_title = 0.6, stop_in_title = 0.2, whole_title = 1;

struct hit {
    uint32_t record;
    double score;
    bool has_matches;
    struct matches matches;
};

struct run {
    struct searcher *searcher;
    const struct search_request *request;
    struct query query;
    struct xapian_result *result;
    struct hit *hits;
    uint32_t count;
};

static struct xapian_query *scaled(const char *prefix, struct str word,
                                   double factor)
{
    char room[TERM_ROOM];

    return xapian_query_scale(xapian_query_term(term_make(room, prefix, word)),
                              factor);
}

/* The stem, a little more for a title, and its letter pairs where the language
 * has them. */
static struct xapian_query *word_query(const struct query_word *w, double grams)
{
    struct xapian_query *parts[2 + GRAMS_MAX] = {
        scaled(TERM_STEM, w->stem, 1),
        scaled(TERM_TITLE, w->stem, in_title),
    };
    size_t count = 2, at = 0;
    struct str gram;

    while (grams > 0 && count < 2 + GRAMS_MAX && gram_next(w->stem, &at, &gram))
        parts[count++] = scaled(TERM_GRAM, gram, grams);
    return xapian_query_join(XAPIAN_OR, parts, count);
}

static struct xapian_query *restrict_to(struct xapian_query *q,
                                        const char *prefix, struct str name)
{
    char room[TERM_ROOM];

    if (name.len == 0)
        return q;
    struct xapian_query *both[] = {
        q, xapian_query_term(term_make(room, prefix, name))};
    return xapian_query_join(XAPIAN_FILTER, both, 2);
}

static struct xapian_query *build_query(const struct run *r)
{
    const struct query *query = &r->query;
    struct xapian_query *parts[SEARCH_WORDS_MAX + 1];
    double grams = analyser_grams(r->searcher->analyser);
    size_t n = 0;

    for (uint32_t i = 0; i < query->count; i++)
        parts[n++] = word_query(&query->words[i], grams);
    for (uint32_t i = 0; i < query->stop_count; i++)
        parts[n++] = scaled(TERM_TITLE, query->stops[i], stop_in_title);
    parts[n++] = scaled(TERM_WHOLE, query->whole, whole_title);

    struct xapian_query *q = xapian_query_join(XAPIAN_OR, parts, n);

    q = restrict_to(q, TERM_SECTION, r->request->section);
    return restrict_to(q, TERM_TAG, r->request->tag);
}

static int ask_index(struct run *r, struct err *e)
{
    const struct search_request *rq = r->request;
    uint32_t last = rq->offset + rq->limit;
    struct xapian_search how = {
        .count = last > RERANKED ? last : RERANKED,
        .check_at_least = COUNTED,
        .k1 = k1,
        .b = b,
        .list_matches = true,
    };
    struct xapian_query *q = build_query(r);

    if (!q)
        return err_no_memory(e);
    int result = xapian_search(r->searcher->db, q, &how, &r->result, e);
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
    const struct hit *f = x, *g = y;

    if (f->score > g->score)
        return -1;
    if (f->score < g->score)
        return 1;
    return f->record < g->record ? -1 : f->record > g->record;
}

/* The record's body stays in the searcher's room until the next one. */
static int read_hit(struct run *r, struct hit *h, struct record_body *body,
                    struct err *e)
{
    struct searcher *s = r->searcher;

    if (record_read_body(&s->locale->records, h->record, &s->body, &s->scratch,
                         body, e))
        return -1;
    if (h->has_matches)
        return 0;
    h->has_matches = true;
    return matches_find(&r->query.plan, body, &s->scratch, &h->matches, e);
}

/* The first RERANKED by their records, the rest in the index's order. */
static int rerank(struct run *r, struct err *e)
{
    const struct xapian_result *x = r->result;

    r->hits = arena_new(&r->searcher->scratch, struct hit, x->hit_count);
    if (!r->hits)
        return err_no_memory(e);
    r->count = (uint32_t)x->hit_count;
    for (uint32_t i = 0; i < r->count; i++) {
        struct hit *h = &r->hits[i];
        struct record_body body;
        h->record = x->hits[i].docid - 1;
        h->score = x->hits[i].weight;
        if (i >= RERANKED)
            continue;
        if (read_hit(r, h, &body, e))
            return -1;
        h->score = score(h->score, &h->matches) *
                   columns_boost(&r->searcher->locale->columns, h->record);
    }
    qsort(r->hits, r->count < RERANKED ? r->count : RERANKED, sizeof(*r->hits),
          by_score);
    return 0;
}

static struct value *tags_value(struct arena *a, const struct record *r)
{
    struct value *list = value_list(a);

    for (uint32_t i = 0; i < r->tag_count; i++)
        value_push(a, list, value_text(a, arena_str(a, r->tags[i])));
    return list;
}

static struct value *updated_value(struct arena *a, int64_t seconds)
{
    struct buf text = {0};

    if (seconds == 0)
        return value_null(a);
    timestamp_put(&text, seconds);
    struct value *v = value_text(a, buf_copy(&text, a));

    buf_release(&text);
    return v;
}

/* Heading, anchor and passage of the hit's best part. */
static int put_place(struct run *r, struct hit *h, const struct record *d,
                     struct arena *a, struct value *v, struct err *e)
{
    const struct search_locale *l = r->searcher->locale;
    struct arena *scratch = &r->searcher->scratch;
    struct record_text text = {&l->records, &l->lexicon, d, {0}, {0}};
    struct passage_text passage;
    struct record_place place;
    struct str heading = {0}, anchor = {0}, rest;

    if (read_hit(r, h, &text.body, e) ||
        record_read_rest(&l->records, d, scratch, &text.gaps, &rest, e))
        return -1;
    if (h->matches.part > 0 && record_place(d, h->matches.part, &place)) {
        heading = str_trim(heading_text(&text, h->matches.part, scratch));
        anchor = place.anchor;
    }
    passage_text_make(&text, &h->matches, scratch, &passage);
    if (scratch->failed)
        return err_no_memory(e);
    value_set(a, v, "heading", value_text(a, arena_str(a, heading)));
    value_set(a, v, "anchor", value_text(a, arena_str(a, anchor)));
    passage_put(a, v, &passage);
    return 0;
}

/* Everything is copied out of the searcher's scratch arena. */
static int hit_value(struct run *r, struct hit *h, struct arena *a,
                     struct value **out, struct err *e)
{
    const struct search_locale *l = r->searcher->locale;
    struct str origin = r->request->origin;
    struct record d;

    if (record_read(&l->records, h->record, &r->searcher->scratch, &d, e))
        return -1;

    struct value *v = value_map(a);

    value_set(a, v, "id", value_text(a, arena_str(a, d.id)));
    value_set(a, v, "url", answer_url(a, origin, d.url));
    value_set(a, v, "title", value_text(a, arena_str(a, d.title)));
    value_set(a, v, "section", answer_section(a, &l->records, d.section));
    value_set(a, v, "breadcrumb",
              answer_breadcrumb(a, &l->records, d.section, origin));
    if (put_place(r, h, &d, a, v, e))
        return -1;
    value_set(a, v, "score", value_number(a, h->score));
    value_set(a, v, "locale", value_text(a, str_from(l->tag)));
    value_set(a, v, "updated", updated_value(a, d.updated));
    value_set(a, v, "tags", tags_value(a, &d));
    *out = v;
    return 0;
}

static int hits_value(struct run *r, struct arena *a, struct value *list,
                      struct err *e)
{
    uint32_t from = r->request->offset, to = from + r->request->limit;

    for (uint32_t i = from; i < to && i < r->count; i++) {
        struct value *hit;
        if (hit_value(r, &r->hits[i], a, &hit, e))
            return -1;
        value_push(a, list, hit);
    }
    return 0;
}

static int answer_value(struct run *r, struct arena *a, struct value **answer,
                        struct err *e)
{
    struct value *root = value_map(a), *hits = value_list(a);
    const struct xapian_result *x = r->result;

    if (hits_value(r, a, hits, e))
        return -1;
    value_set(a, root, "query", value_text(a, r->request->query));
    value_set(a, root, "locale",
              value_text(a, str_from(r->searcher->locale->tag)));
    value_set(a, root, "total", value_integer(a, x ? x->estimated : 0));
    value_set(a, root, "total_is_estimate",
              value_bool(a, x && x->lower != x->upper));
    value_set(a, root, "limit", value_integer(a, r->request->limit));
    value_set(a, root, "offset", value_integer(a, r->request->offset));
    value_set(a, root, "corrected", value_null(a));
    value_set(a, root, "hits", hits);
    value_set(a, root, "facets",
              facets_value(r->searcher->locale, x ? x->matches : NULL,
                           x ? x->match_count : 0, a));
    *answer = root;
    return a->failed ? err_no_memory(e) : 0;
}

int search_run(struct searcher *s, const struct search_request *request,
               struct arena *a, struct value **answer, struct err *e)
{
    struct run r = {.searcher = s, .request = request};
    const struct search_locale *l = s->locale;
    int result = query_parse(s->analyser, &l->lexicon, l->records.count,
                             request->query, &s->scratch, &r.query, e);

    if (result == 0 && r.query.count > 0) {
        result = ask_index(&r, e);
        if (result == 0)
            result = rerank(&r, e);
    }
    if (result == 0)
        result = answer_value(&r, a, answer, e);
    xapian_result_free(r.result);
    return result;
}
