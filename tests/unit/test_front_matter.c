/* The block at the top of an article: where it ends, what its keys mean. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/front_matter/front_matter.h"
#include "lib/buf.h"
#include "lib/timestamp.h"

static void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void blocks_end_where_they_should(void **state)
{
    (void)state;
    static const struct {
        const char *source, *block, *body;
        unsigned line;
    } cases[] = {
        {"", NULL, "", 1},
        {"# Hi\n", NULL, "# Hi\n", 1},
        {"\xEF\xBB\xBF# Hi\n", NULL, "# Hi\n", 1},
        {"\n---\na: b\n---\n", NULL, "\n---\na: b\n---\n", 1},
        {" ---\na: b\n---\n", NULL, " ---\na: b\n---\n", 1},
        {"----\na: b\n---\n", NULL, "----\na: b\n---\n", 1},
        {"---\na: b\n---\nbody", "a: b\n", "body", 4},
        {"\xEF\xBB\xBF---\na: b\n---\nbody", "a: b\n", "body", 4},
        {"---\na: b\n...\nbody", "a: b\n", "body", 4},
        {"---\r\na: b\r\n---\r\nbody\r\n", "a: b\r\n", "body\r\n", 4},
        {"---\ra: b\r---\rbody", "a: b\r", "body", 4},
        {"--- \na: b\n---\t\nbody", "a: b\n", "body", 4},
        {"---\n---\nbody", "", "body", 3},
        {"---\n---", "", "", 3},
        {"---\na: b\n---\nx\n\n---\n\ny\n", "a: b\n", "x\n\n---\n\ny\n", 4},
        {"---\na: --- x\nb: |\n  ---\n---\nbody", "a: --- x\nb: |\n  ---\n",
         "body", 6},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct str block, body;
        unsigned line;
        struct err e;
        assert_int_equal(front_matter_split(str_from(cases[i].source), &block,
                                            &body, &line, &e),
                         0);
        assert_int_equal(block.ptr != NULL, cases[i].block != NULL);
        assert_str(block, cases[i].block);
        assert_str(body, cases[i].body);
        assert_int_equal(line, cases[i].line);
    }
}

static void a_block_must_be_closed(void **state)
{
    (void)state;
    static const char *const cases[] = {"---", "---\n", "---\ntitle: x\n",
                                        "---\ntitle: x\n ---\n----\n"};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct str block, body;
        unsigned line;
        struct err e = {0};
        assert_int_equal(
            front_matter_split(str_from(cases[i]), &block, &body, &line, &e),
            -1);
        assert_int_equal(e.line, 1);
        assert_non_null(strstr(e.message, "never closed"));
    }
}

static void keys_fill_the_article(void **state)
{
    (void)state;
    struct article a = {0};
    struct err e;

    assert_int_equal(front_matter_read(&a,
                                       S("title: '  Zwrot:  towaru '\n"
                                         "description: >\n  two\n  lines\n"
                                         "slug: zwrot\n"
                                         "id: returns\n"
                                         "type: faq\n"
                                         "tags: [zwroty, 1.10, ~, '']\n"
                                         "keywords: refund , money back,,\n"
                                         "aliases: /stary-adres\n"
                                         "weight: -3\n"
                                         "draft: true\n"
                                         "updated: 2026-05-31\n"
                                         "shop: {open: true, rooms: 3}\n"),
                                       NULL, &e),
                     0);
    assert_str(a.title, "Zwrot: towaru");
    assert_str(a.description, "two lines");
    assert_str(a.slug, "zwrot");
    assert_str(a.id, "returns");
    assert_str(a.type, "faq");
    assert_int_equal(a.tag_count, 2);
    assert_str(a.tags[0], "zwroty");
    assert_str(a.tags[1], "1.10");
    assert_int_equal(a.keyword_count, 2);
    assert_str(a.keywords[0], "refund");
    assert_str(a.keywords[1], "money back");
    assert_int_equal(a.alias_count, 1);
    assert_str(a.aliases[0], "/stary-adres");
    assert_int_equal(a.weight, -3000);
    assert_true(a.draft);
    assert_str(a.updated, "2026-05-31");
    assert_true(a.updated_at == 1780185600);
    assert_true(value_path(a.front, S("shop.open"))->boolean);
    assert_int_equal(value_path(a.front, S("shop.rooms"))->integer, 3);
    article_release(&a);
    assert_null(a.front);
}

static void written_numbers_stay_as_written(void **state)
{
    (void)state;
    struct article a = {0};

    assert_int_equal(front_matter_read(&a,
                                       S("title: 1.10\nid: 007\n"
                                         "keywords: [404, no]\ntags: on\n"),
                                       NULL, NULL),
                     0);
    assert_str(a.title, "1.10");
    assert_str(a.id, "007");
    assert_str(a.keywords[0], "404");
    assert_str(a.keywords[1], "no");
    assert_str(a.tags[0], "on");
    article_release(&a);
}

static void empty_blocks_and_keys_are_absent(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "", "\n", "# only a comment\n",
        "title:\ndescription: ~\ntags:\nweight: null\ndraft:\nupdated: ''\n",
        "tags: []\nkeywords: ' , '\n"};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct article a = {0};
        struct err e = {0};
        if (front_matter_read(&a, str_from(cases[i]), NULL, &e) != 0)
            fail_msg("%s: %s", cases[i], e.message);
        assert_int_equal(a.title.len + a.tag_count + a.keyword_count, 0);
        assert_false(a.draft);
        article_release(&a);
    }
}

static void errors_name_the_place_in_the_file(void **state)
{
    (void)state;
    static const struct {
        const char *block;
        unsigned line, column;
        const char *words;
    } cases[] = {
        {"title: a: b\n", 2, 9, "like this: title: \"a: b\""},
        {"id: x\ntitle: [a]\n", 3, 8, "\"title\" must be text"},
        {"title: x\ntags: {a: b}\n", 3, 7, "\"tags\" must be a list"},
        {"tags: [[a]]\n", 2, 7, "\"tags\" must be a list"},
        {"aliases:\n  - a: b\n", 3, 3, "\"aliases\" must be"},
        {"weight: heavy\n", 2, 9, "\"weight\" must be a number"},
        {"weight: 99999999999999999999\n", 2, 9, "\"weight\" must be"},
        {"answer: [a]\n", 2, 9, "\"answer\" must be text of at most 800"},
        {"draft: yes\n", 2, 8, "\"draft\" must be true or false"},
        {"order: [1]\n", 2, 8, "\"order\" must be a number"},
        {"search:\n  boost: 11\n", 3, 10, "\"search.boost\" must be"},
        {"section: a//b\n", 2, 10, "\"section\" must be the path"},
        {"section: a/_b\n", 2, 10, "\"section\" must be the path"},
        {"contact: {a: b}\n", 2, 10, "\"contact\" must be a list"},
        {"cascade: [a]\n", 2, 10, "\"cascade\" must be a map"},
        {"expires: never\n", 2, 10, "\"expires\" must be a date"},
        {"updated: soon\n", 2, 10, "\"updated\" must be a date"},
        {"updated: [2026-01-01]\n", 2, 10, "\"updated\" must be a date"},
        {"{title: [a]}\n", 2, 9, "\"title\" must be text"},
        {"just text\n", 2, 1, "key: value"},
        {"- title: x\n", 2, 1, "key: value"},
        {"title: x\r\ntitle: y\r\n", 3, 1, "stands here twice"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct article a = {0};
        struct err e = {0};
        assert_int_equal(
            front_matter_read(&a, str_from(cases[i].block), NULL, &e), -1);
        if (!strstr(e.message, cases[i].words) || e.line != cases[i].line ||
            e.column != cases[i].column)
            fail_msg("%s: %u:%u: %s", cases[i].block, e.line, e.column,
                     e.message);
        article_release(&a);
    }
}

static void toml_is_refused(void **state)
{
    (void)state;
    struct str block, body;
    unsigned line;
    struct err e = {0};

    assert_int_equal(front_matter_split(S("+++\ntitle = \"x\"\n+++\ny\n"),
                                        &block, &body, &line, &e),
                     -1);
    assert_int_equal(e.line, 1);
    assert_non_null(strstr(e.message, "TOML"));
}

static void dates_and_times(void **state)
{
    (void)state;
    static const struct {
        struct str text;
        int64_t seconds;
    } good[] = {
        {STR("2026-05-31"), 1780185600},
        {STR("1970-01-02"), 86400},
        {STR("2000-02-29"), 951782400},
        {STR("1969-12-31"), -86400},
        {STR("2026-05-31T18:00:00+07:00"), 1780225200},
        {STR("2026-05-31 18:00 +0700"), 1780225200},
        {STR("2026-05-31t11:00:00.250z"), 1780225200},
        {STR("2026-05-31T11:00"), 1780225200},
        {STR("2024-12-31T23:59:59-05:30"), 1735709399},
        {STR("2026-05-31T20:00:00+09"), 1780225200},
    };
    static const struct str bad[] = {
        STR(""),
        STR("2026"),
        STR("2026-5-31"),
        STR("2026-13-01"),
        STR("2026-00-10"),
        STR("2026-02-29"),
        STR("1900-02-29"),
        STR("31.05.2026"),
        STR("2026-05-31T"),
        STR("2026-05-31T24:00"),
        STR("2026-05-31T10"),
        STR("2026-05-31T10:60"),
        STR("2026-05-31T10:00+24:00"),
        STR("2026-05-31T10:00:00 CET"),
        STR("2026-05-31T10:00:00+07:00x"),
        STR("2026-05-31x"),
    };
    int64_t got;

    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
        if (!timestamp_read(good[i].text, &got) || got != good[i].seconds)
            fail_msg("%.*s", STR_ARG(good[i].text));
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        if (timestamp_read(bad[i], &got))
            fail_msg("%.*s is no time", STR_ARG(bad[i]));
    }
}

/* Characters are counted, not bytes. */
static void an_answer_has_a_length(void **state)
{
    (void)state;
    for (int i = 800; i <= 801; i++) {
        struct article a = {0};
        struct buf block = {0};
        struct err e = {0};
        buf_text(&block, "answer: ");
        for (int k = 0; k < i; k++)
            buf_text(&block, "\xEA\xB0\x80");
        buf_char(&block, '\n');
        assert_int_equal(front_matter_read(&a, buf_str(&block), NULL, &e),
                         i > 800 ? -1 : 0);
        assert_int_equal(a.answer.len, 3 * i);
        buf_release(&block);
        article_release(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_end_where_they_should),
        cmocka_unit_test(a_block_must_be_closed),
        cmocka_unit_test(keys_fill_the_article),
        cmocka_unit_test(written_numbers_stay_as_written),
        cmocka_unit_test(empty_blocks_and_keys_are_absent),
        cmocka_unit_test(errors_name_the_place_in_the_file),
        cmocka_unit_test(toml_is_refused),
        cmocka_unit_test(dates_and_times),
        cmocka_unit_test(an_answer_has_a_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
