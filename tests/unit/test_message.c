/* Interface texts, and the locale's numbers, dates, plurals, order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/icu/format.h"
#include "lib/icu/message.h"

static const struct value *look(void *ctx, struct str name)
{
    return value_path(ctx, name);
}

/* Formats `text` with the values of a JSON object. */
static void check(const char *locale, const char *text, const char *json,
                  const char *want)
{
    struct arena a = {0};
    struct err e = {0};
    struct buf b = {0};
    const struct message *m = NULL;
    struct value *values = value_from_json(&a, str_from(json), &e);
    struct formats *f = locale ? formats_new(str_from(locale), &e) : NULL;

    if (!values || (locale && !f) ||
        message_parse(&a, str_from(text), &m, &e) != 0)
        fail_msg("%s: %s", text, e.message);
    message_format(m, f, look, values, &b);
    if (!str_eq(buf_str(&b), str_from(want)))
        fail_msg("%s in %s: got \"%.*s\", want \"%s\"", text,
                 locale ? locale : "root", STR_ARG(buf_str(&b)), want);
    buf_release(&b);
    formats_free(f);
    arena_release(&a);
}

static void names_and_apostrophes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } cases[] = {
        {"", ""},
        {"Hello", "Hello"},
        {"Hello { name }!", "Hello Ani!"},
        {"{shop.title}", "Toko"},
        {"{missing}{none}.", "."},
        {"it's", "it's"},
        {"it''s", "it's"},
        {"'{'name'}'", "{name}"},
        {"'{name} ''x'''", "{name} 'x'"},
        {"# one", "# one"},
        {"{n} {half}", "1,234 0.5"},
        {"{yes}", "true"},
        {"ł{name}한", "łAni한"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        check("en", cases[i].text,
              "{\"name\":\"Ani\",\"shop\":{\"title\":\"Toko\"},\"none\":null,"
              "\"n\":1234,\"half\":0.5,\"yes\":true}",
              cases[i].want);
}

static void plurals_follow_the_language(void **state)
{
    (void)state;
    static const char en[] =
        "{n, plural, =0 {nothing} one {# result} other {# results}}";
    static const char pl[] = "{n, plural, one {# wynik} few {# wyniki} "
                             "many {# wyników} other {# wyniku}}";
    static const char ar[] = "{n, plural, zero {0} one {1} two {2} few {f} "
                             "many {m} other {o}}";
    static const struct {
        const char *locale, *text, *n, *want;
    } cases[] = {
        {"en", en, "0", "nothing"},
        {"en", en, "1", "1 result"},
        {"en", en, "2", "2 results"},
        {"en", en, "12345", "12,345 results"},
        {"en", en, "1.5", "1.5 results"},
        {"en", en, "null", " results"},
        {"pl", pl, "1", "1 wynik"},
        {"pl", pl, "3", "3 wyniki"},
        {"pl", pl, "5", "5 wyników"},
        {"pl", pl, "12", "12 wyników"},
        {"pl", pl, "22", "22 wyniki"},
        {"pl", pl, "1.5", "1,5 wyniku"},
        {"ko", "{n, plural, other {결과 #개}}", "1", "결과 1개"},
        {"ko", "{n, plural, one {x} other {결과 #개}}", "1", "결과 1개"},
        {"ar", ar, "0", "0"},
        {"ar", ar, "1", "1"},
        {"ar", ar, "2", "2"},
        {"ar", ar, "3", "f"},
        {"ar", ar, "11", "m"},
        {"ar", ar, "100", "o"},
        {"en", "{n, plural, other {'#' is #, '{x}' it''s}}", "2",
         "# is 2, {x} it's"},
        {NULL, en, "1", "1 results"},
        {NULL, en, "0", "nothing"},
    };
    char json[64];

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        snprintf(json, sizeof(json), "{\"n\":%s}", cases[i].n);
        check(cases[i].locale, cases[i].text, json, cases[i].want);
    }
}

static void select_chooses(void **state)
{
    (void)state;
    static const char text[] = "{kind, select, phone {call} mail {write "
                               "{n, plural, one {# line} other {# lines}}} "
                               "other {ask #{who}}}";

    check("en", text, "{\"kind\":\"phone\"}", "call");
    check("en", text, "{\"kind\":\"mail\",\"n\":1}", "write 1 line");
    check("en", text, "{\"kind\":\"fax\",\"who\":\"us\"}", "ask #us");
    check("en", text, "{}", "ask #");
    check("en", "{b, select, true {on} other {off}}", "{\"b\":true}", "on");
}

