#include "lib/query/passage_text.h"

#include "lib/utf8.h"

enum {
    TOKENS_BEFORE = PASSAGE_LENGTH / 3 + 1, /* one code point each, or more */
    POINTS_AFTER = PASSAGE_LENGTH + 2,
    POINTS_MAX = PASSAGE_LENGTH * 3 / 2, /* where the place ends later */
    GAP_MAX = 4 * POINTS_MAX,            /* bytes shown of a gap */
    HEADING_TOKENS_MAX = 1000,
};

struct maker {
    const struct record_text *from;
    const struct matches *matches;
    struct passage_text *out;
    struct record_walk walk;
    struct buf text;
    uint32_t row;       /* the next match */
    uint32_t marks_max; /* room */
    size_t points;      /* code points since the place began */
};

static bool start_part(struct record_walk *w, const struct record_text *t,
                       uint32_t part)
{
    struct record_place place;

    if (part >= t->body.part_count || !record_place(t->record, part, &place))
        return false;
    record_walk_start(w, t->records, t->body.units, t->gaps, &place);
    return true;
}

static void put_mark(struct maker *m, size_t start, size_t end)
{
    if (m->out->mark_count < m->marks_max)
        m->out->marks[m->out->mark_count++] = (struct text_span){start, end};
}

/* Finds and marks those pieces of the token, whose text begins at `at`, that
 * were asked for: they stand in it in their order. */
static void mark_parts(struct maker *m, const struct record_token *t, size_t at)
{
    const struct match *rows = m->matches->rows;
    size_t end = m->text.len;
    uint32_t unit = t->parts_from;

    while (unit < t->parts_to && m->row < m->matches->count) {
        struct number_token part;
        uint32_t own = unit;
        if (!number_next(m->walk.units, &unit, &part))
            return;
        lexicon_put(m->from->lexicon, part.number, &m->text);
        struct str all = buf_str(&m->text), whole = str_sub(all, at, end - at);
        struct str text = str_skip(all, end);
        size_t found = str_search(whole, text);
        m->text.len = m->text.len < end ? m->text.len : end;
        if (text.len == 0 || found == whole.len)
            continue;
        while (m->row < m->matches->count && rows[m->row].unit < own)
            m->row++;
        if (m->row < m->matches->count && rows[m->row].unit == own)
            put_mark(m, at + found, at + found + text.len);
        at += found + text.len;
    }
}

static void skip_rows(struct maker *m, uint32_t unit)
{
    while (m->row < m->matches->count && m->matches->rows[m->row].unit < unit)
        m->row++;
}

static void put_token(struct maker *m, const struct record_token *t)
{
    const struct match *rows = m->matches->rows;
    size_t start = m->text.len;

    lexicon_put(m->from->lexicon, t->number, &m->text);
    skip_rows(m, t->unit);
    if (m->row < m->matches->count && rows[m->row].unit == t->unit)
        put_mark(m, start, m->text.len);
    else if (m->row < m->matches->count && rows[m->row].unit < t->parts_to)
        mark_parts(m, t, start);
    skip_rows(m, t->parts_to);
}

/* Of a long gap before the place its end is enough, behind that its start. */
static void put_gap(struct maker *m, struct str gap, bool before)
{
    if (gap.len > GAP_MAX && before) {
        size_t at = gap.len - GAP_MAX;
        while (at < gap.len && ((unsigned char)gap.ptr[at] & 0xC0) == 0x80)
            at++;
        gap = str_skip(gap, at);
        m->text.len = 0;
        m->out->mark_count = 0;
        m->out->before = true;
    }
    buf_put(&m->text, utf8_cut(gap, GAP_MAX));
}

/* The tokens of a record that the passage is about; none: first > last, and it
 * begins with `first`. */
struct place {
    uint32_t first, last;
};

