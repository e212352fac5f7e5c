/* What is published when, and the notices of site.yaml. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/settings/notices.h"
#include "indexer/base/schedule.h"
#include "indexer/base/yaml.h"
#include "lib/icu/zone.h"

enum { NOON = 1796212800 }; /* 2026-12-02T12:00:00Z */

static int set_up(void **state)
{
    struct site *site = test_calloc(1, sizeof(*site));

    problems_init(&site->problems);
    site->now = NOON;
    *state = site;
    return 0;
}

static int tear_down(void **state)
{
    struct site *site = *state;

    problems_release(&site->problems);
    arena_release(&site->arena);
    test_free(site);
    return 0;
}

static void wall_times_become_moments(void **state)
{
    static const struct {
        struct str zone;
        int64_t wall, moment;
    } cases[] = {
        {STR("UTC"), NOON, NOON},
        {STR("Asia/Seoul"), NOON, NOON - 9 * 3600},
        {STR("Asia/Kathmandu"), NOON, NOON - 20700},
        {STR("America/New_York"), NOON, NOON + 5 * 3600},
        /* Warsaw, 29 March 2026: 02:00 to 03:00 is jumped over, at 01:00Z. */
        {STR("Europe/Warsaw"), 1774749599, 1774745999},
        {STR("Europe/Warsaw"), 1774749600, 1774746000},
        {STR("Europe/Warsaw"), 1774751400, 1774746000},
        {STR("Europe/Warsaw"), 1774753200, 1774746000},
        /* 25 October 2026: 02:00 to 03:00 comes twice, first at 00:00Z. */
        {STR("Europe/Warsaw"), 1792895400, 1792888200},
        {STR("Europe/Warsaw"), 1792897200, 1792893600},
        /* Samoa had no 30 December 2011. */
        {STR("Pacific/Apia"), 1325203200, 1325239200},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct zone *zone = zone_open(cases[i].zone, NULL);
        assert_non_null(zone);
        assert_int_equal(zone_moment(zone, cases[i].wall), cases[i].moment);
        zone_close(zone);
    }
    assert_null(zone_open(S("Mars/Olympus"), NULL));
    assert_null(zone_open(S(""), NULL));
}

static void dates_are_days_of_the_zone(void **state)
{
    static const struct {
        struct str zone, text;
        enum schedule_edge edge;
        int64_t seconds; /* 0: no date */
    } cases[] = {
        {STR(""), STR("2026-12-02T12:00:00Z"), SCHEDULE_FROM, NOON},
        {STR(""), STR("2026-12-02T12:00"), SCHEDULE_UNTIL, NOON},
        {STR(""), STR("2026-12-02"), SCHEDULE_FROM, NOON - 43200},
        {STR(""), STR("2026-12-02"), SCHEDULE_UNTIL, NOON + 43200},
        {STR("Asia/Seoul"), STR("2026-12-02"), SCHEDULE_FROM, 1796137200},
        {STR("Asia/Seoul"), STR("2026-12-01"), SCHEDULE_UNTIL, 1796137200},
        {STR("Asia/Seoul"), STR("2026-12-02T21:00"), SCHEDULE_FROM, NOON},
        {STR("Asia/Seoul"), STR("2026-12-02 21:00"), SCHEDULE_FROM, NOON},
        {STR("Asia/Seoul"), STR("2026-12-02T12:00Z"), SCHEDULE_FROM, NOON},
        {STR("Asia/Seoul"), STR("2026-12-02T07:00-05:00"), SCHEDULE_FROM, NOON},
        /* A day of 23 hours. */
        {STR("Europe/Warsaw"), STR("2026-03-29"), SCHEDULE_FROM, 1774738800},
        {STR("Europe/Warsaw"), STR("2026-03-29"), SCHEDULE_UNTIL,
         1774738800 + 23 * 3600},
        {STR(""), STR("tomorrow"), SCHEDULE_FROM, 0},
        {STR(""), STR("2026-02-30"), SCHEDULE_FROM, 0},
        {STR(""), STR(""), SCHEDULE_UNTIL, 0},
    };
    struct site *site = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        int64_t seconds = 0;
        site->config.zone = cases[i].zone;
        bool is_date =
            schedule_time(site, cases[i].text, cases[i].edge, &seconds);
        assert_int_equal(is_date, cases[i].seconds != 0);
        if (is_date)
            assert_int_equal(seconds, cases[i].seconds);
    }
}

