/* What led to an answer, as values for `gabay-server search --explain`. */
#include "lib/query/confidence.h"
#include "lib/query/passage_text.h"
#include "lib/query/search_run.h"

static void put_text(struct arena *a, struct value *v, const char *key,
                     struct str text)
{
    value_set(a, v, key, value_text(a, arena_str(a, text)));
}

static void put_number(struct arena *a, struct value *v, const char *key,
                       double n)
{
    value_set(a, v, key, value_number(a, n));
}

static struct value *alternatives_value(const struct query_word *w,
                                        struct arena *a)
{
    struct value *list = value_list(a);

    for (uint32_t i = 0; i < w->alternative_count; i++) {
        const struct query_alternative *from = &w->alternatives[i];
        struct value *v = value_map(a), *stems = value_list(a);
        for (uint32_t k = 0; k < from->count; k++)
            value_push(a, stems, value_text(a, arena_str(a, from->stems[k])));
        value_set(a, v, "stems", stems);
        put_number(a, v, "weight", from->weight);
        value_push(a, list, v);
    }
    return list;
}

static struct value *words_value(const struct query *q, struct arena *a)
{
    struct value *list = value_list(a);

    for (uint32_t i = 0; i < q->count; i++) {
        const struct query_word *w = &q->words[i];
        struct value *v = value_map(a);
        put_text(a, v, "word", w->exact);
        put_text(a, v, "stem", w->stem);
        value_set(a, v, "articles", value_integer(a, w->held));
        put_number(a, v, "idf", w->idf);
        value_set(a, v, "searched", value_bool(a, w->searched));
        value_set(a, v, "alternatives", alternatives_value(w, a));
        value_push(a, list, v);
    }
    return list;
}

static struct value *stops_value(const struct query *q, struct arena *a)
{
    struct value *list = value_list(a);

    for (uint32_t i = 0; i < q->stop_count; i++)
        value_push(a, list, value_text(a, arena_str(a, q->stops[i])));
    return list;
}

static struct value *work_value(const struct search_run *r, struct arena *a)
{
    const struct xapian_result *x = r->result;
    struct value *v = value_map(a);

    value_set(a, v, "matches_looked_at",
              value_integer(a, x ? (int64_t)x->match_count : 0));
    value_set(a, v, "postings_at_most", value_integer(a, (int64_t)r->postings));
    value_set(a, v, "records_scanned", value_integer(a, r->scanned));
    value_set(a, v, "ranges", value_integer(a, r->query.plan.range_count));
    value_set(a, v, "spellings_compared",
              value_integer(a, r->work.spelling.compared));
    value_set(a, v, "spellings_measured",
              value_integer(a, r->work.spelling.measured));
    value_set(a, v, "words_asked", value_integer(a, r->work.asked));
    return v;
}

static struct value *hits_value(const struct search_run *r, struct arena *a)
{
    uint32_t from = r->request->offset, to = from + r->request->limit;
    struct value *list = value_list(a);

    for (uint32_t i = from; i < to && i < r->count; i++) {
        const struct search_hit *h = &r->hits[i];
        const struct matches *m = &h->matches;
        struct value *v = value_map(a);
        put_number(a, v, "weight", h->weight);
        put_number(a, v, "score", h->score);
        put_number(a, v, "title", m->title);
        put_number(a, v, "anywhere", m->anywhere);
        put_number(a, v, "best_part", m->best_part);
        put_number(a, v, "place", m->place);
        put_number(a, v, "exact", m->exact);
        put_number(a, v, "filled", m->filled);
        value_push(a, list, v);
    }
    return list;
}

static struct value *facts_value(const struct search_run *r, struct arena *a)
{
    struct confidence_facts f = confidence_facts_of(r);
    struct value *v = value_map(a);

    put_number(a, v, "reach", f.reach);
    put_number(a, v, "known", f.known);
    put_number(a, v, "title", f.title);
    put_number(a, v, "filled", f.filled);
    put_number(a, v, "lead", f.lead);
    return v;
}

int search_explain(struct search_run *r, struct arena *a, struct value **out,
                   struct err *e)
{
    struct value *v = value_map(a), *passage;

    value_set(a, v, "words", words_value(&r->query, a));
    value_set(a, v, "stop_words", stops_value(&r->query, a));
    value_set(a, v, "work", work_value(r, a));
    value_set(a, v, "hits", hits_value(r, a));
    value_set(a, v, "confidence_facts", facts_value(r, a));
    if (search_passage(r, a, &passage, e))
        return -1;
    value_set(a, v, "passage", passage);
    *out = v;
    return a->failed ? err_no_memory(e) : 0;
}
