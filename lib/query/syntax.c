#include "lib/query/syntax.h"

#include "lib/utf8.h"

/* Quotes as keyboards and phones put them; any may close what another began,
 * for hands do not match them. */
static const uint32_t quotes[] = {'"',  0x201C, 0x201D, 0x201E, 0x201F, 0xAB,
                                  0xBB, 0x300C, 0x300D, 0x300E, 0x300F, 0xFF02};
/* A dash before a word; a phone makes one long. */
static const uint32_t dashes[] = {'-', 0x2010, 0x2212, 0x2013, 0xFF0D};

static bool is_one_of(uint32_t c, const uint32_t *set, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (set[i] == c)
            return true;
    return false;
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool is_quote(uint32_t c)
{
    return is_one_of(c, quotes, COUNT(quotes));
}

static bool is_blank(uint32_t c)
{
    return c <= ' ' || c == 0xA0 || c == 0x3000;
}

struct cutter {
    struct str query;
    struct syntax_piece *pieces;
    uint32_t count;
};

static void add(struct cutter *c, size_t from, size_t to, bool phrase,
                bool excluded)
{
    struct str text = str_trim(str_sub(c->query, from, to - from));

    if (text.len && c->count < SYNTAX_PIECES_MAX)
        c->pieces[c->count++] = (struct syntax_piece){text, phrase, excluded};
}

/* The end of a quoted text that begins at `from` (behind the quote), or the
 * query's length + 1 where nothing closes it; `*behind` is past the quote. */
static size_t closing(struct str query, size_t from, size_t *behind)
{
    for (size_t at = from; at < query.len;) {
        size_t start = at;
        if (is_quote(utf8_next(query, &at, NULL))) {
            *behind = at;
            return start;
        }
    }
    return query.len + 1;
}

static size_t word_end(struct str query, size_t from)
{
    for (size_t at = from; at < query.len;) {
        size_t start = at;
        uint32_t c = utf8_next(query, &at, NULL);
        if (is_blank(c) || is_quote(c))
            return start;
    }
    return query.len;
}

/* What begins at `at` behind a blank: takes a phrase or an excluded word and
 * says where it ends; `at` itself where there is none. */
static size_t take_signed(struct cutter *c, size_t at, size_t text_from)
{
    size_t start = at, behind = at;
    uint32_t sign = utf8_next(c->query, &behind, NULL);
    bool excluded = is_one_of(sign, dashes, COUNT(dashes));

    if (excluded) {
        if (behind >= c->query.len)
            return start;
        at = behind;
        sign = utf8_next(c->query, &behind, NULL);
    }
    if (is_quote(sign)) {
        size_t from = behind, end = closing(c->query, from, &behind);
        if (end > c->query.len)
            return start;
        add(c, text_from, start, false, false);
        add(c, from, end, true, excluded);
        return behind;
    }
    if (!excluded || is_blank(sign) || is_one_of(sign, dashes, COUNT(dashes)))
        return start;
    size_t end = word_end(c->query, at);

    add(c, text_from, start, false, false);
    add(c, at, end, false, true);
    return end;
}

uint32_t syntax_cut(struct str query,
                    struct syntax_piece pieces[SYNTAX_PIECES_MAX])
{
    struct cutter c = {query, pieces, 0};
    size_t text_from = 0, at = 0;
    bool after_blank = true;

    /* Room is kept for the text behind the last sign. */
    while (at < query.len && c.count + 2 < SYNTAX_PIECES_MAX) {
        size_t next = at;
        uint32_t sign = utf8_next(query, &next, NULL);

        if (after_blank || is_quote(sign)) {
            size_t end = take_signed(&c, at, text_from);
            if (end > at) {
                at = text_from = end;
                after_blank = true;
                continue;
            }
        }
        after_blank = is_blank(sign);
        at = next;
    }
    add(&c, text_from, query.len, false, false);
    return c.count;
}
