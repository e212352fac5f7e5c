#include "lib/query/facets.h"
#include "lib/query/passage.h"
#include "lib/query/passage_text.h"
#include "lib/query/search_run.h"
#include "lib/timestamp.h"

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

/* Heading and anchor of the hit's best part, and the piece of its text. */
static int put_place(struct search_run *r, struct search_hit *h,
                     const struct record *d, struct arena *a, struct value *v,
                     struct passage_text *passage, struct err *e)
{
    const struct search_locale *l = r->searcher->locale;
    struct arena *scratch = &r->searcher->scratch;
    struct record_text text = {&l->records, &l->lexicon, d, {0}, {0}};
    struct record_place place;
    struct str heading = {0}, anchor = {0}, rest;

    if (search_read_hit(r, h, &text.body, e) ||
        record_read_rest(&l->records, d, scratch, &text.gaps, &rest, e))
        return -1;
    if (h->matches.part > 0 && record_place(d, h->matches.part, &place)) {
        heading = str_trim(heading_text(&text, h->matches.part, scratch));
        anchor = place.anchor;
    }
    passage_text_make(&text, &h->matches, scratch, passage);
    if (scratch->failed)
        return err_no_memory(e);
    value_set(a, v, "heading", value_text(a, arena_str(a, heading)));
    value_set(a, v, "anchor", value_text(a, arena_str(a, anchor)));
    return 0;
}

int search_passage(struct search_run *r, struct arena *a, struct value **v,
                   struct err *e)
{
    struct passage_text passage;
    struct value *shown;
    struct record d;

    *v = value_null(a);
    if (r->count == 0)
        return 0;
    *v = value_map(a);
    shown = value_map(a);
    if (record_read(&r->searcher->locale->records, r->hits[0].record,
                    &r->searcher->scratch, &d, e) ||
        put_place(r, &r->hits[0], &d, a, *v, &passage, e))
        return -1;
    passage_put(a, shown, &passage);
    value_set(a, *v, "text",
              value_text(a, value_str(value_get(shown, S("snippet_text")))));
    value_set(a, *v, "confidence", value_number(a, r->confidence));
    return 0;
}

/* Everything is copied out of the searcher's scratch arena. */
static int hit_value(struct search_run *r, struct search_hit *h,
                     struct arena *a, struct value **out, struct err *e)
{
    const struct search_locale *l = r->searcher->locale;
    struct str origin = r->request->origin;
    struct passage_text passage;
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
    if (put_place(r, h, &d, a, v, &passage, e))
        return -1;
    passage_put(a, v, &passage);
    value_set(a, v, "score", value_number(a, h->score));
    value_set(a, v, "locale", value_text(a, str_from(l->tag)));
    value_set(a, v, "updated", updated_value(a, d.updated));
    value_set(a, v, "tags", tags_value(a, &d));
    *out = v;
    return 0;
}

static int hits_value(struct search_run *r, struct arena *a, struct value *list,
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

static const char *const reasons[] = {
    [CORRECT_LAYOUT] = "keyboard-layout",
    [CORRECT_SPELLING] = "spelling",
    [CORRECT_SPLIT] = "missing-space",
    [CORRECT_JOIN] = "extra-space",
};

static struct value *corrected_value(const struct search_run *r,
                                     struct arena *a)
{
    if (!r->mended.query.len)
        return value_null(a);

    struct value *v = value_map(a);

    value_set(a, v, "query", value_text(a, arena_str(a, r->mended.query)));
    value_set(a, v, "reason", value_text(a, str_from(reasons[r->mended.how])));
    value_set(a, v, "original", value_text(a, r->request->query));
    return v;
}

/* Over the matches that were looked at, or those that hold the conditions. */
static struct value *facets_of(struct search_run *r, struct arena *a)
{
    const struct xapian_result *x = r->result;
    const struct search_locale *l = r->searcher->locale;

    if (!x || !query_is_conditional(&r->query))
        return facets_value(l, x ? x->matches : NULL, x ? x->match_count : 0,
                            a);
    uint32_t *docids = arena_new(&r->searcher->scratch, uint32_t, r->count);

    for (uint32_t i = 0; docids && i < r->count; i++)
        docids[i] = r->hits[i].record + 1;
    return facets_value(l, docids, docids ? r->count : 0, a);
}

static void put_total(const struct search_run *r, struct arena *a,
                      struct value *v)
{
    const struct xapian_result *x = r->result;
    bool conditional = x && query_is_conditional(&r->query);
    uint32_t total = conditional ? r->count : x ? x->estimated : 0;

    value_set(a, v, "total", value_integer(a, total));
    value_set(
        a, v, "total_is_estimate",
        value_bool(a, conditional ? !r->counted : x && x->lower != x->upper));
}

int search_answer(struct search_run *r, struct arena *a, struct value **answer,
                  struct err *e)
{
    struct value *root = value_map(a), *hits = value_list(a);
    const struct search_locale *l = r->searcher->locale;

    if (hits_value(r, a, hits, e))
        return -1;
    value_set(a, root, "query", value_text(a, r->request->query));
    value_set(a, root, "locale", value_text(a, str_from(l->tag)));
    put_total(r, a, root);
    value_set(a, root, "limit", value_integer(a, r->request->limit));
    value_set(a, root, "offset", value_integer(a, r->request->offset));
    value_set(a, root, "corrected", corrected_value(r, a));
    value_set(a, root, "hits", hits);
    if (r->count == 0)
        value_set(a, root, "near", r->near ? r->near : value_list(a));
    value_set(a, root, "facets", facets_of(r, a));
    if (r->request->explain) {
        struct value *explained;
        if (search_explain(r, a, &explained, e))
            return -1;
        value_set(a, root, "explain", explained);
    }
    *answer = root;
    return a->failed ? err_no_memory(e) : 0;
}
