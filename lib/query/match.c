#include "lib/query/match.h"

#include "lib/records/token_stream.h"

/* Nearly every token is turned away by its bit. */
static bool match_of(const struct query *q, uint32_t number, struct match *m)
{
    if (!query_has_form(q, number))
        return false;
    for (uint32_t i = 0; i < q->count; i++) {
        const struct query_word *w = &q->words[i];
        if (number - w->range.first < w->range.count) {
            m->word = (uint16_t)i;
            m->exact = number == w->form;
            return true;
        }
    }
    return false;
}

/* Another form of the word fills a title less than the one that was asked. */
static const double filled_by_form = 0.7;

static int scan(const struct query *q, const struct record *r,
                struct matches *out, struct err *e)
{
    struct cursor c = cursor_of(r->tokens);
    uint32_t end = 0, title_words = 0;
    uint32_t title_end = r->part_count ? r->parts[0].body : 0;
    struct stream_token t;

    for (uint32_t n = 0; n < MATCH_TOKENS_MAX && out->count < MATCHES_MAX &&
                         token_next(&c, &end, &t);
         n++) {
        struct match *m = &out->rows[out->count];
        bool in_title = t.start < title_end;

        title_words += in_title;
        if (!match_of(q, t.number, m))
            continue;
        m->start = t.start;
        m->end = t.end;
        out->count++;
        if (in_title)
            out->filled += m->exact ? 1 : filled_by_form;
    }
    out->filled = title_words ? out->filled / title_words : 0;
    return c.bad ? err_set(e, ERR_CONTENT, "the search records are damaged")
                 : 0;
}

/* The words seen in some rows, as a set of bits (at most 32 words). */
static double share(const struct query *q, uint32_t seen)
{
    double sum = 0;

    for (uint32_t i = 0; i < q->count; i++)
        if (seen >> i & 1)
            sum += q->words[i].idf;
    return q->idf_sum > 0 ? sum / q->idf_sum : 0;
}

/* The densest place among rows [from, to): most idf within PASSAGE_BYTES. The
 * window moves over the rows once. */
static double densest(const struct query *q, struct matches *m, uint32_t from,
                      uint32_t to)
{
    uint32_t inside[SEARCH_WORDS_MAX] = {0}, end = from;
    double here = 0, best = 0;

    m->first = 1;
    m->last = 0;
    for (uint32_t i = from; i < to; i++) {
        for (; end < to && (end == i || m->rows[end].end <=
                                            m->rows[i].start + PASSAGE_BYTES);
             end++)
            if (inside[m->rows[end].word]++ == 0)
                here += q->words[m->rows[end].word].idf;
        if (here > best + 1e-9) {
            best = here;
            m->first = i;
            m->last = end - 1;
        }
        if (--inside[m->rows[i].word] == 0)
            here -= q->words[m->rows[i].word].idf;
    }
    return q->idf_sum > 0 ? best / q->idf_sum : 0;
}

/* A word in a part's heading counts a half more than one in its body. */
static double part_share(const struct query *q, uint32_t heading, uint32_t body)
{
    return share(q, heading | body) + 0.5 * share(q, heading);
}

struct part_rows {
    uint32_t from, to, body; /* rows of the part; first row of its body */
};

static void choose_part(const struct query *q, const struct record *r,
                        struct matches *m, struct part_rows *chosen)
{
    uint32_t row = 0;
    double best = 0;

    for (uint32_t p = 0; p < r->part_count; p++) {
        struct part_rows rows = {row, row, row};
        uint32_t heading = 0, body = 0;
        for (; row < m->count && m->rows[row].start < r->parts[p].end; row++) {
            uint32_t bit = 1u << m->rows[row].word;
            if (m->rows[row].start < r->parts[p].body) {
                heading |= bit;
                rows.body = row + 1;
            } else {
                body |= bit;
            }
        }
        rows.to = row;
        double here = part_share(q, heading, body);
        if (here > best + 1e-9) {
            best = here;
            m->part = p;
            *chosen = rows;
            m->best_part = share(q, heading | body);
        }
        if (p == 0)
            m->title = share(q, heading);
    }
}

int matches_find(const struct query *q, const struct record *r, struct arena *a,
                 struct matches *out, struct err *e)
{
    struct part_rows rows = {0};
    uint32_t seen = 0, exact = 0;

    *out = (struct matches){.first = 1};
    out->rows = arena_new(a, struct match, MATCHES_MAX);
    if (!out->rows)
        return err_no_memory(e);
    if (scan(q, r, out, e))
        return -1;
    for (uint32_t i = 0; i < out->count; i++) {
        seen |= 1u << out->rows[i].word;
        if (out->rows[i].exact)
            exact |= 1u << out->rows[i].word;
    }
    out->anywhere = share(q, seen);
    out->exact = share(q, exact);
    choose_part(q, r, out, &rows);
    out->place = densest(q, out, rows.body, rows.to);
    return 0;
}
