/* The articles' columns, and what the facets count over them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/query/facets.h"

static const struct str bags[] = {STR("bags"), STR("money"), STR("bags")};
static const struct str shoes[] = {STR("shoes"), STR("bags")};

/* Sections: 0, 1 in it, 2. */
static const struct column_row rows[] = {
    {0, BOOST_NONE, bags, 2},
    {1, 250, shoes, 2},
    {COLUMN_NO_SECTION, BOOST_NONE, NULL, 0},
    {1, BOOST_MIN, shoes, 1},
};
enum { ROWS = sizeof(rows) / sizeof(*rows), SECTIONS = 3 };

static void open_columns(struct columns *c)
{
    struct buf out = {0};

    assert_true(columns_write(rows, ROWS, &out));
    assert_int_equal(columns_open(c, &out, SECTIONS, NULL), 0);
}

static void rows_come_back(void **state)
{
    (void)state;
    static const double boosts[] = {1, 2.5, 1, 0.1};
    static const uint32_t sections[] = {1, 2, 0, 2};
    static const char *const tags[] = {"bags", "money", "shoes"};
    struct columns c;

    open_columns(&c);
    assert_int_equal(c.articles, ROWS);
    assert_int_equal(c.tags, 3);
    for (uint32_t i = 0; i < 3; i++)
        assert_true(str_eq(columns_tag(&c, i), str_from(tags[i])));
    for (uint32_t i = 0; i < ROWS; i++) {
        assert_true(columns_boost(&c, i) == boosts[i]);
        assert_int_equal(c.section[i], sections[i]);
    }
    assert_int_equal(c.first[1] - c.first[0], 2);
    assert_int_equal(c.first[3] - c.first[2], 0);
    assert_int_equal(c.reference[c.first[1]], 2); /* shoes */
    columns_close(&c);
}

static void no_articles_are_fine(void **state)
{
    (void)state;
    struct buf out = {0};
    struct columns c;

    assert_true(columns_write(NULL, 0, &out));
    assert_int_equal(columns_open(&c, &out, 0, NULL), 0);
    assert_int_equal(c.articles, 0);
    columns_close(&c);
}

/* Each number of the table made too large, and the table cut at each byte. */
static void damage_is_refused(void **state)
{
    (void)state;
    struct buf whole = {0};
    struct columns c;

    assert_true(columns_write(rows, ROWS, &whole));
    for (size_t at = 0; at + 4 <= whole.len - strlen("bagsmoneyshoes");
         at += 4) {
        struct buf copy = {0};
        buf_put(&copy, buf_str(&whole));
        memset(copy.ptr + at, 0xFF, 4);
        assert_int_equal(columns_open(&c, &copy, SECTIONS, NULL), -1);
    }
    for (size_t len = 0; len < whole.len; len++) {
        struct buf copy = {0};
        buf_put(&copy, str_of(whole.ptr, len));
        assert_int_equal(columns_open(&c, &copy, SECTIONS, NULL), -1);
    }
    struct buf copy = {0};
    buf_put(&copy, buf_str(&whole));
    assert_int_equal(columns_open(&c, &copy, 1, NULL), -1); /* one section */
    buf_release(&whole);
}

static void assert_facet(const struct value *list, size_t i, const char *value,
                         int64_t count)
{
    const struct value *v = list->list.items[i];

    assert_true(str_eq(value_str(value_get(v, S("value"))), str_from(value)));
    assert_int_equal(value_get(v, S("count"))->integer, count);
}

static void facets_count_sections_above_too(void **state)
{
    (void)state;
    static const uint32_t docids[] = {1, 2, 3, 4, 0, 99};
    struct record_section sections[SECTIONS] = {
        {STR("wear"), STR("Wear"), STR("/wear/"), RECORD_NO_SECTION},
        {STR("wear/feet"), STR("Feet"), STR("/wear/feet/"), 0},
        {STR("other"), STR("Other"), STR("/other/"), RECORD_NO_SECTION},
    };
    struct search_locale l = {
        .records = {.sections = sections, .section_count = SECTIONS}};
    struct arena a = {0};

    open_columns(&l.columns);
    const struct value *v = facets_value(&l, docids, 6, &a);
    const struct value *list = value_get(v, S("section"));

    assert_int_equal(list->list.count, 2);
    assert_facet(list, 0, "wear", 3);
    assert_facet(list, 1, "wear/feet", 2);
    list = value_get(v, S("tag"));
    assert_int_equal(list->list.count, 3);
    assert_facet(list, 0, "bags", 2);
    assert_facet(list, 1, "shoes", 2);
    assert_facet(list, 2, "money", 1);
    columns_close(&l.columns);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back),
        cmocka_unit_test(no_articles_are_fine),
        cmocka_unit_test(damage_is_refused),
        cmocka_unit_test(facets_count_sections_above_too),
    };

    return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
