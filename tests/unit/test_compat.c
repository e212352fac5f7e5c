/* What clients of other searches ask: parameters, lists, filters, marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "server/compat_hit.h"

static void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static struct value *json(struct arena *a, const char *text)
{
    struct err e = {0};
    struct value *v = value_from_json(a, str_from(text), &e);

    if (!v)
        fail_msg("%s: %s", text, e.message);
    return v;
}

static void parameters_are_read_as_in_an_address(void **state)
{
    struct arena a = {0};
    const struct value *v = compat_parameters(
        &a, S("query=a+b%20%EB%B0%98&page=2&hitsPerPage=x&&empty=&bare"
              "&facets=%5B%22section%22%5D&broken=%5B1"));

    (void)state;
    assert_str(compat_text(v, "query"), "a b 반");
    assert_int_equal(compat_number(v, "page", 0, 100), 2);
    assert_int_equal(compat_number(v, "hitsPerPage", 20, 100), 20);
    assert_str(compat_text(v, "empty"), "");
    assert_true(compat_has(v, "empty"));
    assert_true(compat_has(v, "bare"));
    assert_false(compat_has(v, "missing"));
    assert_int_equal(value_get(v, S("facets"))->kind, VALUE_LIST);
    assert_str(compat_text(v, "broken"), "[1");
    v = compat_parameters(&a, S("query=a%00b"));
    assert_int_equal(v->map.count, 0);
    arena_release(&a);
}

static void no_more_parameters_than_the_limit(void **state)
{
    struct arena a = {0};
    struct buf b = {0};

    (void)state;
    for (int i = 0; i < 3 * COMPAT_PARAMETERS_MAX; i++)
        buf_fmt(&b, "&p%d=%d", i, i);
    const struct value *v = compat_parameters(&a, buf_str(&b));
    assert_int_equal(v->map.count, COMPAT_PARAMETERS_MAX);
    assert_int_equal(compat_number(v, "p63", 0, 1000), 63);
    buf_release(&b);
    arena_release(&a);
}

static void numbers_are_kept_within_their_limits(void **state)
{
    static const struct {
        const char *value;
        uint32_t want;
    } cases[] = {
        {"5", 5},         {"0", 0},
        {"101", 100},     {"-1", 0},
        {"5.9", 5},       {"-2.5", 0},
        {"1e300", 100},   {"\"7\"", 7},
        {"\"700\"", 100}, {"\"-7\"", 20},
        {"null", 20},     {"[1]", 20},
        {"true", 20},     {"9223372036854775807", 100},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena a = {0};
        struct value *v = value_map(&a);
        value_set(&a, v, "n", json(&a, "null"));
        if (strcmp(cases[i].value, "null") != 0) {
            struct str text = arena_fmt(&a, "{\"n\": %s}", cases[i].value);
            v = json(&a, text.ptr);
        }
        uint32_t got = compat_number(v, "n", 20, 100);
        if (got != cases[i].want)
            fail_msg("%s: got %u, want %u", cases[i].value, got, cases[i].want);
        arena_release(&a);
    }
}

static void attributes_are_found_in_lists(void **state)
{
    static const struct {
        const char *list, *attribute;
        bool want;
    } cases[] = {
        {"[\"*\"]", "title", true},
        {"[\"*:20\"]", "title", true},
        {"[\"content:10\"]", "content", true},
        {"[\"hierarchy.lvl1:15\"]", "hierarchy", true},
        {"[\"content\", 3, \"title\"]", "title", true},
        {"[\"titles\"]", "title", false},
        {"[]", "title", false},
        {"\"content, title\"", "title", true},
        {"\"*\"", "title", true},
        {"\"\"", "title", false},
        {"3", "title", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena a = {0};
        struct str text = arena_fmt(&a, "{\"l\": %s}", cases[i].list);
        const struct value *list = value_get(json(&a, text.ptr), S("l"));
        if (compat_lists(list, cases[i].attribute) != cases[i].want)
            fail_msg("%s in %s", cases[i].attribute, cases[i].list);
        arena_release(&a);
    }
    assert_false(compat_lists(NULL, "title"));
}

static void filters_are_one_section_and_one_tag(void **state)
{
    static const struct {
        const char *filter, *section, *tag;
    } cases[] = {
        {"\"section:returns\"", "returns", ""},
        {"\"section = returns\"", "returns", ""},
        {"\"section='a b' AND tags = \\\"c \\\\\\\"d\\\"\"", "a b", "c \"d"},
        {"\"\\\"tags\\\"=\\\"refunds\\\"\"", "", "refunds"},
        {"\"tag:x AND section:y AND z:1\"", "y", "x"},
        {"\"section:a AND section:b\"", "a", ""},
        {"\"section:a OR section:b\"", "", ""},
        {"\"tag:x AND section:a OR section:b\"", "", ""},
        {"\"NOT section = a\"", "", ""},
        {"\"section != a\"", "", ""},
        {"\"section:\"", "", ""},
        {"\"section = 'a\"", "", ""},
        {"\"price > 3\"", "", ""},
        {"\"\"", "", ""},
        {"[\"section:returns\", \"tags:a b\"]", "returns", "a b"},
        {"[\"section:back:forth\"]", "back:forth", ""},
        {"[[\"section:returns\"], [\"tags:a\", \"tags:b\"]]", "returns", ""},
        {"[\"section:-returns\", \"language:en\"]", "", ""},
        {"[[\"\\\"section\\\"=\\\"returns\\\"\"]]", "returns", ""},
        {"[[[\"section:returns\"]], 3, null]", "", ""},
        {"{\"section\": \"returns\"}", "", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct arena a = {0};
        struct str text = arena_fmt(&a, "{\"f\": %s}", cases[i].filter);
        struct compat_filter f = {0};
        compat_filter_read(&a, value_get(json(&a, text.ptr), S("f")), &f);
        if (!str_eq(f.section, str_from(cases[i].section)) ||
            !str_eq(f.tag, str_from(cases[i].tag)))
            fail_msg("%s: section \"%.*s\", tag \"%.*s\"", cases[i].filter,
                     STR_ARG(f.section), STR_ARG(f.tag));
        arena_release(&a);
    }
}

static void marks_stand_between_the_tags(void **state)
{
    static const struct text_span marks[] = {{0, 1}, {4, 7}};
    const struct marked m = {S("a & b<c"), marks, 2};
    struct arena a = {0};

    (void)state;
    assert_str(value_str(compat_marked(
                   &a, &m, &(struct compat_tags){S("<em>"), S("</em>")})),
               "<em>a</em> &amp; <em>b&lt;c</em>");
    assert_str(value_str(compat_marked(
                   &a, &m, &(struct compat_tags){S("__x__"), S("__/x__")})),
               "__x__a__/x__ & __x__b<c__/x__");
    assert_str(value_str(compat_plain(&a, &m, NULL)), "a & b<c");
    arena_release(&a);
}

static void tags_have_a_limit(void **state)
{
    struct arena a = {0};
    struct str bad = arena_fmt(&a,
                               "{\"highlightPreTag\": \"%0*d\","
                               " \"highlightPostTag\": \"x\"}",
                               COMPAT_TAG_MAX + 1, 0);

    (void)state;
    assert_str(compat_tags_read(json(&a, bad.ptr), "<em>", "</em>").before,
               "<em>");
    assert_str(compat_tags_read(json(&a, "{\"highlightPreTag\": \"[\","
                                         " \"highlightPostTag\": \"]\"}"),
                                "<em>", "</em>")
                   .after,
               "]");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parameters_are_read_as_in_an_address),
        cmocka_unit_test(no_more_parameters_than_the_limit),
        cmocka_unit_test(numbers_are_kept_within_their_limits),
        cmocka_unit_test(attributes_are_found_in_lists),
        cmocka_unit_test(filters_are_one_section_and_one_tag),
        cmocka_unit_test(marks_stand_between_the_tags),
        cmocka_unit_test(tags_have_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