static void numbers_and_dates_are_the_locale_s(void **state)
{
    (void)state;
    static const struct {
        const char *locale, *text, *want;
    } cases[] = {
        {"en", "{n, number}", "1,234,567"},
        {"id", "{n, number}", "1.234.567"},
        {"pl", "{n, number}", "1\u00A0234\u00A0567"},
        {"ko", "{x, number}", "-1,234.5"},
        {"id", "{x, number}", "-1.234,5"},
        {NULL, "{x, number}", "-1234.5"},
        {"en", "{d, date}", "November 21, 2026"},
        {"en-GB", "{d, date}", "21 November 2026"},
        {"pl", "{d, date}", "21 listopada 2026"},
        {"ko", "{d, date}", "2026년 11월 21일"},
        {"id", "{d, date}", "21 November 2026"},
        {"pl", "{iso, date}", "29 lutego 2024"},
        {"pl", "{rfc, date}", "31 grudnia 1969"},
        {NULL, "{d, date}", "2026-11-21"},
        {"en", "{bad, date}{none, date}", "soon"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        check(cases[i].locale, cases[i].text,
              "{\"n\":1234567,\"x\":-1234.5,\"d\":1795305599,"
              "\"iso\":\"2024-02-29\",\"rfc\":\"1969-12-31T23:00:00Z\","
              "\"bad\":\"soon\"}",
              cases[i].want);
}

static void messages_in_messages_end(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf b = {0};
    struct value *root = value_map(&a);
    const struct message *m = NULL;

    assert_int_equal(message_parse(&a, S("<{me}{me}>"), &m, NULL), 0);
    value_set(&a, root, "me", value_message(&a, m));
    message_format(m, NULL, look, root, &b);
    assert_true(str_eq(buf_str(&b), S("<<><>>")));
    buf_release(&b);
    arena_release(&a);
}

static void mistakes_have_a_column(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned column;
        const char *message;
    } cases[] = {
        {"żó {", 4,
         "'{' needs a name behind it; a plain brace stands in apostrophes, at "
         "column 4 of the text"},
        {"a {b", 5, "expected '}' behind '{b', at column 5 of the text"},
        {"a } b", 3, NULL},
        {"{a b}", 4, NULL},
        {"{n, time}", 5,
         "unknown format 'time': use number, date, plural or select, at "
         "column 5 of the text"},
        {"{n, number, percent}", 11, NULL},
        {"{n, plural}", 11, NULL},
        {"{n, plural, one {x}}", 11,
         "a branch 'other' is missing, at column 11 of the text"},
        {"{k, select, a {x}}", 11, NULL},
        {"{n, plural, uno {x} other {y}}", 13,
         "unknown plural form 'uno': use zero, one, two, few, many, other or "
         "=1, at column 13 of the text"},
        {"{n, plural, =x {x} other {y}}", 13, NULL},
        {"{n, plural, other {x} other {y}}", 23,
         "the branch 'other' stands twice, at column 23 of the text"},
        {"{n, plural, other x}", 19, NULL},
        {"{n, plural, offset:1 other {x}}", 13, NULL},
        {"{n, plural, other {x}", 22, NULL},
        {"{n, plural, other {x", 21, NULL},
        {"'{a", 1,
         "the quote opened by an apostrophe has no end, at column 1 of the "
         "text"},
    };
    struct arena a = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct err e = {0};
        const struct message *m = NULL;
        if (message_parse(&a, str_from(cases[i].text), &m, &e) == 0)
            fail_msg("%s was taken", cases[i].text);
        assert_int_equal(e.code, ERR_CONTENT);
        if (e.column != cases[i].column)
            fail_msg("%s: column %u: %s", cases[i].text, e.column, e.message);
        if (cases[i].message)
            assert_string_equal(e.message, cases[i].message);
    }
    arena_release(&a);
}

static void nesting_is_bounded(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf b = {0};
    struct err e = {0};
    const struct message *m = NULL;

    for (int i = 0; i < 1000; i++)
        buf_text(&b, "{k, select, other {");
    assert_int_equal(message_parse(&a, buf_str(&b), &m, &e), -1);
    assert_non_null(strstr(e.message, "nested deeper"));
    buf_release(&b);
    arena_release(&a);
}

static void order_is_the_locale_s(void **state)
{
    (void)state;
    struct formats *pl = formats_new(S("pl"), NULL);
    struct formats *sv = formats_new(S("sv"), NULL);

    assert_true(format_compare(pl, S("łata"), S("lato")) > 0);
    assert_true(format_compare(pl, S("łata"), S("mata")) < 0);
    assert_true(format_compare(sv, S("ö"), S("z")) > 0);
    assert_true(format_compare(pl, S("ö"), S("z")) < 0);
    assert_int_equal(format_compare(pl, S("a"), S("a")), 0);
    assert_true(format_compare(pl, S(""), S("a")) < 0);
    formats_free(pl);
    formats_free(sv);
}

static void locales_without_data_use_the_root(void **state)
{
    (void)state;
    struct err e = {0};
    struct buf b = {0};
    struct formats *f = formats_new(S("tlh"), &e);

    format_date(f, 0, &b);
    assert_true(str_eq(buf_str(&b), S("1970 January 1")) ||
                str_eq(buf_str(&b), S("1970 M01 1")));
    assert_true(str_eq(format_plural(f, 1), S("other")));
    formats_free(f);
    assert_null(formats_new(S("not a tag"), &e));
    assert_int_equal(e.code, ERR_CONTENT);
    formats_free(NULL);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_apostrophes),
        cmocka_unit_test(plurals_follow_the_language),
        cmocka_unit_test(select_chooses),
        cmocka_unit_test(numbers_and_dates_are_the_locale_s),
        cmocka_unit_test(messages_in_messages_end),
        cmocka_unit_test(mistakes_have_a_column),
        cmocka_unit_test(nesting_is_bounded),
        cmocka_unit_test(order_is_the_locale_s),
        cmocka_unit_test(locales_without_data_use_the_root),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
