/* What records are made of: numbers, gaps, lexicon. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/records/gaps.h"
#include "lib/records/lexicon.h"
#include "lib/records/numbers.h"

static void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void numbers_come_back_as_they_went_in(void **state)
{
    (void)state;
    static const struct number_token in[] = {
        {0, false}, {0xEFFF, false}, {0xF000, false}, {NUMBERS_MAX - 1, false},
        {0, true},  {0xEFFF, true},  {123456, true},  {NUMBERS_MAX - 1, true},
    };
    enum { COUNT = sizeof(in) / sizeof(*in) };
    struct buf out = {0};
    struct number_token t = {0};
    uint32_t at = 0;

    for (size_t i = 0; i < COUNT; i++)
        number_put(&out, in[i].number, in[i].part);
    struct units units = units_of(buf_str(&out));
    assert_int_equal(units.count, 2 + 6 * 2);
    for (size_t i = 0; i < COUNT; i++) {
        assert_true(number_next(units, &at, &t));
        assert_int_equal(t.number, in[i].number);
        assert_int_equal(t.part, in[i].part);
    }
    assert_false(number_next(units, &at, &t));
    /* Only first units are F000 and above. */
    for (uint32_t i = 2; i < units.count; i++)
        assert_int_equal(unit_at(units, i) >= UNIT_LARGE, i % 2 == 0);
    /* Half a token at the end is not there. */
    units.count--;
    for (at = units.count - 1; number_next(units, &at, &t);)
        fail();
    buf_release(&out);
}

static struct gap *note_gap(struct gaps_builder *b, const char *text,
                            uint64_t inner, uint64_t outer)
{
    struct gap *g = gaps_note(b, str_from(text), inner, outer);

    assert_non_null(g);
    return g;
}

static void gaps_come_back_as_they_went_in(void **state)
{
    (void)state;
    struct gaps_builder b;
    struct buf out = {0}, table = {0};
    struct arena a = {0};
    struct gaps gaps;
    struct gap_reader r;
    char rare[3] = "??";

    gaps_builder_init(&b);
    struct gap *space = note_gap(&b, " ", 100, 1),
               *none = note_gap(&b, "", 2, 9);
    struct gap *stop = note_gap(&b, ". ", 50, 0),
               *once = note_gap(&b, "~~", 1, 0);
    struct gap *last = NULL;
    for (int i = 0; i < 20; i++) {
        rare[0] = (char)('A' + i);
        last = note_gap(&b, rare, 2, 1);
    }
    assert_int_equal(gaps_number(&b, NULL), 0);
    assert_str(b.usual, " ");
    assert_int_equal(stop->number, 0);
    assert_int_equal(once->number, GAPS_MAX); /* not worth a number */
    assert_true(last->number > GAP_RARE);
    assert_true(none->number > last->number); /* 2 times an entry, not 11 */

    struct gap_writer w = {&out, 0};
    gap_put(&w, none, true);
    for (int i = 0; i < 40; i++)
        gap_put(&w, space, false);
    gap_put(&w, stop, false);
    gap_put(&w, last, false);
    gap_put(&w, once, false);
    gap_put(&w, none, false);
    gap_put(&w, space, true);
    gaps_write(&b, &table);
    struct cursor c = cursor_of(buf_str(&table));
    assert_int_equal(gaps_open(&gaps, &c, &a, NULL), 0);
    assert_int_equal(cursor_left(&c), 0);
    gap_reader_start(&r, &gaps, buf_str(&out));
    assert_str(gap_next(&r, true), "");
    for (int i = 0; i < 40; i++)
        assert_str(gap_next(&r, false), " ");
    assert_str(gap_next(&r, false), ". ");
    assert_str(gap_next(&r, false), "T?");
    assert_str(gap_next(&r, false), "~~");
    assert_str(gap_next(&r, false), "");
    assert_str(gap_next(&r, true), " ");
    assert_str(gap_next(&r, true), "");
    assert_str(gap_next(&r, false), " ");
    gaps_builder_release(&b);
    arena_release(&a);
    buf_release(&out);
    buf_release(&table);
}

static struct lexicon_spelling *note(struct lexicon_builder *b,
                                     const char *spelling, const char *exact,
                                     const char *stem, uint32_t n)
{
    struct lexicon_spelling *s =
        lexicon_note(b, str_from(spelling), str_from(exact), str_from(stem), n);

    assert_non_null(s);
    return s;
}

#define LONG "a-word-of-more-than-sixty-three-bytes-that-nobody-would-type-in"

static void write_lexicon(struct buf *out, bool other_order)
{
    struct lexicon_builder b;

    lexicon_builder_init(&b);
    if (other_order)
        note(&b, "order", "order", "order", 2);
    struct lexicon_spelling *big = note(&b, "Returns", "returns", "return", 2);
    struct lexicon_spelling *s = note(&b, "return", "return", "return", 1);
    note(&b, "RETURN", "return", "return", 2);
    note(&b, "returned", "returned", "return", 1);
    note(&b, "Ship", "ship", "ship", 4);
    note(&b, "ShIp", "ship", "ship", 1);
    note(&b, "Zwrócić", "zwrocic", "zwroc", 1);
    note(&b, LONG, LONG, LONG, 1);
    note(&b, "order", "order", "order", other_order ? 3 : 5);
    assert_int_equal(lexicon_number(&b, NULL), 0);
    lexicon_seen(s->form->group, 0);
    lexicon_seen(big->form->group, 0);
    lexicon_seen(big->form->group, 7);
    lexicon_write(&b, out);
    lexicon_builder_release(&b);
}

