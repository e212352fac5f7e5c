/* Values: made, found, judged, written as JSON and read from it. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/value.h"

static void assert_json(const struct value *v, const char *want)
{
    struct buf b = {0};

    value_to_json(&b, v);
    if (!str_eq(buf_str(&b), str_from(want)))
        fail_msg("got %.*s, want %s", STR_ARG(buf_str(&b)), want);
    buf_release(&b);
}

static void trees_are_built_and_found(void **state)
{
    (void)state;
    struct arena a = {0};
    struct value *root = value_map(&a), *site = value_map(&a);
    struct value *list = value_list(&a);

    for (int i = 0; i < 10; i++)
        value_push(&a, list, value_integer(&a, i));
    value_set(&a, site, "title", value_text(&a, S("Old")));
    value_set(&a, site, "title", value_text(&a, S("Toko")));
    value_set(&a, root, "site", site);
    value_set(&a, root, "n", list);
    value_set(&a, root, "gone", NULL);
    value_set(&a, NULL, "x", site);
    value_push(&a, NULL, site);
    value_push(&a, list, NULL);

    assert_true(
        str_eq(value_str(value_path(root, S("site.title"))), S("Toko")));
    assert_null(value_path(root, S("site.title.x")));
    assert_null(value_path(root, S("site.none")));
    assert_null(value_get(NULL, S("x")));
    assert_null(value_get(list, S("x")));
    assert_int_equal(value_str(list).len, 0);
    assert_json(root,
                "{\"site\":{\"title\":\"Toko\"},\"n\":[0,1,2,3,4,5,6,7,8,9]}");
    arena_release(&a);
}

static void truth_is_the_specification_s(void **state)
{
    (void)state;
    struct arena a = {0};
    struct value *full = value_list(&a);

    value_push(&a, full, value_null(&a));
    assert_false(value_is_true(NULL));
    assert_false(value_is_true(value_null(&a)));
    assert_false(value_is_true(value_bool(&a, false)));
    assert_false(value_is_true(value_text(&a, S(""))));
    assert_false(value_is_true(value_html(&a, S(""))));
    assert_false(value_is_true(value_list(&a)));
    assert_false(value_is_true(value_json(&a, value_null(&a))));
    assert_true(value_is_true(value_bool(&a, true)));
    assert_true(value_is_true(value_integer(&a, 0)));
    assert_true(value_is_true(value_number(&a, 0)));
    assert_true(value_is_true(value_text(&a, S("x"))));
    assert_true(value_is_true(value_map(&a)));
    assert_true(value_is_true(full));
    arena_release(&a);
}

static void urls_keep_to_their_schemes(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool good;
    } cases[] = {
        {"https://shop.example/a?b=c:d#e", true},
        {"HTTP://shop.example", true},
        {"mailto:a@shop.example", true},
        {"tel:+62-21-555", true},
        {"/id/retur", true},
        {"#top", true},
        {"?q=a:b", true},
        {"a/b:c", true},
        {"", true},
        {"//evil.example", false},
        {"/\\evil.example", false},
        {"\\\\evil.example", false},
        {"javascript:alert(1)", false},
        {"  javascript:alert(1)", false},
        {" //evil.example", false},
        {"java\tscript:alert(1)", false},
        {"data:text/html,x", false},
        {"vbscript:x", false},
        {"/a\nb", false},
        {":x", false},
    };
    struct arena a = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const struct value *v = value_url(&a, str_from(cases[i].text));
        if ((v->kind == VALUE_URL) != cases[i].good)
            fail_msg("\"%s\" should be %s", cases[i].text,
                     cases[i].good ? "taken" : "refused");
        if (!cases[i].good)
            assert_int_equal(v->kind, VALUE_NULL);
    }
    arena_release(&a);
}

static void numbers_are_the_shortest_that_read_back(void **state)
{
    (void)state;
    struct arena a = {0};

    assert_json(value_number(&a, 1.21), "1.21");
    assert_json(value_number(&a, 0.1), "0.1");
    assert_json(value_number(&a, 0.1 + 0.2), "0.30000000000000004");
    assert_json(value_number(&a, 5), "5");
    assert_json(value_number(&a, -2.5), "-2.5");
    assert_json(value_number(&a, -0.0), "0");
    assert_json(value_number(&a, 1e100), "1e+100");
    assert_json(value_number(&a, 1.0 / 3), "0.3333333333333333");
    assert_json(value_number(&a, (double)INFINITY), "null");
    assert_json(value_integer(&a, INT64_MIN), "-9223372036854775808");
    assert_json(value_integer(&a, 85), "85");
    arena_release(&a);
}

static void kinds_write_themselves_as_json(void **state)
{
    (void)state;
    struct arena a = {0};

    assert_json(NULL, "null");
    assert_json(value_html(&a, S("<b>")), "\"\\u003cb\\u003e\"");
    assert_json(value_json(&a, value_json(&a, value_bool(&a, true))), "true");
    assert_json(value_message(&a, NULL), "null");
    assert_json(value_map(&a), "{}");
    assert_json(value_list(&a), "[]");
    arena_release(&a);
}

static void json_is_read_and_written_alike(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "null",
        "true",
        "-7",
        "1.5",
        "\"\xED\x95\x9C \\n\"",
        "[]",
        "{\"z\":1,\"a\":[null,{\"b\":\"c\"}],\"m\":{}}",
    };
    struct arena a = {0};
    struct err e = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_json(value_from_json(&a, str_from(cases[i]), &e), cases[i]);
    assert_int_equal(value_from_json(&a, S("\"x\""), &e)->kind, VALUE_TEXT);
    assert_int_equal(value_from_json(&a, S("1.0"), &e)->kind, VALUE_NUMBER);
    assert_int_equal(e.code, ERR_NONE);
    arena_release(&a);
}

static void bad_json_is_refused(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "{",
        "[1,]",
        "{\"a\" 1}",
        "1 2",
        "\"\xFF\"",
        "nul",
        "'x'",
        "{\"a\":1,\"a\":2}",
        "\"\\u0000\"",
        "99999999999999999999",
    };
    struct arena a = {0};
    char deep[200];

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct err e = {0};
        assert_null(value_from_json(&a, str_from(cases[i]), &e));
        assert_int_equal(e.code, ERR_CONTENT);
    }

    struct err e = {0};

    assert_null(value_from_json(&a, S("{\n  \"a\": x}"), &e));
    assert_int_equal(e.line, 2);
    memset(deep, '[', 100);
    memset(deep + 100, ']', 100);
    assert_null(value_from_json(&a, str_of(deep, 200), &e));
    assert_string_equal(e.message, "JSON is nested deeper than 64 levels");
    assert_non_null(value_from_json(&a, str_of(deep + 40, 120), &e));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trees_are_built_and_found),
        cmocka_unit_test(truth_is_the_specification_s),
        cmocka_unit_test(urls_keep_to_their_schemes),
        cmocka_unit_test(numbers_are_the_shortest_that_read_back),
        cmocka_unit_test(kinds_write_themselves_as_json),
        cmocka_unit_test(json_is_read_and_written_alike),
        cmocka_unit_test(bad_json_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
