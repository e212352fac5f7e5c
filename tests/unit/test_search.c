/* Searching a small help centre: what is found, and the form of the answer. */
#include "lib/utf8.h"
#include "tests/unit/sample.h"

static struct asked suggest(const char *query, uint32_t limit)
{
    return run(
        suggest_run, EN,
        (struct search_request){.query = str_from(query), .limit = limit});
}

static const struct value *item(const struct value *list, size_t i)
{
    assert_non_null(list);
    assert_int_equal(list->kind, VALUE_LIST);
    assert_true(i < list->list.count);
    return list->list.items[i];
}

static size_t count(const struct value *map, const char *key)
{
    const struct value *list = value_path(map, str_from(key));

    assert_non_null(list);
    assert_int_equal(list->kind, VALUE_LIST);
    return list->list.count;
}

static const struct value *hit(const struct asked *asked, size_t i)
{
    return item(value_get(asked->answer, S("hits")), i);
}

static int64_t number(const struct value *map, const char *key)
{
    const struct value *v = value_path(map, str_from(key));

    assert_non_null(v);
    assert_int_equal(v->kind, VALUE_INTEGER);
    return v->integer;
}

static void assert_text(const struct value *map, const char *key,
                        const char *want)
{
    const struct value *v = value_path(map, str_from(key));
    struct str got = value_str(v);

    assert_non_null(v);
    if (!str_eq(got, str_from(want)))
        fail_msg("%s is \"%.*s\", want \"%s\"", key, STR_ARG(got), want);
}

static void assert_ids(const struct asked *asked, const char *const *ids,
                       size_t n)
{
    assert_int_equal(count(asked->answer, "hits"), n);
    for (size_t i = 0; i < n; i++)
        assert_text(hit(asked, i), "id", ids[i]);
}

static void a_hit_says_all_that_the_contract_names(void **state)
{
    (void)state;
    struct asked asked = ask(EN, "customs");
    const struct value *h = hit(&asked, 0);
    static const char *const keys[] = {
        "id",      "url",     "title",   "section",      "breadcrumb",
        "heading", "anchor",  "snippet", "marks",        "score",
        "locale",  "updated", "tags",    "snippet_text",
    };

    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (!value_get(h, str_from(keys[i])))
            fail_msg("no %s", keys[i]);
    assert_int_equal(h->map.count, sizeof(keys) / sizeof(*keys));
    assert_text(asked.answer, "query", "customs");
    assert_text(asked.answer, "locale", "en");
    assert_int_equal(number(asked.answer, "total"), 1);
    assert_int_equal(number(asked.answer, "limit"), 10);
    assert_int_equal(number(asked.answer, "offset"), 0);
    assert_text(h, "id", "orders/abroad/customs");
    assert_text(h, "url", "/en/orders/abroad/customs");
    assert_text(h, "title", "Customs and duties");
    assert_text(h, "section.id", "orders/abroad");
    assert_text(h, "section.title", "Orders abroad");
    assert_text(h, "locale", "en");
    assert_text(h, "updated", "2026-01-02T00:00:00Z");
    assert_true(
        str_eq(value_str(item(value_get(h, S("tags")), 0)), S("money")));
    drop(&asked);
}

static void the_breadcrumb_is_the_way_from_the_top(void **state)
{
    (void)state;
    struct asked asked = ask(EN, "customs");
    const struct value *crumbs = value_get(hit(&asked, 0), S("breadcrumb"));

    assert_int_equal(crumbs->list.count, 2);
    assert_text(item(crumbs, 0), "title", "Your orders");
    assert_text(item(crumbs, 0), "url", "/en/orders/");
    assert_text(item(crumbs, 1), "title", "Orders abroad");
    assert_text(item(crumbs, 1), "url", "/en/orders/abroad/");
    drop(&asked);

    asked = ask(EN, "soap");
    assert_int_equal(count(hit(&asked, 0), "breadcrumb"), 0);
    assert_int_equal(value_get(hit(&asked, 0), S("section"))->kind, VALUE_NULL);
    drop(&asked);
}