static void the_next_change_is_the_first_to_come(void **state)
{
    struct site *site = *state;

    assert_true(schedule_is_now(site, 0, 0));
    assert_int_equal(site->next_change_at, 0);
    assert_false(schedule_is_now(site, 0, NOON));
    assert_false(schedule_is_now(site, NOON - 9, NOON - 5));
    assert_int_equal(site->next_change_at, 0);
    assert_true(schedule_is_now(site, NOON, NOON + 50));
    assert_int_equal(site->next_change_at, NOON + 50);
    assert_false(schedule_is_now(site, NOON + 20, NOON + 70));
    assert_int_equal(site->next_change_at, NOON + 20);
    assert_true(schedule_is_now(site, 0, NOON + 30));
    assert_int_equal(site->next_change_at, NOON + 20);
}

static void read_list(struct site *site, const char *yaml)
{
    site->config.notices = yaml_parse(&site->arena, str_from(yaml), NULL);
    assert_non_null(site->config.notices);
    notices_read(site, str_from(yaml));
}

static struct value *of(struct site *site, const char *tag)
{
    struct locale l = {.tag = ""};

    for (size_t i = 0; tag[i]; i++)
        l.tag[i] = tag[i];
    return notices_value(&site->arena, site, &l);
}

static void assert_text(const struct value *v, size_t at, struct str key,
                        const char *want)
{
    assert_true(at < v->list.count);
    struct str got = value_str(value_get(v->list.items[at], key));
    if (!str_eq(got, str_from(want)))
        fail_msg("%.*s: got \"%.*s\", want \"%s\"", STR_ARG(key), STR_ARG(got),
                 want);
}

static void what_is_not_published_now_is_left_out(void **state)
{
    struct site *site = *state;
    struct value *v;

    read_list(site, "- {text: Over, until: 2026-12-01}\n"
                    "- {text: Today, from: 2026-12-02, until: 2026-12-02}\n"
                    "- {text: Later, from: '2026-12-02T12:00:01'}\n"
                    "- {text: Always}\n");
    assert_int_equal(site->problems.count, 0);
    assert_int_equal(site->next_change_at, NOON + 1);
    v = of(site, "en");
    assert_int_equal(v->list.count, 2);
    assert_text(v, 0, S("text"), "Today");
    assert_text(v, 0, S("kind"), "info");
    assert_text(v, 0, S("until"), "2026-12-03T00:00:00Z");
    assert_text(v, 1, S("text"), "Always");
    assert_text(v, 1, S("until"), "");
    assert_int_equal(value_str(value_get(v->list.items[1], S("id"))).len, 8);
}

static void a_notice_speaks_the_reader_s_language(void **state)
{
    struct site *site = *state;
    struct value *v;

    read_list(site, "- id: strike\n"
                    "  kind: warning\n"
                    "  text: {en: Late, tl: Huli, ko: 늦음}\n"
                    "  url: {en: /en/late, tl: /fil/huli}\n"
                    "  url_label: Status\n"
                    "  locales: [en, tl]\n");
    assert_int_equal(site->problems.count, 0);
    v = of(site, "fil");
    assert_text(v, 0, S("id"), "strike");
    assert_text(v, 0, S("kind"), "warning");
    assert_text(v, 0, S("text"), "Huli");
    assert_text(v, 0, S("url"), "/fil/huli");
    assert_text(v, 0, S("url_label"), "Status");
    assert_int_equal(of(site, "ko")->list.count, 0);
    assert_int_equal(of(site, "pl")->list.count, 0);
}

static void what_is_wrong_is_said_where_it_is(void **state)
{
    static const char *const wrong[] = {
        "- late",
        "- {kind: info}",
        "- {text: x, kind: alarm}",
        "- {text: x, from: soon}",
        "- {text: x, until: [1]}",
        "- {text: x, from: 2026-12-02, until: 2026-12-01}",
        "- {text: x, url: orders/late}",
        "- {text: x, url: //evil.example}",
        "- {text: x, url: 'javascript:x'}",
        "- {text: {english: x}}",
        "- {text: {en: 3}}",
        "- {text: ''}",
        "- {text: x, locales: en}",
        "- {text: x, colour: red}",
        "- {text: x, url_label: 3}",
        "- {text: x, id: 3}",
    };
    struct site *site = *state;

    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        read_list(site, wrong[i]);
        if (site->problems.errors != i + 1)
            fail_msg("nothing is wrong with %s", wrong[i]);
        assert_int_equal(site->problems.rows[i].line, 1);
        assert_int_equal(of(site, "en")->list.count, 0);
    }
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(wall_times_become_moments),
        CASE(dates_are_days_of_the_zone),
        CASE(the_next_change_is_the_first_to_come),
        CASE(what_is_not_published_now_is_left_out),
        CASE(a_notice_speaks_the_reader_s_language),
        CASE(what_is_wrong_is_said_where_it_is),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
