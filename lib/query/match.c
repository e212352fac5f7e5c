#include "lib/query/match.h"

#include <stdlib.h>
#include <string.h>

enum { UNIT_KINDS = 1 << 16, BLOCK = 32 };

/* Another form of the word fills a title less than the one that was asked. */
static const double filled_by_form = 0.7;

static int by_first(const void *x, const void *y)
{
    const struct match_range *f = x, *g = y;

    if (f->first != g->first)
        return f->first < g->first ? -1 : 1;
    return f->word < g->word ? -1 : f->word > g->word;
}

static void set_bit(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= (uint64_t)1 << (i % 64);
}

static void set_units(uint64_t *bits, const struct match_range *r)
{
    /* After so many in a row, all first units are set. */
    const uint32_t all = 1u << UNIT_LOW_BITS;

    for (uint32_t i = 0; i < r->count; i++) {
        uint32_t number = r->first + i;
        if (number < UNIT_LARGE)
            set_bit(bits, number);
        else
            set_bit(bits, unit_first(number, false));
        set_bit(bits, unit_first(number, true));
        if (i >= all && number >= UNIT_LARGE + all)
            break;
    }
}

int match_plan_make(struct match_plan *p, struct match_range *ranges,
                    uint32_t range_count, const double *idf,
                    uint32_t word_count, struct arena *a, struct err *e)
{
    *p = (struct match_plan){.ranges = ranges,
                             .range_count = range_count,
                             .idf = idf,
                             .word_count = word_count};
    p->units = arena_new(a, uint64_t, UNIT_KINDS / 64);
    p->reach = arena_new(a, uint32_t, range_count);
    p->next = arena_new(a, uint16_t, range_count);
    p->of_word = arena_new(a, uint16_t, MATCH_WORDS_MAX);
    if (a->failed)
        return err_no_memory(e);
    qsort(ranges, range_count, sizeof(*ranges), by_first);
    for (uint32_t i = 0; i < word_count; i++)
        p->idf_sum += idf[i];
    for (uint32_t i = 0; i < range_count; i++) {
        const struct match_range *r = &ranges[i];
        p->reach[i] = r->first + r->count;
        if (i > 0 && p->reach[i - 1] > p->reach[i])
            p->reach[i] = p->reach[i - 1];
        p->next[i] = p->of_word[r->word];
        p->of_word[r->word] = (uint16_t)(i + 1);
        set_units(p->units, r);
    }
    return 0;
}

/* One past the last range that begins at or before the number. */
static uint32_t ranges_until(const struct match_plan *p, uint32_t number)
{
    uint32_t low = 0, high = p->range_count;

    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (p->ranges[mid].first <= number)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

struct scan {
    const struct match_plan *plan;
    struct units units;
    uint32_t behind; /* units so far that are no token: second ones, parts */
    uint32_t count;
    struct match rows[MATCHES_MAX];
};

static void add_rows(struct scan *s, uint32_t unit, uint32_t at,
                     uint32_t number, bool part)
{
    const struct match_plan *p = s->plan;

    for (uint32_t i = ranges_until(p, number);
         i > 0 && p->reach[i - 1] > number && s->count < MATCHES_MAX; i--) {
        const struct match_range *r = &p->ranges[i - 1];
        if (number - r->first < r->count)
            s->rows[s->count++] =
                (struct match){at, unit, (uint16_t)(i - 1),
                               number - r->exact_first < r->exact_count, part};
    }
}

static bool has_bit(const uint64_t *bits, uint32_t unit)
{
    return bits[unit / 64] >> (unit % 64) & 1;
}

/* The unit may begin a match; `behind` units before it are no token. */
static void look_at(struct scan *s, uint32_t i, uint32_t behind, bool second)
{
    struct number_token t;
    uint32_t next = i;

    if (!second && number_next(s->units, &next, &t) && i >= behind + t.part)
        add_rows(s, i, i - behind - t.part, t.number, t.part);
}

static void scan_one_by_one(struct scan *s, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        uint32_t unit = unit_at(s->units, i);
        bool second = i > 0 && unit_at(s->units, i - 1) >= UNIT_LARGE;
        if (has_bit(s->plan->units, unit))
            look_at(s, i, s->behind, second);
        s->behind += unit < UNIT_LARGE ? 0 : unit < UNIT_PART ? 1 : 2;
    }
}