static void the_best_section_gives_heading_and_anchor(void **state)
{
    (void)state;
    static const struct {
        size_t locale;
        const char *query, *heading, *anchor;
    } cases[] = {
        {EN, "order number", "What you need", "need"},
        {EN, "money refund", "Refunds", "refunds"},
        {EN, "thirty days", "", ""},
        {KO, "환불은", "환불은 언제 되나요?", "환불은-언제-되나요"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct asked asked = ask(cases[i].locale, cases[i].query);
        assert_text(hit(&asked, 0), "id", "returns");
        assert_text(hit(&asked, 0), "heading", cases[i].heading);
        assert_text(hit(&asked, 0), "anchor", cases[i].anchor);
        drop(&asked);
    }
}

static void updated_is_utc_or_null(void **state)
{
    (void)state;
    struct asked asked = ask(EN, "thirty days");

    assert_text(hit(&asked, 0), "updated", "2026-03-14T00:00:00Z");
    drop(&asked);
    asked = ask(EN, "soap");
    assert_int_equal(value_get(hit(&asked, 0), S("updated"))->kind, VALUE_NULL);
    drop(&asked);
}

/* The piece of `text` from code point `start` on. */
static struct str points(struct str text, int64_t start, int64_t length)
{
    size_t from = 0, to;

    for (; start > 0; start--)
        utf8_next(text, &from, NULL);
    for (to = from; length > 0; length--)
        utf8_next(text, &to, NULL);
    return str_sub(text, from, to - from);
}

static void assert_marks(const struct value *h, const char *const *words)
{
    const struct value *marks = value_get(h, S("marks"));
    struct str text = value_str(value_get(h, S("snippet_text")));
    size_t n = 0;

    for (; words[n]; n++) {
        const struct value *mark = item(marks, n);
        struct str got =
            points(text, item(mark, 0)->integer, item(mark, 1)->integer);
        if (!str_eq(got, str_from(words[n])))
            fail_msg("\"%.*s\" is marked, want \"%s\"", STR_ARG(got), words[n]);
    }
    assert_int_equal(marks->list.count, n);
}

static void snippets_are_escaped_and_marked_in_code_points(void **state)
{
    (void)state;
    struct asked asked = ask(EN, "money card");

    assert_text(hit(&asked, 0), "snippet_text",
                "The money goes back to your card: refund <b> & \"quotes\" if "
                "a < b.");
    assert_text(hit(&asked, 0), "snippet",
                "The <mark>money</mark> goes back to your <mark>card</mark>: "
                "refund &lt;b&gt; &amp; &quot;quotes&quot; if a &lt; b.");
    assert_marks(hit(&asked, 0), (const char *const[]){"money", "card", NULL});
    drop(&asked);

    asked = ask(EN, "bulbs"); /* found by its title, begins with a heading */
    assert_text(hit(&asked, 0), "anchor", "");
    assert_text(hit(&asked, 0), "snippet_text", "Screw in small ones.");
    drop(&asked);

    asked = ask(KO, "카드는");
    assert_text(hit(&asked, 0), "snippet_text",
                "😀 카드는 사흘 뒤에 환불됩니다.");
    assert_marks(hit(&asked, 0), (const char *const[]){"카드는", NULL});
    drop(&asked);

    asked = ask(PL, "zwrocic lampe");
    assert_marks(hit(&asked, 0),
                 (const char *const[]){"Lampę", "zwrócić", "Zwrot", NULL});
    drop(&asked);
}

static struct asked filtered(const char *query, const char *section,
                             const char *tag)
{
    return run(search_run, EN,
               (struct search_request){.query = str_from(query),
                                       .limit = 10,
                                       .section = str_from(section),
                                       .tag = str_from(tag)});
}

static void filters_restrict(void **state)
{
    (void)state;
    static const struct {
        const char *query, *section, *tag, *ids[3];
        size_t count;
    } cases[] = {
        {"refund", "", "", {"returns", "orders/abroad/customs"}, 2},
        {"refund", "orders", "", {"returns", "orders/abroad/customs"}, 2},
        {"refund", "orders/abroad", "", {"orders/abroad/customs"}, 1},
        {"refund", "models", "", {0}, 0},
        {"refund", "Your orders", "", {0}, 0},
        {"refund", "", "returns", {"returns"}, 1},
        {"refund", "", "money", {"returns", "orders/abroad/customs"}, 2},
        {"refund", "", "Money", {0}, 0},
        {"refund", "orders/abroad", "returns", {0}, 0},
        {"lamp", "orders", "money", {"returns"}, 1},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct asked asked =
            filtered(cases[i].query, cases[i].section, cases[i].tag);
        assert_ids(&asked, cases[i].ids, cases[i].count);
        assert_int_equal(number(asked.answer, "total"), cases[i].count);
        drop(&asked);
    }
}

static void facets_count_and_name(void **state)
{
    (void)state;
    struct asked asked = ask(EN, "refund");
    const struct value *sections =
        value_path(asked.answer, S("facets.section"));
    const struct value *tags = value_path(asked.answer, S("facets.tag"));

    assert_int_equal(sections->list.count, 2);
    for (size_t i = 0; i < 2; i++) {
        struct str id = value_str(value_get(item(sections, i), S("value")));
        assert_text(item(sections, i), "label",
                    str_eq(id, S("orders")) ? "Your orders" : "Orders abroad");
        /* the section abroad lies in the other */
        assert_int_equal(number(item(sections, i), "count"),
                         str_eq(id, S("orders")) ? 2 : 1);
    }
    assert_text(item(tags, 0), "value", "money");
    assert_text(item(tags, 0), "label", "money");
    assert_int_equal(number(item(tags, 0), "count"), 2);
    assert_text(item(tags, 1), "value", "returns");
    assert_int_equal(number(item(tags, 1), "count"), 1);
    drop(&asked);
}

static void nothing_asked_finds_nothing(void **state)
{
    (void)state;
    static const char *const queries[] = {
        "", " ", "?!", "-", "\"\"", "zzzyzx", "\xEF\xBB\xBF", "\xFF\xFE"};

    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
        struct asked asked = ask(EN, queries[i]);
        assert_int_equal(count(asked.answer, "hits"), 0);
        assert_int_equal(number(asked.answer, "total"), 0);
        assert_int_equal(count(asked.answer, "facets.section"), 0);
        assert_int_equal(count(asked.answer, "facets.tag"), 0);
        drop(&asked);
    }
}

