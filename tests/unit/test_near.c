/* Words offered to a reader whose search found nothing. */
#include "tests/unit/sample.h"

static int64_t total(const struct asked *asked)
{
    return value_get(asked->answer, S("total"))->integer;
}

static bool offers(const struct asked *asked, const char *word)
{
    const struct value *near = value_get(asked->answer, S("near"));

    assert_non_null(near);
    for (size_t i = 0; i < near->list.count; i++)
        if (str_eq(value_str(near->list.items[i]), str_from(word)))
            return true;
    return false;
}

/* Too far from any word to be searched instead of what was typed. */
static void an_empty_answer_offers_near_words(void **state)
{
    static const struct {
        size_t locale;
        const char *query, *near;
    } rows[] = {
        {EN, "refundulation", "refund"}, /* the same beginning */
        {EN, "dutyfree customland", "customs"},
        {EN, "moenyes", "money"}, /* slips, two of them in a short word */
        {PL, "zwrotkowanie", "zwrot"},
        {PL, "pieniedzowo", "pieniędzy"}, /* as it is spelled */
        {KO, "램푸스", "램프"},
        {EN, "lam", "lamp"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct asked asked = ask(rows[i].locale, rows[i].query);
        assert_int_equal(total(&asked), 0);
        if (!offers(&asked, rows[i].near))
            fail_msg("%s: not near %s", rows[i].query, rows[i].near);
        drop(&asked);
    }
}

static void near_words_stay_apart(void **state)
{
    static const char *const queries[] = {"xqzv", "12345678",
                                          "\"refund lamps\"", "-refund"};

    (void)state;
    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
        struct asked asked = ask(EN, queries[i]);
        if (total(&asked) == 0)
            assert_int_equal(value_get(asked.answer, S("near"))->list.count, 0);
        drop(&asked);
    }

    struct asked asked = ask(EN, "refund");
    assert_null(value_get(asked.answer, S("near")));
    drop(&asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_answer_offers_near_words),
        cmocka_unit_test(near_words_stay_apart),
    };

    return cmocka_run_group_tests(tests, make_sample, drop_sample);
}