/* Nearly every block is turned away: without a branch a unit, so that the
 * compiler makes of it what the processor is good at. */
static bool may_match(const uint64_t *bits, const uint16_t block[BLOCK],
                      uint32_t *behind)
{
    uint64_t any = 0;
    uint16_t others = 0;

    for (unsigned i = 0; i < BLOCK; i++)
        any |= bits[block[i] / 64] >> (block[i] % 64);
    for (unsigned i = 0; i < BLOCK; i++)
        others = (uint16_t)(others + (block[i] >= UNIT_LARGE) +
                            (block[i] >= UNIT_PART));
    *behind = others;
    return any & 1;
}

/* Looks at those units of the block from `from` on that may begin a match. */
static void scan_block(struct scan *s, uint32_t from,
                       const uint16_t block[BLOCK])
{
    bool second = from > 0 && unit_at(s->units, from - 1) >= UNIT_LARGE;

    for (unsigned i = 0; i < BLOCK; i++) {
        bool large = block[i] >= UNIT_LARGE;
        if (has_bit(s->plan->units, block[i]))
            look_at(s, from + i, s->behind, second);
        s->behind += (uint32_t)large + (block[i] >= UNIT_PART);
        second = large;
    }
}

static void scan_units(struct scan *s)
{
    uint32_t end =
        s->units.count < MATCH_UNITS_MAX ? s->units.count : MATCH_UNITS_MAX;
    uint32_t i = 0;

    for (; end - i >= BLOCK && s->count < MATCHES_MAX; i += BLOCK) {
        uint16_t block[BLOCK];
        uint32_t behind;
        memcpy(block, s->units.ptr + 2 * (size_t)i, sizeof(block));
        if (may_match(s->plan->units, block, &behind))
            scan_block(s, i, block);
        else
            s->behind += behind;
    }
    scan_one_by_one(s, i, end);
}

/* What a set of rows is worth: each word by the best that stands for it. */
struct worth {
    const struct match_plan *plan;
    double best[MATCH_WORDS_MAX];
    double sum;
};

static void worth_add(struct worth *w, const struct match *m)
{
    const struct match_range *r = &w->plan->ranges[m->range];

    if (r->weight > w->best[r->word]) {
        w->sum += (r->weight - w->best[r->word]) * w->plan->idf[r->word];
        w->best[r->word] = r->weight;
    }
}

/* Takes all out again that these rows may have put in. */
static void worth_clear(struct worth *w, const struct match *rows,
                        uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        w->best[w->plan->ranges[rows[i].range].word] = 0;
    w->sum = 0;
}

static double share(const struct match_plan *p, double sum)
{
    return p->idf_sum > 0 ? sum / p->idf_sum : 0;
}

/* A window's words: rows of each range, and what each word is worth now. */
struct window {
    const struct match_plan *plan;
    uint16_t *inside; /* by range */
    double best[MATCH_WORDS_MAX];
    double sum;
};

static void weigh_word(struct window *w, uint32_t word)
{
    double best = 0;

    for (uint16_t i = w->plan->of_word[word]; i; i = w->plan->next[i - 1])
        if (w->inside[i - 1] && w->plan->ranges[i - 1].weight > best)
            best = w->plan->ranges[i - 1].weight;
    w->sum += (best - w->best[word]) * w->plan->idf[word];
    w->best[word] = best;
}

static void window_add(struct window *w, const struct match *m)
{
    if (w->inside[m->range]++ == 0)
        weigh_word(w, w->plan->ranges[m->range].word);
}

static void window_drop(struct window *w, const struct match *m)
{
    if (--w->inside[m->range] == 0)
        weigh_word(w, w->plan->ranges[m->range].word);
}

/* The densest place among rows [from, to): most idf within PASSAGE_TOKENS. The
 * window moves over the rows once. */
static double densest(struct window *w, struct matches *m, uint32_t from,
                      uint32_t to)
{
    uint32_t end = from;
    double best = 0;

    for (uint32_t i = from; i < to; i++) {
        for (; end < to &&
               (end == i || m->rows[end].at < m->rows[i].at + PASSAGE_TOKENS);
             end++)
            window_add(w, &m->rows[end]);
        if (w->sum > best + 1e-9) {
            best = w->sum;
            m->first = i;
            m->last = end - 1;
        }
        window_drop(w, &m->rows[i]);
    }
    return share(w->plan, best);
}