static void stop_words_count_only_when_alone(void **state)
{
    (void)state;
    struct asked asked = ask(EN, "the");

    assert_true(count(asked.answer, "hits") > 0);
    drop(&asked);
    asked = ask(EN, "what is the soap");
    assert_ids(&asked, (const char *const[]){"care"}, 1);
    drop(&asked);
}

static void words_match_other_forms_cases_and_accents(void **state)
{
    (void)state;
    static const struct {
        size_t locale;
        const char *query, *id;
    } cases[] = {
        {EN, "RETURNED", "returns"}, {EN, "refunding", "returns"},
        {EN, "brushes", "care"},     {KO, "반품", "returns"},
        {PL, "ZWROT", "returns"},    {PL, "pieniedzy", "returns"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct asked asked = ask(cases[i].locale, cases[i].query);
        assert_text(hit(&asked, 0), "id", cases[i].id);
        drop(&asked);
    }
}

static struct asked page_of_lamps(uint32_t offset, uint32_t limit)
{
    return run(search_run, EN,
               (struct search_request){
                   .query = S("lamp"), .limit = limit, .offset = offset});
}

/* Only the first fifty are looked at again: the border must not move, repeat
 * or lose a hit, wherever a page begins. */
static void pages_hold_each_hit_once_beyond_fifty_too(void **state)
{
    (void)state;
    struct asked all = page_of_lamps(0, 100);
    size_t total = SAMPLE_LAMPS + 2;
    const uint32_t steps[] = {1, 7, 10, 49, 50, 51};

    assert_int_equal(count(all.answer, "hits"), total);
    assert_int_equal(number(all.answer, "total"), total);
    assert_false(value_get(all.answer, S("total_is_estimate"))->boolean);
    for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
        for (uint32_t at = 0; at < total + steps[i]; at += steps[i]) {
            struct asked page = page_of_lamps(at, steps[i]);
            size_t left = at < total ? total - at : 0;
            size_t n = left < steps[i] ? left : steps[i];
            assert_int_equal(count(page.answer, "hits"), n);
            assert_int_equal(number(page.answer, "total"), total);
            for (size_t k = 0; k < n; k++) {
                struct str id =
                    value_str(value_get(hit(&all, at + k), S("id")));
                assert_text(hit(&page, k), "id", id.ptr);
            }
            drop(&page);
        }
    drop(&all);
}

static void scores_fall(void **state)
{
    (void)state;
    struct asked all = page_of_lamps(0, 100);
    double before = 1e9;

    for (size_t i = 0; i < count(all.answer, "hits"); i++) {
        double score = value_get(hit(&all, i), S("score"))->number;
        assert_true(score > 0 && score <= before);
        before = score;
    }
    /* lamp is a third of the title's words, and not a quarter */
    assert_text(hit(&all, 0), "title", "Return a lamp");
    drop(&all);
}

static void urls_take_an_origin(void **state)
{
    (void)state;
    struct asked asked =
        run(search_run, EN,
            (struct search_request){.query = S("customs"),
                                    .limit = 1,
                                    .origin = S("https://lantern.example")});
    const struct value *h = hit(&asked, 0);

    assert_text(h, "url", "https://lantern.example/en/orders/abroad/customs");
    assert_text(item(value_get(h, S("breadcrumb")), 0), "url",
                "https://lantern.example/en/orders/");
    drop(&asked);
}

/* What is behind the limit is not read: the last word is not searched. */
static void long_queries_are_cut(void **state)
{
    (void)state;
    char query[SEARCH_QUERY_MAX + 32];

    memset(query, ' ', sizeof(query));
    memcpy(query, "soap", 4);
    snprintf(query + SEARCH_QUERY_MAX, 32, "customs");
    struct asked asked = ask(EN, query);
    assert_ids(&asked, (const char *const[]){"care"}, 1);
    drop(&asked);
}

static void suggestions_begin_with_what_is_typed(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        uint32_t limit;
        const char *titles[3];
        size_t count;
    } cases[] = {
        {"car", 8, {"Care for a lamp"}, 1},
        {"CUS", 8, {"Customs and duties"}, 1},
        {"dut", 8, {"Customs and duties"}, 1},
        {"return a l", 8, {"Return a lamp"}, 1},
        {"lamp", 8, {"Return a lamp", "Care for a lamp"}, 2},
        {"lamp", 1, {"Return a lamp"}, 1},
        {"model 1", 3, {"Model 1", "Model 10", "Model 11"}, 3},
        {"amp", 8, {0}, 0},
        {"", 8, {0}, 0},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct asked asked = suggest(cases[i].query, cases[i].limit);
        if (count(asked.answer, "suggestions") != cases[i].count)
            fail_msg("\"%s\": %zu suggestions", cases[i].query,
                     count(asked.answer, "suggestions"));
        for (size_t k = 0; k < cases[i].count; k++)
            assert_text(item(value_get(asked.answer, S("suggestions")), k),
                        "title", cases[i].titles[k]);
        drop(&asked);
    }
}

