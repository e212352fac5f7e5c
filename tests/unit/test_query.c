/* Queries understood: mistakes put right, synonyms, phrases, exclusions, order,
 * and how much work one may cause. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/query/correct.h"
#include "lib/query/query.h"
#include "tests/tools/search_sample.h"

enum { EN, KO, PL };

struct asked {
    struct arena arena;
    struct value *answer;
};

static struct asked run(void **state, size_t locale,
                        struct search_request request)
{
    struct search_sample *sample = *state;
    struct asked asked = {0};
    struct err e = {0};
    struct searcher *s = searcher_take(sample->locales[locale], &e);

    assert_non_null(s);
    if (request.limit == 0)
        request.limit = 10;
    int result = search_run(s, &request, &asked.arena, &asked.answer, &e);
    if (result)
        fail_msg("%s", e.message);
    searcher_give(s);
    return asked;
}

static struct asked ask(void **state, size_t locale, const char *query)
{
    return run(state, locale,
               (struct search_request){.query = str_from(query)});
}

static void drop(struct asked *asked)
{
    arena_release(&asked->arena);
}

static struct str text(const struct asked *asked, const char *path)
{
    return value_str(value_path(asked->answer, str_from(path)));
}

static int64_t number(const struct asked *asked, const char *path)
{
    const struct value *v = value_path(asked->answer, str_from(path));

    assert_non_null(v);
    assert_int_equal(v->kind, VALUE_INTEGER);
    return v->integer;
}

static const struct value *hits(const struct asked *asked)
{
    return value_get(asked->answer, S("hits"));
}

static struct str id_of(const struct asked *asked, size_t i)
{
    assert_true(i < hits(asked)->list.count);
    return value_str(value_get(hits(asked)->list.items[i], S("id")));
}

static bool finds(const struct asked *asked, const char *id)
{
    for (size_t i = 0; i < hits(asked)->list.count; i++)
        if (str_eq(id_of(asked, i), str_from(id)))
            return true;
    return false;
}

static void mistakes_are_put_right(void **state)
{
    static const struct {
        size_t locale;
        const char *query, *reason, *corrected, *first;
    } cases[] = {
        {EN, "refnud", "spelling", "refund", "orders/abroad/customs"},
        {EN, "cusotms duties", "spelling", "customs duties",
         "orders/abroad/customs"},
        {EN, "softbrush", "missing-space", "soft brush", "care"},
        {EN, "the ref und", "extra-space", "the refund",
         "orders/abroad/customs"},
        {KO, "qksvna", "keyboard-layout", "반품", "returns"},
        {KO, "qksvna!", "keyboard-layout", "반품", "returns"},
        {PL, "zwort lampy", "spelling", "zwrot lampy", "returns"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct asked asked = ask(state, cases[i].locale, cases[i].query);
        if (!str_eq(text(&asked, "corrected.query"),
                    str_from(cases[i].corrected)))
            fail_msg("%s became %.*s", cases[i].query,
                     STR_ARG(text(&asked, "corrected.query")));
        assert_true(str_eq(text(&asked, "corrected.reason"),
                           str_from(cases[i].reason)));
        assert_true(str_eq(text(&asked, "corrected.original"),
                           str_from(cases[i].query)));
        assert_true(str_eq(text(&asked, "query"), str_from(cases[i].query)));
        if (!finds(&asked, cases[i].first))
            fail_msg("%s does not find %s", cases[i].query, cases[i].first);
        drop(&asked);
    }
}

static void what_finds_things_is_left_alone(void **state)
{
    static const char *const queries[] = {
        "refund", "lamp", "the", "customs refund", "\"refnud\"", "lamp -refnud",
        "zebra",  "DHL",  "x1",  "12345678",
    };

    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
        struct asked asked = ask(state, EN, queries[i]);
        const struct value *v = value_get(asked.answer, S("corrected"));
        if (v->kind != VALUE_NULL)
            fail_msg("%s was put right", queries[i]);
        drop(&asked);
    }
    struct asked asked =
        run(state, EN,
            (struct search_request){.query = S("refnud"), .verbatim = true});
    assert_int_equal(hits(&asked)->list.count, 0);
    assert_int_equal(value_get(asked.answer, S("corrected"))->kind, VALUE_NULL);
    drop(&asked);
}

/* "send back" => return, "trolley" => cart and the like come from
 * lib/thesaurus; none of these words stands in the sample. */