struct part_rows {
    uint32_t from, to, body; /* rows of the part; first row of its body */
};

static struct part_rows rows_of(const struct record_part *part,
                                const struct matches *m, uint32_t from)
{
    struct part_rows rows = {from, from, from};

    while (rows.body < m->count && m->rows[rows.body].at < part->body)
        rows.body++;
    rows.to = rows.body;
    while (rows.to < m->count && m->rows[rows.to].at < part->end)
        rows.to++;
    return rows;
}

/* The title says what an article is about, not where in it the answer stands:
 * of the first part the body counts alone, and less than another's, since an
 * introduction names what the parts then tell. Of right articles the right
 * heading rose from .32 to .58 (tests/relevance, tuned). */
static const double introduction = 0.7;

/* A word in a part's heading counts a half more than one in its body. */
static void choose_part(const struct match_plan *p, const struct record_body *r,
                        struct matches *m, struct part_rows *chosen)
{
    struct worth worth = {.plan = p};
    uint32_t row = 0;
    double best = 0;

    for (uint32_t i = 0; i < r->part_count && row < m->count; i++) {
        struct part_rows rows = rows_of(&r->parts[i], m, row);
        for (row = rows.from; row < rows.body; row++)
            worth_add(&worth, &m->rows[row]);
        double heading = worth.sum;
        if (i == 0)
            worth_clear(&worth, m->rows + rows.from, rows.body - rows.from);
        for (; row < rows.to; row++)
            worth_add(&worth, &m->rows[row]);
        double here =
            i == 0 ? introduction * worth.sum : worth.sum + 0.5 * heading;
        if (here > best + 1e-9) {
            best = here;
            m->part = i;
            *chosen = rows;
            m->best_part = share(p, worth.sum);
        }
        if (i == 0)
            m->title = share(p, heading);
        worth_clear(&worth, m->rows + rows.from, rows.to - rows.from);
    }
}

static double worth_of(const struct match_plan *p, const struct matches *m,
                       bool exact_only)
{
    struct worth worth = {.plan = p};

    for (uint32_t i = 0; i < m->count; i++)
        if (m->rows[i].exact || !exact_only)
            worth_add(&worth, &m->rows[i]);
    return share(p, worth.sum);
}

/* Each word of the title by the best that it was asked as; parts of words are
 * no words. */
static double filled(const struct match_plan *p, const struct record_body *r,
                     const struct matches *m)
{
    uint32_t words = r->part_count ? r->parts[0].body : 0;
    double sum = 0, here = 0;

    for (uint32_t i = 0; i < m->count && m->rows[i].at < words; i++) {
        const struct match *row = &m->rows[i];
        double worth = p->ranges[row->range].weight;
        if (row->part)
            continue;
        if (i > 0 && m->rows[i - 1].at == row->at)
            sum -= here;
        else
            here = 0;
        if (!row->exact)
            worth *= filled_by_form;
        here = worth > here ? worth : here;
        sum += here;
    }
    return words ? sum / words : 0;
}

int matches_find(const struct match_plan *p, const struct record_body *r,
                 struct arena *a, struct matches *out, struct err *e)
{
    struct scan s; /* its rows are not worth zeroing */
    struct part_rows rows = {0};
    struct window window = {.plan = p};

    *out = (struct matches){.first = 1};
    s.plan = p;
    s.units = r->units;
    s.behind = s.count = 0;
    scan_units(&s);
    out->count = s.count;
    out->rows = arena_new(a, struct match, s.count);
    window.inside = arena_new(a, uint16_t, p->range_count);
    if (!out->rows || !window.inside)
        return err_no_memory(e);
    memcpy(out->rows, s.rows, s.count * sizeof(*s.rows));
    out->anywhere = worth_of(p, out, false);
    out->exact = worth_of(p, out, true);
    out->filled = filled(p, r, out);
    choose_part(p, r, out, &rows);
    out->place = densest(&window, out, rows.body, rows.to);
    return 0;
}
