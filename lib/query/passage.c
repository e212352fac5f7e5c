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
        if (!word && at < s.len && is_blank(s.ptr[at]))
            word = at;
    }
    if (!word && low < s.len && is_blank(s.ptr[low]))
        word = low;
    return word ? word : high;
}

static struct text_span cut(const struct passage_text *p)
{
    struct str text = p->text;
    size_t first = p->place.start, last = p->place.end;
    size_t low = step_back(text, first, 0, PASSAGE_LENGTH / 3);
    size_t start = find_start(text, low, first);
    size_t high = step_on(text, start, text.len, PASSAGE_LENGTH);

    if (high < last)
        high = last;
    size_t end = find_end(text, last > start ? last : start, high,
                          p->after ? SIZE_MAX : text.len);

    while (start < end && is_blank(text.ptr[start]))
        start++;
    while (end > start && is_blank(text.ptr[end - 1]))
        end--;
    return (struct text_span){start, end};
}

struct writer {
    struct buf plain, html;
    size_t points; /* code points in plain so far */
    bool blank;    /* the last one was white space */
    bool ended;    /* the last other one ends a sentence, or a label */
};

static bool is_end(struct str s)
{
    static const struct str ends[] = {
        STR("."),  STR("!"),  STR("?"),  STR(":"),  STR(";"), STR("…"),
        STR("。"), STR("！"), STR("？"), STR("："), STR("؟"), STR("·"),
    };

    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        if (str_eq(s, ends[i]))
            return true;
    return false;
}

/* Rows of a table and items of a list end without a sign. */
static struct str blank_for(const struct writer *w, char c)
{
    return c == '\n' && w->points && !w->ended ? S(" / ") : S(" ");
}

static void put_text(struct writer *w, struct str s)
{
    size_t at = 0;

    while (at < s.len) {
        size_t from = at;
        utf8_next(s, &at, NULL);
        bool blank = at == from + 1 && is_blank(s.ptr[from]);
        if (blank && w->blank)
            continue;
        struct str piece =
            blank ? blank_for(w, s.ptr[from]) : str_sub(s, from, at - from);
        buf_put(&w->plain, piece);
        buf_html(&w->html, piece);
        w->points += blank ? piece.len : 1;
        if (!blank)
            w->ended = is_end(piece);
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

static void put_passage(struct arena *a, struct writer *w, struct value *marks,
                        const struct passage_text *p)
{
    struct text_span s = cut(p);
    size_t at = s.start, next = s.end + 1;

    if ((p->before || s.start > 0) && !after_sentence(p->text, s.start))
        put_text(w, S("… "));
    for (uint32_t i = 0; i < p->mark_count; i++) {
        const struct text_span *x = &p->marks[i];
        if (x->start < at || x->end > s.end)
            continue;
        put_text(w, str_sub(p->text, at, x->start - at));
        put_mark(a, w, marks, str_sub(p->text, x->start, x->end - x->start));
        at = x->end;
    }
    put_text(w, str_sub(p->text, at, s.end - at));
    if (next >= p->text.len ? p->after : !after_sentence(p->text, next))
        put_text(w, S(" …"));
}

void passage_put(struct arena *a, struct value *hit,
                 const struct passage_text *text)
{
    struct writer w = {0};
    struct value *marks = value_list(a);

    if (text->text.len)
        put_passage(a, &w, marks, text);
    value_set(a, hit, "snippet", value_html(a, buf_copy(&w.html, a)));
    value_set(a, hit, "snippet_text", value_text(a, buf_copy(&w.plain, a)));
    value_set(a, hit, "marks", marks);
    buf_release(&w.plain);
    buf_release(&w.html);
}