static void synonyms_help_to_find(void **state)
{
    static const struct {
        size_t locale;
        const char *query, *id;
    } cases[] = {
        {EN, "reimbursement", "orders/abroad/customs"},
        {EN, "money back", "orders/abroad/customs"},
        {KO, "돈 돌려받기", "returns"},
        {PL, "oddać", "returns"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct asked asked = ask(state, cases[i].locale, cases[i].query);
        if (!finds(&asked, cases[i].id))
            fail_msg("%s does not find %s", cases[i].query, cases[i].id);
        drop(&asked);
    }
}

static void phrases_stand_in_a_row(void **state)
{
    static const struct {
        const char *query;
        size_t count;
    } cases[] = {
        {"\"soft brush\"", 1},
        {"\"brush soft\"", 0},
        {"\"soft brushes\"", 1}, /* another form of the word will do */
        {"\"goes back to your card\"", 1},
        {"\"Care for a lamp\"", 1},
        {"\"lamp dust\"", 0}, /* title and text are not one row */
        {"\"a refund\" -\"of them\"", 0},
        {"refund", 2},
        {"refund -customs", 1},
        {"refund -\"takes a month\"", 1},
        {"refund -\"takes a year\"", 2},
        {"-refund", 0}, /* nothing is asked */
        {"soap -zebra", 1},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct asked asked = ask(state, EN, cases[i].query);
        if (hits(&asked)->list.count != cases[i].count)
            fail_msg("%s finds %zu, want %zu", cases[i].query,
                     hits(&asked)->list.count, cases[i].count);
        if (cases[i].query[0] == '"')
            assert_int_equal(number(&asked, "total"), cases[i].count);
        drop(&asked);
    }
}

static void the_latest_may_come_first(void **state)
{
    struct asked asked =
        run(state, EN,
            (struct search_request){.query = S("customs refund"),
                                    .by_update = true});

    assert_true(str_eq(id_of(&asked, 0), S("returns")));
    drop(&asked);
    asked = ask(state, EN, "customs refund");
    assert_true(str_eq(id_of(&asked, 0), S("orders/abroad/customs")));
    drop(&asked);
}

static void confidence_is_higher_for_better_answers(void **state)
{
    double sure = 0, unsure = 0, none = 1;
    struct asked asked =
        run(state, EN,
            (struct search_request){.query = S("care for a lamp"),
                                    .confidence = &sure});

    drop(&asked);
    asked = run(state, EN,
                (struct search_request){.query = S("zebra lamp giraffe"),
                                        .confidence = &unsure});
    drop(&asked);
    asked =
        run(state, EN,
            (struct search_request){.query = S("zebra"), .confidence = &none});
    drop(&asked);
    assert_true(sure > unsure && sure <= 1 && unsure >= 0);
    assert_true(none == 0);
}

static void an_explanation_says_why(void **state)
{
    struct asked asked =
        run(state, EN,
            (struct search_request){.query = S("the refund"), .explain = true});

    const struct value *words = value_path(asked.answer, S("explain.words"));
    assert_int_equal(words->list.count, 1);
    assert_true(str_eq(value_str(value_get(words->list.items[0], S("stem"))),
                       S("refund")));
    assert_true(text(&asked, "explain.passage.text").len > 0);
    drop(&asked);
    asked = ask(state, EN, "the refund");
    assert_null(value_get(asked.answer, S("explain")));
    drop(&asked);
}

/* Terms that a query may ask of the index, twice when it is put right. */
enum {
    TERMS_OF_WORD = 2 + 8 + QUERY_ALTERNATIVES_MAX * SYNONYM_WORDS_MAX,
    TERMS_OF_CONDITIONS = QUERY_CONDITIONS_MAX * PHRASE_WORDS_MAX,
    TERMS_MAX = 2 * (SEARCH_RAREST * TERMS_OF_WORD + TERMS_OF_CONDITIONS +
                     SEARCH_WORDS_MAX + 1),
};

/* Long and hostile queries: never an error, and work within its ceilings. */
static void work_is_bounded(void **state)
{
    static const char *const pieces[] = {
        "refund ",
        "\"refund lamp\" ",
        "-lamp ",
        "qksvna ",
        "cusotmsduties",
        "\xF0\x9F\x98\x80",
        "e\xCC\x81\xCC\x82\xCC\x83",
        "\xE2\x80\xAE",
        "\xED\xA0\x80",
        "반품은환불을",
        "send back ",
        "\"",
        "\"lamp ",
        "-\"soft brush\" ",
        "a-b.c/d@e ",
        "ㅗ디ㅣㅐ ",
        "refnud cusotms ",
        "soft brush lamp ref und ",
    };

    for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
        struct buf query = {0};
        while (query.len < 4096)
            buf_text(&query, pieces[i]);
        for (size_t locale = EN; locale <= PL; locale++) {
            struct asked asked =
                run(state, locale,
                    (struct search_request){.query = buf_str(&query),
                                            .explain = true});
            assert_true(number(&asked, "explain.work.records_scanned") <= 450);
            assert_true(number(&asked, "explain.work.matches_looked_at") <=
                        SAMPLE_LAMPS + 10);
            assert_true(number(&asked, "explain.work.postings_at_most") <=
                        TERMS_MAX * (SAMPLE_LAMPS + 10));
            assert_true(number(&asked, "explain.work.ranges") <= 32 + 64 * 6);
            assert_true(number(&asked, "explain.work.spellings_measured") <=
                        64 * SPELLER_MEASURED_MAX);
            assert_true(number(&asked, "explain.work.words_asked") <=
                        64 * (SPLIT_ASKED_MAX + LAYOUT_CANDIDATES_MAX));
            drop(&asked);
        }
        buf_release(&query);
    }
}

static int make_sample(void **state)
{
    static struct search_sample sample;
    struct err e = {0};

    *state = &sample;
    if (sample_make(&sample, &e))
        return 0;
    print_error("%s\n", e.message);
    return -1;
}

static int drop_sample(void **state)
{
    sample_drop(*state);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mistakes_are_put_right),
        cmocka_unit_test(what_finds_things_is_left_alone),
        cmocka_unit_test(synonyms_help_to_find),
        cmocka_unit_test(phrases_stand_in_a_row),
        cmocka_unit_test(the_latest_may_come_first),
        cmocka_unit_test(confidence_is_higher_for_better_answers),
        cmocka_unit_test(an_explanation_says_why),
        cmocka_unit_test(work_is_bounded),
    };

    return cmocka_run_group_tests_name("query", tests, make_sample,
                                       drop_sample);
}