static void check_spelling(const struct lexicon *l, uint32_t number,
                           const char *want)
{
    struct buf out = {0};

    lexicon_put(l, number, &out);
    assert_str(buf_str(&out), want);
    buf_release(&out);
}

static void check_form(const struct lexicon *l, const char *stem,
                       const char *exact, uint32_t first, uint32_t count)
{
    struct lexicon_range r =
        lexicon_find_form(l, lexicon_find(l, str_from(stem)), str_from(exact));

    assert_int_equal(r.count, count);
    if (count)
        assert_int_equal(r.first, first);
}

/* 6 times return, then order and ship with 5 by their bytes, then the rest. */
static const char *const spellings[] = {
    "return", "RETURN", "returns", "Returns", "returned", "order",   "ship",
    "Ship",   "ShIp",   LONG,      "zwroc",   "zwrocic",  "Zwrócić",
};

static void lexicon_groups_spellings(void **state)
{
    (void)state;
    struct buf bytes = {0}, again = {0};
    struct lexicon_walk walk = {0};
    struct lexicon l;

    write_lexicon(&bytes, false);
    write_lexicon(&again, true);
    assert_int_equal(bytes.len, again.len);
    assert_memory_equal(bytes.ptr, again.ptr, bytes.len);
    assert_int_equal(lexicon_open(&l, &bytes, NULL), 0);
    assert_int_equal(l.numbers, sizeof(spellings) / sizeof(*spellings));
    for (uint32_t i = 0; i < l.numbers; i++)
        check_spelling(&l, i, spellings[i]);
    check_spelling(&l, l.numbers, "");

    struct lexicon_range r = lexicon_find(&l, S("return"));
    assert_int_equal(r.first, 0);
    assert_int_equal(r.count, 5);
    assert_int_equal(r.articles, 2);
    assert_int_equal(lexicon_find(&l, S("order")).first, 5);
    assert_int_equal(lexicon_find(&l, S(LONG)).first, 9);
    assert_int_equal(lexicon_find(&l, S("zwroc")).count, 3);
    assert_int_equal(lexicon_find(&l, S("shi")).count, 0);
    assert_int_equal(lexicon_find(&l, S("")).count, 0);
    check_form(&l, "return", "return", 0, 2);
    check_form(&l, "return", "returns", 2, 2);
    check_form(&l, "return", "returned", 4, 1);
    check_form(&l, "return", "returning", 0, 0);
    check_form(&l, "zwroc", "zwroc", 0, 0); /* a stem, but no form */
    check_form(&l, "zwroc", "zwrocic", 11, 2);

    static const uint32_t forms[] = {0, 2, 4, 5, 6, 9, 11};
    for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
        assert_true(lexicon_walk_next(&l, &walk));
        assert_int_equal(walk.number, forms[i]);
        assert_str(walk.exact, spellings[forms[i]]);
        assert_int_equal(walk.articles, forms[i] < 5 ? 2 : 0);
    }
    assert_false(lexicon_walk_next(&l, &walk));
    lexicon_close(&l);
    buf_release(&again);
}

/* Whatever a damaged lexicon says, nothing outside of it is read: the
 * sanitizers would see it. */
static void use_lexicon(struct lexicon *l)
{
    struct lexicon_walk walk = {0};
    struct buf out = {0};

    for (uint32_t i = 0; i <= l->numbers; i++)
        lexicon_put(l, i, &out);
    while (lexicon_walk_next(l, &walk))
        buf_put(&out, walk.exact);
    lexicon_find_form(l, lexicon_find(l, S("return")), S("returned"));
    buf_release(&out);
}

static void damaged_lexicons_are_refused_or_harmless(void **state)
{
    (void)state;
    struct buf whole = {0};
    struct lexicon l;

    write_lexicon(&whole, false);
    for (size_t cut = 0; cut < whole.len; cut++) {
        struct buf part = {0};
        buf_add(&part, whole.ptr, cut);
        assert_int_equal(lexicon_open(&l, &part, NULL), -1);
    }
    for (size_t i = 0; i < 8 * whole.len; i++) {
        struct buf flipped = {0};
        buf_put(&flipped, buf_str(&whole));
        flipped.ptr[i / 8] = (char)(flipped.ptr[i / 8] ^ 1 << i % 8);
        if (lexicon_open(&l, &flipped, NULL) == 0) {
            use_lexicon(&l);
            lexicon_close(&l);
        }
    }
    buf_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_come_back_as_they_went_in),
        cmocka_unit_test(gaps_come_back_as_they_went_in),
        cmocka_unit_test(lexicon_groups_spellings),
        cmocka_unit_test(damaged_lexicons_are_refused_or_harmless),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