/* A token of the place or behind it; false when there is text enough. */
static bool put_shown(struct maker *m, const struct record_token *t,
                      uint32_t at, struct place place)
{
    bool first = at == place.first, inside = at <= place.last;
    size_t start = m->text.len;

    put_gap(m, t->gap, first);
    if (first)
        start = m->out->place.start = m->out->place.end = m->text.len;
    else if (t->gap.len > GAP_MAX)
        return false;
    put_token(m, t);
    m->points += utf8_count(str_skip(buf_str(&m->text), start));
    if (inside && m->points < POINTS_MAX)
        m->out->place.end = m->text.len;
    return m->points < (inside ? POINTS_MAX : POINTS_AFTER);
}

/* The tokens of a body round those of the place. */
static void put_body(struct maker *m, const struct record_part *part,
                     struct place place)
{
    bool far = place.first - part->body > TOKENS_BEFORE;
    uint32_t from = far ? place.first - TOKENS_BEFORE : part->body;
    uint32_t at = part->body;
    struct record_token t;

    m->out->before = far;
    for (; at < part->end; at++) {
        if (!record_walk_token(&m->walk, at == part->body, &t))
            break;
        if (at < from)
            continue;
        if (at >= place.first && !put_shown(m, &t, at, place))
            break;
        if (at >= place.first)
            continue;
        put_gap(m, t.gap, true);
        put_token(m, &t);
    }
    m->out->after = at < part->end;
    if (at == part->end)
        put_gap(m, record_walk_end(&m->walk), false);
}

/* Skips the heading. */
static bool start_body(struct record_walk *w, const struct record_text *t,
                       uint32_t part)
{
    struct record_token token;

    if (!start_part(w, t, part))
        return false;
    for (uint32_t at = t->body.parts[part].start; at < t->body.parts[part].body;
         at++)
        if (!record_walk_token(w, at == t->body.parts[part].start, &token))
            return false;
    record_walk_end(w);
    return true;
}

static uint32_t shown_part(const struct record_text *t, const struct matches *m)
{
    uint32_t i = m->part;

    while (i < t->body.part_count &&
           t->body.parts[i].body == t->body.parts[i].end)
        i++;
    return i;
}

static struct place place_of(const struct record_part *part,
                             const struct matches *m)
{
    struct place none = {part->body, 0};

    if (m->first > m->last || m->last >= m->count)
        return none;
    struct place place = {m->rows[m->first].at, m->rows[m->last].at};
    if (place.first < part->body || place.first > place.last ||
        place.last >= part->end)
        return none;
    return place;
}

void passage_text_make(const struct record_text *t, const struct matches *m,
                       struct arena *a, struct passage_text *out)
{
    struct maker maker = {.from = t, .matches = m, .out = out};
    uint32_t part = shown_part(t, m);

    *out = (struct passage_text){0};
    if (!start_body(&maker.walk, t, part))
        return;
    maker.marks_max = m->count;
    out->marks = arena_new(a, struct text_span, m->count);
    if (!out->marks)
        return;
    put_body(&maker, &t->body.parts[part], place_of(&t->body.parts[part], m));
    out->text = buf_copy(&maker.text, a);
    buf_release(&maker.text);
}

struct str heading_text(const struct record_text *t, uint32_t part,
                        struct arena *a)
{
    struct record_walk walk;
    struct record_token token;
    struct buf text = {0};

    if (!start_part(&walk, t, part))
        return (struct str){0};
    uint32_t count = t->body.parts[part].body - t->body.parts[part].start;
    uint32_t i = 0;

    for (; i < count && i < HEADING_TOKENS_MAX; i++) {
        if (!record_walk_token(&walk, i == 0, &token))
            break;
        buf_put(&text, token.gap);
        lexicon_put(t->lexicon, token.number, &text);
    }
    if (i == count)
        buf_put(&text, record_walk_end(&walk));
    struct str copy = buf_copy(&text, a);

    buf_release(&text);
    return copy;
}
