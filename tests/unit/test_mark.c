/* The words of a query in titles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/query/mark.h"
#include "tests/tools/search_sample.h"

static struct search_sample sample;

static int setup(void **state)
{
    struct err e = {0};

    (void)state;
    return sample_make(&sample, &e) ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    sample_drop(&sample);
    return 0;
}

/* The text with its marks in brackets. */
static void check(int locale, const char *query, const char *text,
                  const char *want)
{
    struct arena a = {0};
    struct buf b = {0};
    struct err e = {0};
    struct str s = str_from(text);
    struct searcher *searcher = searcher_take(sample.locales[locale], &e);
    struct marker m;
    struct text_span *marks;
    uint32_t count;
    size_t at = 0;

    assert_non_null(searcher);
    assert_int_equal(marker_init(&m, searcher, str_from(query), &e), 0);
    assert_int_equal(marker_find(&m, s, &a, &marks, &count, &e), 0);
    for (uint32_t i = 0; i < count; i++) {
        assert_true(marks[i].start >= at && marks[i].end <= s.len);
        buf_put(&b, str_sub(s, at, marks[i].start - at));
        buf_char(&b, '[');
        buf_put(&b, str_sub(s, marks[i].start, marks[i].end - marks[i].start));
        buf_char(&b, ']');
        at = marks[i].end;
    }
    buf_put(&b, str_skip(s, at));
    if (!str_eq(buf_str(&b), str_from(want)))
        fail_msg("%s: got \"%.*s\", want \"%s\"", query, STR_ARG(buf_str(&b)),
                 want);
    buf_release(&b);
    arena_release(&a);
    searcher_give(searcher);
}

enum { EN, KO, PL };

static void other_forms_are_marked(void **state)
{
    (void)state;
    check(EN, "returning lamps ", "Return a lamp", "[Return] a [lamp]");
    check(PL, "zwroty ", "Zwrot lampy", "[Zwrot] lampy");
    check(KO, "반품을 ", "반품 안내", "[반품] 안내");
}

static void the_last_word_may_be_begun(void **state)
{
    (void)state;
    check(EN, "lamp re", "Return a lamp", "[Return] a [lamp]");
    check(EN, "lamp re ", "Return a lamp", "Return a [lamp]");
    check(EN, "re lamp", "Return a lamp", "Return a [lamp]");
}

static void small_words_count_only_when_alone(void **state)
{
    (void)state;
    check(EN, "the lamp ", "The lamp", "The [lamp]");
    check(EN, "the ", "The lamp", "[The] lamp");
}

static void nothing_is_marked_for_nothing(void **state)
{
    (void)state;
    check(EN, "", "Return a lamp", "Return a lamp");
    check(EN, "?!", "Return a lamp", "Return a lamp");
    check(EN, "lamp", "", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_forms_are_marked),
        cmocka_unit_test(the_last_word_may_be_begun),
        cmocka_unit_test(small_words_count_only_when_alone),
        cmocka_unit_test(nothing_is_marked_for_nothing),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