static void a_suggestion_has_id_url_and_section(void **state)
{
    (void)state;
    struct asked asked = suggest("customs", 8);
    const struct value *first =
        item(value_get(asked.answer, S("suggestions")), 0);

    assert_text(asked.answer, "query", "customs");
    assert_text(asked.answer, "locale", "en");
    assert_text(first, "id", "orders/abroad/customs");
    assert_text(first, "url", "/en/orders/abroad/customs");
    assert_text(first, "section.title", "Orders abroad");
    assert_text(first, "heading", "");
    assert_int_equal(first->map.count, 6);
    drop(&asked);
}

static void assert_mark(const struct value *marks, size_t i, int64_t start,
                        int64_t end)
{
    const struct value *pair = item(marks, i);

    assert_int_equal(item(pair, 0)->integer, start);
    assert_int_equal(item(pair, 1)->integer, end);
}

static void a_suggested_heading_has_its_anchor_and_marks(void **state)
{
    (void)state;
    struct asked asked = suggest("what ne", 8);
    const struct value *first =
        item(value_get(asked.answer, S("suggestions")), 0);
    const struct value *marks = value_get(first, S("marks"));

    assert_text(first, "title", "Return a lamp");
    assert_text(first, "heading", "What you need");
    assert_text(first, "url", "/en/orders/returns#need");
    assert_int_equal(count(first, "marks"), 2);
    assert_mark(marks, 0, 0, 4);
    assert_mark(marks, 1, 9, 11);
    drop(&asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hit_says_all_that_the_contract_names),
        cmocka_unit_test(the_breadcrumb_is_the_way_from_the_top),
        cmocka_unit_test(the_best_section_gives_heading_and_anchor),
        cmocka_unit_test(updated_is_utc_or_null),
        cmocka_unit_test(snippets_are_escaped_and_marked_in_code_points),
        cmocka_unit_test(filters_restrict),
        cmocka_unit_test(facets_count_and_name),
        cmocka_unit_test(nothing_asked_finds_nothing),
        cmocka_unit_test(stop_words_count_only_when_alone),
        cmocka_unit_test(words_match_other_forms_cases_and_accents),
        cmocka_unit_test(pages_hold_each_hit_once_beyond_fifty_too),
        cmocka_unit_test(scores_fall),
        cmocka_unit_test(urls_take_an_origin),
        cmocka_unit_test(long_queries_are_cut),
        cmocka_unit_test(suggestions_begin_with_what_is_typed),
        cmocka_unit_test(a_suggestion_has_id_url_and_section),
        cmocka_unit_test(a_suggested_heading_has_its_anchor_and_marks),
    };

    return cmocka_run_group_tests(tests, make_sample, drop_sample);
}
