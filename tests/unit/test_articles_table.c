/* The table of the articles: ids, answers, where their HTML lies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/records/articles_table.h"

static const struct articles_row rows[] = {
    {STR("returns"), STR("Within 14 days."), 1767225600, 4321, 99},
    {STR("bags"), STR(""), 0, 0, 0},
    {STR("반품"), STR("7일 안에요."), -5, ARTICLE_HTML_APART, 12},
    {STR("bag"), STR("A bag."), 7, 1, 2},
};
enum { ROWS = sizeof(rows) / sizeof(*rows) };

static struct articles_table open_rows(void)
{
    struct articles_table t;
    struct buf out = {0};

    assert_true(articles_table_write(rows, ROWS, &out));
    assert_int_equal(articles_table_open(&t, &out, ROWS, NULL), 0);
    assert_null(out.ptr);
    return t;
}

static void rows_come_back(void **state)
{
    (void)state;
    struct articles_table t = open_rows();

    assert_int_equal(t.count, ROWS);
    for (uint32_t i = 0; i < ROWS; i++) {
        assert_true(str_eq(articles_table_id(&t, i), rows[i].id));
        assert_true(str_eq(articles_table_answer(&t, i), rows[i].answer));
        assert_true(t.updated[i] == rows[i].updated);
        assert_int_equal(t.html_at[i], rows[i].html_at);
        assert_int_equal(t.html_length[i], rows[i].html_length);
    }
    articles_table_close(&t);
}

static void ids_are_found_whole(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        uint32_t article;
    } cases[] = {
        {"returns", 0},
        {"bags", 1},
        {"반품", 2},
        {"bag", 3},
        {"ba", ARTICLE_NONE},
        {"bagss", ARTICLE_NONE},
        {"", ARTICLE_NONE},
        {"Returns", ARTICLE_NONE},
        {"~~~~", ARTICLE_NONE},
    };
    struct articles_table t = open_rows();

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_int_equal(articles_table_find(&t, str_from(cases[i].id)),
                         cases[i].article);
    articles_table_close(&t);
}

static void none_are_fine(void **state)
{
    (void)state;
    struct articles_table t;
    struct buf out = {0};

    assert_true(articles_table_write(NULL, 0, &out));
    assert_int_equal(articles_table_open(&t, &out, 0, NULL), 0);
    assert_int_equal(articles_table_find(&t, S("x")), ARTICLE_NONE);
    articles_table_close(&t);
}

static int open_changed(size_t at, uint32_t value, size_t length,
                        uint32_t articles, struct err *e)
{
    struct articles_table t;
    struct buf out = {0};

    assert_true(articles_table_write(rows, ROWS, &out));
    if (at + 4 <= out.len)
        memcpy(out.ptr + at, &value, 4);
    if (length < out.len)
        out.len = length;
    int result = articles_table_open(&t, &out, articles, e);
    if (result == 0)
        articles_table_close(&t);
    return result;
}

static void damage_is_refused(void **state)
{
    (void)state;
    enum { BY_ID = 16 + ROWS * 16, IDS = BY_ID + ROWS * 4, WHOLE = 100000 };
    static const struct {
        size_t at, length;
        uint32_t value, articles;
    } cases[] = {
        {WHOLE, 0, 0, ROWS},          /* nothing at all */
        {WHOLE, 15, 0, ROWS},         /* half a head */
        {WHOLE, 60, 0, ROWS},         /* cut off */
        {WHOLE, WHOLE, 0, ROWS + 1},  /* of other articles */
        {0, WHOLE, UINT32_MAX, ROWS}, /* far too many */
        {4, WHOLE, 1, ROWS},          /* ids are longer */
        {BY_ID, WHOLE, ROWS, ROWS},   /* no such article */
        {BY_ID, WHOLE, 0, ROWS},      /* not in the order of ids */
        {BY_ID + 4, WHOLE, 3, ROWS},  /* one twice */
        {IDS + 4, WHOLE, 5000, ROWS}, /* offsets that fall */
        {IDS + 4 * ROWS, WHOLE, UINT32_MAX, ROWS},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct err e = {0};
        assert_int_equal(open_changed(cases[i].at, cases[i].value,
                                      cases[i].length, cases[i].articles, &e),
                         -1);
        assert_int_equal(e.code, ERR_CONTENT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_come_back),
        cmocka_unit_test(ids_are_found_whole),
        cmocka_unit_test(none_are_fine),
        cmocka_unit_test(damage_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
