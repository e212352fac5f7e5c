/* Colours as CSS writes them, their contrast, and what the indexer says. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "indexer/settings/colour.h"
#include "indexer/settings/contrast.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct colour colour(const char *css)
{
    struct colour c = {0};

    if (!colour_parse(str_from(css), &c))
        fail_msg("\"%s\" is not read", css);
    return c;
}

static const char *const same[][2] = {
    {"#0af", "#00aaff"},
    {"#0AF", "#00aaff"},
    {"#00aaffcc", "#00aaff"},
    {"rgb(0, 170, 255)", "#00aaff"},
    {"rgb(0 170 255 / 50%)", "#00aaff"},
    {"rgba(0%,66.667%,100%,.5)", "#00aaff"},
    {"RGB(300 -5 0)", "#ff0000"},
    {"hsl(200, 100%, 50%)", "#00aaff"},
    {"hsl(200deg 100% 50%)", "#00aaff"},
    {"hsl(-160 100 50)", "#00aaff"},
    {"hsl(0.5turn 100% 25%)", "#008080"},
    {"hsla(0, 0%, 50%, 1)", "#808080"},
    {"teal", "#008080"},
    {"RebeccaPurple", "#663399"},
    {" white ", "#ffffff"},
};

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(same); i++) {
        char hex[COLOUR_HEX_ROOM];
        colour_hex(colour(same[i][0]), hex);
        if (strcmp(hex, same[i][1]) != 0)
            fail_msg("%s is read as %s, not %s", same[i][0], hex, same[i][1]);
    }
    assert_true(fabs(colour("#0000").alpha) < 1e-9);
    assert_true(fabs(colour("transparent").alpha) < 1e-9);
    assert_true(fabs(colour("rgb(1 2 3 / 25%)").alpha - 0.25) < 1e-9);
}

static const char *const wrong[] = {
    "",
    "#",
    "#12",
    "#12345",
    "#1234567",
    "#ggg",
    "reddish",
    "rgb(1,2)",
    "rgb(1 2 3",
    "rgb(a b c)",
    "rgb()",
    "hwb(1 2 3)",
    "rgb(1 2 3 4 5)",
    "(1 2 3)",
    "oklch(60% .1 200)",
    "1 2 3",
    "rgb(1.2.3 0 0)",
    "hsl(--1 2% 3%)",
};

static void test_wrong(void **state)
{
    struct colour c;

    (void)state;
    for (size_t i = 0; i < COUNT(wrong); i++)
        if (colour_parse(str_from(wrong[i]), &c))
            fail_msg("\"%s\" is read", wrong[i]);
}

/* Ratios that are widely known, to two places. */
static const struct {
    const char *front, *back;
    double ratio;
} ratios[] = {
    {"#000", "#fff", 21},
    {"#fff", "#fff", 1},
    {"#777", "#fff", 4.48},
    {"#767676", "#fff", 4.54},
    {"#949494", "#fff", 3.03},
    {"red", "white", 4.00},
    {"blue", "white", 8.59},
    {"lime", "white", 1.37},
    {"yellow", "white", 1.07},
    {"#0f766e", "#fff", 5.47},
    {"rgb(0 0 0 / 50%)", "#fff", 3.98},
};

static void test_ratio(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(ratios); i++) {
        double r =
            colour_contrast(colour(ratios[i].front), colour(ratios[i].back));
        if (fabs(r - ratios[i].ratio) >= 0.006)
            fail_msg("%s on %s: %.4f, not %.2f", ratios[i].front,
                     ratios[i].back, r, ratios[i].ratio);
    }
}

/* What a browser makes of color-mix(in oklab, COLOUR 45%, #fff). */
static const char *const mixed[][2] = {
    {"#0f766e", "#9cc0bb"},
    {"#000000", "#717171"},
    {"#ff0000", "#ffab9c"},
    {"#1e3a8a", "#92a5cd"},
};

static void test_mix(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(mixed); i++) {
        char hex[COLOUR_HEX_ROOM];
        colour_hex(colour_mix(colour(mixed[i][0]), 0.45, colour("white")), hex);
        assert_string_equal(hex, mixed[i][1]);
    }
}

static void test_nearest(void **state)
{
    static const char *const backs[] = {"#fff",    "#000",    "#f2f5f4",
                                        "#1d2624", "#0f766e", "#ffd400"};
    static const char *const fronts[] = {"#ffd400", "red", "#808080", "navy"};

    (void)state;
    for (size_t i = 0; i < COUNT(backs); i++)
        for (size_t k = 0; k < COUNT(fronts); k++) {
            struct colour back = colour(backs[i]);
            struct colour c = colour_nearest(colour(fronts[k]), back, 4.5);
            if (colour_contrast(c, back) < 4.5)
                fail_msg("no better than %s for %s", fronts[k], backs[i]);
        }
    /* One that passes stays. */
    char hex[COLOUR_HEX_ROOM];
    colour_hex(colour_nearest(colour("#0f766e"), colour("#fff"), 4.5), hex);
    assert_string_equal(hex, "#0f766e");
}

/* The colours of a site, and what is said of each, in this order. */
static const struct {
    const char *json;
    const char *said[4];
} sites[] = {
    {"{}", {0}},
    {"{\"accent\": \"#ff0\"}", {0}},
    {"{\"brand\": \"#0f766e\"}", {0}},
    {"{\"brand\": \"gold\"}",
     {"brand on the light page, the colour of links, has a contrast of 1.28"}},
    {"{\"brand\": \"gold\", \"brand-contrast\": \"black\"}",
     {"brand on the light page"}},
    {"{\"brand\": \"#000\"}", {"what brand is mixed to for links on the dark"}},
    {"{\"brand\": \"#000\", \"brand-dark\": \"#ccc\"}", {0}},
    {"{\"brand\": \"#0f766e\", \"brand-dark\": \"#333\"}",
     {"brand-dark on the dark page"}},
    {"{\"brand\": \"oklch(60% 0.1 200)\"}", {"of brand is not known"}},
    {"{\"brand-contrast\": \"#0c6a5b\"}",
     {"has a contrast of 1.00 to 1, too little to read; 4.5 is needed"}},
};

static void test_said(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(sites); i++) {
        struct arena a = {0};
        struct problems problems;
        struct err e = {0};
        size_t want = 0;
        problems_init(&problems);
        contrast_check(value_from_json(&a, str_from(sites[i].json), &e),
                       &problems, 1, 9);
        for (; sites[i].said[want]; want++) {
            struct str said = want < problems.count
                                  ? problems.rows[want].message
                                  : (struct str){0};
            if (str_search(said, str_from(sites[i].said[want])) == said.len)
                fail_msg("%s: \"%.*s\", not \"%s\"", sites[i].json,
                         STR_ARG(said), sites[i].said[want]);
        }
        if (problems.count != want || problems.errors)
            fail_msg("%s: %zu problems, not %zu", sites[i].json, problems.count,
                     want);
        problems_release(&problems);
        arena_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse),   cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_ratio),   cmocka_unit_test(test_mix),
        cmocka_unit_test(test_nearest), cmocka_unit_test(test_said),
    };

    return cmocka_run_group_tests_name("contrast", tests, NULL, NULL);
}
