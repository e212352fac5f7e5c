/* Days, times and the zones that they are in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/civil.h"
#include "lib/icu/zone.h"
#include "lib/timestamp.h"

static void days_have_numbers(void **state)
{
    (void)state;
    static const struct {
        int year, month, day;
        int64_t days;
        int weekday;
    } cases[] = {
        {1970, 1, 1, 0, 3},      {1969, 12, 31, -1, 2},
        {2000, 2, 29, 11016, 1}, {2000, 3, 1, 11017, 2},
        {2024, 2, 29, 19782, 3}, {2026, 11, 22, 20779, 6},
        {1900, 3, 1, -25508, 3}, {1900, 2, 28, -25509, 2},
        {0, 3, 1, -719468, 2},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        int64_t days = civil_days(cases[i].year, cases[i].month, cases[i].day);
        struct civil back = civil_of(days);
        assert_int_equal(days, cases[i].days);
        assert_int_equal(back.year, cases[i].year);
        assert_int_equal(back.month, cases[i].month);
        assert_int_equal(back.day, cases[i].day);
        assert_int_equal(civil_weekday(days), cases[i].weekday);
    }
    for (int64_t day = -800000; day < 800000; day += 13) {
        struct civil c = civil_of(day);
        assert_int_equal(civil_days(c.year, c.month, c.day), day);
    }
    assert_true(civil_exists(2028, 2, 29));
    assert_false(civil_exists(2100, 2, 29));
    assert_false(civil_exists(2026, 4, 31));
    assert_false(civil_exists(2026, 13, 1));
    assert_int_equal(civil_day_of(-1), -1);
    assert_int_equal(civil_day_of(86399), 0);
}

static void local_times_name_their_offset(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        int offset;
        const char *want;
    } cases[] = {
        {0, 0, "1970-01-01T00:00:00+00:00"},
        {0, 7 * 3600, "1970-01-01T07:00:00+07:00"},
        {0, -(3 * 3600 + 1800), "1969-12-31T20:30:00-03:30"},
        {1795305599, 20700, "2026-11-22T05:44:59+05:45"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct buf b = {0};
        int64_t back = 0;
        timestamp_put_local(&b, cases[i].seconds, cases[i].offset);
        if (!str_eq(buf_str(&b), str_from(cases[i].want)))
            fail_msg("got %.*s, want %s", STR_ARG(buf_str(&b)), cases[i].want);
        assert_true(timestamp_read(buf_str(&b), &back));
        assert_int_equal(back, cases[i].seconds);
        buf_release(&b);
    }
}

static void zones_have_names(void **state)
{
    (void)state;
    static const struct str good[] = {
        STR("Asia/Jakarta"),  STR("UTC"),     STR("America/Argentina/Ushuaia"),
        STR("Europe/Warsaw"), STR("Etc/UTC"), STR("Asia/Calcutta"),
    };
    static const struct str bad[] = {
        STR(""),          STR("/"),        STR("asia/jakarta"),  STR("IST"),
        STR("CET"),       STR("GMT+3"),    STR("+07:00"),        STR("Warsaw"),
        STR("Mars/Base"), STR("Asia/ "),   STR("Etc/Unknown"),   STR("utc"),
        STR("Asia/\xFF"), STR("Asia/\0a"), STR("Asia/Jakarta "),
    };

    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++) {
        struct zone *z = zone_open(good[i], NULL);
        if (!z)
            fail_msg("refused: %.*s", STR_ARG(good[i]));
        zone_close(z);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        struct err e = {0};
        if (zone_open(bad[i], &e) || e.code != ERR_CONTENT)
            fail_msg("taken: %.*s", STR_ARG(bad[i]));
    }
}

/* `wall` as if it were UTC, and when the clocks show it. */
static void clocks_jump_and_go_back(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *wall, *moment;
    } cases[] = {
        {"Asia/Jakarta", "2026-11-23T08:00", "2026-11-23T08:00+07:00"},
        {"Asia/Kathmandu", "2026-11-23T08:00", "2026-11-23T08:00+05:45"},
        {"UTC", "2026-11-23T08:00", "2026-11-23T08:00Z"},
        /* Warsaw leaves out 02:00 to 03:00, and has them twice. */
        {"Europe/Warsaw", "2027-03-28T01:59", "2027-03-28T01:59+01:00"},
        {"Europe/Warsaw", "2027-03-28T02:00", "2027-03-28T03:00+02:00"},
        {"Europe/Warsaw", "2027-03-28T02:59", "2027-03-28T03:00+02:00"},
        {"Europe/Warsaw", "2027-03-28T03:01", "2027-03-28T03:01+02:00"},
        {"Europe/Warsaw", "2026-10-25T01:59", "2026-10-25T01:59+02:00"},
        {"Europe/Warsaw", "2026-10-25T02:00", "2026-10-25T02:00+02:00"},
        {"Europe/Warsaw", "2026-10-25T02:59", "2026-10-25T02:59+02:00"},
        {"Europe/Warsaw", "2026-10-25T03:00", "2026-10-25T03:00+01:00"},
        /* Half an hour, in the south. */
        {"Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-04T02:30+11:00"},
        {"Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-04T01:45+11:00"},
        {"Australia/Lord_Howe", "2027-04-04T02:00", "2027-04-04T02:00+10:30"},
        /* At midnight, and a whole day: Samoa had no 30 December 2011. */
        {"America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T01:00-02:00"},
        {"Pacific/Apia", "2011-12-29T23:59", "2011-12-29T23:59-10:00"},
        {"Pacific/Apia", "2011-12-30T12:00", "2011-12-31T00:00+14:00"},
        {"Pacific/Apia", "2011-12-31T00:30", "2011-12-31T00:30+14:00"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct zone *z = zone_open(str_from(cases[i].zone), NULL);
        int64_t wall, want;
        assert_non_null(z);
        assert_true(timestamp_read(str_from(cases[i].wall), &wall));
        assert_true(timestamp_read(str_from(cases[i].moment), &want));
        if (zone_moment(z, wall) != want)
            fail_msg("%s %s: %lld seconds off", cases[i].zone, cases[i].wall,
                     (long long)(zone_moment(z, wall) - want));
        zone_close(z);
    }
}

static void moments_have_an_offset(void **state)
{
    (void)state;
    static const struct {
        const char *zone, *moment;
        int minutes;
    } cases[] = {
        {"Europe/Warsaw", "2027-03-28T00:59:59Z", 60},
        {"Europe/Warsaw", "2027-03-28T01:00:00Z", 120},
        {"America/St_Johns", "2026-11-22T12:00:00Z", -210},
        {"Pacific/Chatham", "2026-11-22T12:00:00Z", 825},
        {"Africa/Cairo", "2026-11-22T12:00:00Z", 120},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct zone *z = zone_open(str_from(cases[i].zone), NULL);
        int64_t at;
        assert_non_null(z);
        assert_true(timestamp_read(str_from(cases[i].moment), &at));
        assert_int_equal(zone_offset(z, at), cases[i].minutes * 60);
        assert_int_equal(zone_wall(z, at) - at, cases[i].minutes * 60);
        zone_close(z);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_have_numbers),
        cmocka_unit_test(local_times_name_their_offset),
        cmocka_unit_test(zones_have_names),
        cmocka_unit_test(clocks_jump_and_go_back),
        cmocka_unit_test(moments_have_an_offset),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
