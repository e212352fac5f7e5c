#include "lib/query/passage.h"

#include "lib/utf8.h"

/* Moves back over at most `max` code points of s, not before `floor`. */
static size_t step_back(struct str s, size_t at, size_t floor, size_t max)
{
    while (max > 0 && at > floor) {
        at--;
        if (((unsigned char)s.ptr[at] & 0xC0) != 0x80)
            max--;
    }
    return at;
}

static size_t step_on(struct str s, size_t at, size_t end, size_t max)
{
    while (max > 0 && at < end) {
        utf8_next(s, &at, NULL);
        max--;
    }
    return at < end ? at : end;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

/* Is there the end of a sentence right before `at`? */
static bool after_sentence(struct str s, size_t at)
{
    static const struct str wide[] = {STR("。"), STR("！"), STR("？")};

    if (at == 0 || s.ptr[at - 1] == '\n')
        return true;
    if (at >= 2 && is_blank(s.ptr[at - 1]) &&
        (s.ptr[at - 2] == '.' || s.ptr[at - 2] == '!' || s.ptr[at - 2] == '?'))
        return true;
    for (size_t i = 0; i < sizeof(wide) / sizeof(*wide); i++)
        if (str_ends(str_of(s.ptr, at), wide[i]))
            return true;
    return false;
}

/* The best start in [low, high]: behind a sentence if there is one, the one
 * nearest to `high`; else at a word. */
static size_t find_start(struct str s, size_t low, size_t high)
{
    size_t word = high;

    for (size_t at = high;; at--) {
        if (after_sentence(s, at))
            return at;
        if (at > low && is_blank(s.ptr[at - 1]))
            word = at;
        if (at == low)
            break;
    }
    return word;
}

/* The best end in [low, high]: as far as a sentence goes, else a word. */
static size_t find_end(struct str s, size_t low, size_t high, size_t limit)
{
    size_t word = 0;

    if (high == limit)
        return high;
    for (size_t at = high; at > low; at--) {
        if (after_sentence(s, at))
            return at;
        if (!word && is_blank(s.ptr[at]))
            word = at;
    }
    return word ? word : high;
}

struct span {
    size_t start, end;
};

static struct span cut(struct str text, const struct record_part *p,
                       const struct matches *m)
{
    size_t first = p->body, last = p->body;

    if (m->first <= m->last && m->last < m->count) {
        first = m->rows[m->first].start;
        last = m->rows[m->last].end;
    }
    if (last > p->end || first > last)
        first = last = p->body;

    size_t low = step_back(text, first, p->body, PASSAGE_LENGTH / 3);
    size_t start = find_start(text, low, first);
    size_t high = step_on(text, start, p->end, PASSAGE_LENGTH);
    if (high < last)
        high = last;
    size_t end = find_end(text, last > start ? last : start, high, p->end);

    while (start < end && is_blank(text.ptr[start]))
        start++;
    while (end > start && is_blank(text.ptr[end - 1]))
        end--;
    return (struct span){start, end};
}

struct writer {
    struct buf plain, html;
    size_t points; /* code points in plain so far */
    bool blank;    /* the last one was white space */
};

static void put_text(struct writer *w, struct str s)
{
    size_t at = 0;

    while (at < s.len) {
        size_t from = at;
        utf8_next(s, &at, NULL);
        bool blank = at == from + 1 && is_blank(s.ptr[from]);
        if (blank && w->blank)
            continue;
        struct str piece = blank ? S(" ") : str_sub(s, from, at - from);
        buf_put(&w->plain, piece);
        buf_html(&w->html, piece);
        w->points++;
        w->blank = blank;
    }
}

static void put_mark(struct arena *a, struct writer *w, struct value *marks,
                     struct str s)
{
    size_t start = w->points;
    struct value *mark = value_list(a);

    buf_text(&w->html, "<mark>");
    put_text(w, s);
    buf_text(&w->html, "</mark>");
    value_push(a, mark, value_integer(a, (int64_t)start));
    value_push(a, mark, value_integer(a, (int64_t)(w->points - start)));
    value_push(a, marks, mark);
}

/* The part to show: the best one, or the first with text behind it, since many
 * an article begins with a heading and is found by its title. */
static const struct record_part *
shown_part(struct str text, const struct record *r, const struct matches *m)
{
    for (uint32_t i = m->part; i < r->part_count; i++) {
        const struct record_part *p = &r->parts[i];
        if (str_trim(str_sub(text, p->body, p->end - p->body)).len)
            return p;
    }
    return NULL;
}

void passage_put(struct arena *a, struct value *hit, struct str text,
                 const struct record *r, const struct matches *m)
{
    struct writer w = {0};
    struct value *marks = value_list(a);

    const struct record_part *p = shown_part(text, r, m);

    if (p) {
        struct span s = cut(text, p, m);
        size_t at = s.start;
        if (s.start > p->body && !after_sentence(text, s.start))
            put_text(&w, S("… "));
        for (uint32_t i = 0; i < m->count; i++) {
            const struct match *x = &m->rows[i];
            if (x->start < at || x->end > s.end)
                continue;
            put_text(&w, str_sub(text, at, x->start - at));
            put_mark(a, &w, marks, str_sub(text, x->start, x->end - x->start));
            at = x->end;
        }
        put_text(&w, str_sub(text, at, s.end - at));
        if (s.end + 1 < p->end && !after_sentence(text, s.end + 1))
            put_text(&w, S(" …"));
    }
    value_set(a, hit, "snippet", value_html(a, buf_copy(&w.html, a)));
    value_set(a, hit, "snippet_text", value_text(a, buf_copy(&w.plain, a)));
    value_set(a, hit, "marks", marks);
    buf_release(&w.plain);
    buf_release(&w.html);
}
