/* Times, days and their lists, as the locale writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/icu/format.h"
#include "lib/icu/zone.h"
#include "lib/timestamp.h"

static int64_t wall(const char *text)
{
    int64_t seconds = 0;

    if (!timestamp_read(str_from(text), &seconds))
        fail_msg("no time: %s", text);
    return seconds;
}

/* Not in the table: what kind of blank ICU puts between. */
static void plain_blanks(struct buf *b)
{
    static const struct str odd[] = {STR("\u2009"), STR("\u202F"),
                                     STR("\u00A0")};
    struct buf out = {0};

    for (size_t at = 0; at < b->len;) {
        struct str rest = str_skip(buf_str(b), at);
        size_t taken = 0;
        for (size_t i = 0; i < 3; i++)
            if (str_starts(rest, odd[i]))
                taken = odd[i].len;
        buf_char(&out, taken ? ' ' : rest.ptr[0]);
        at += taken ? taken : 1;
    }
    buf_release(b);
    *b = out;
}

static void check(const char *locale, const char *what, struct buf *b,
                  const char *want)
{
    plain_blanks(b);
    if (!str_eq(buf_str(b), str_from(want)))
        fail_msg("%s, %s: got \"%.*s\", want \"%s\"", locale, what,
                 STR_ARG(buf_str(b)), want);
    buf_release(b);
}

/* 15:05 on Monday, 28 December 2026. */
static void moments(void **state)
{
    (void)state;
    static const struct {
        const char *locale, *time, *weekday, *day, *month;
    } cases[] = {
        {"en", "15:05", "Monday", "28 December", "December 2026"},
        {"en-GB", "15:05", "Monday", "28 December", "December 2026"},
        {"en-US", "3:05 PM", "Monday", "December 28", "December 2026"},
        {"pl", "15:05", "poniedziałek", "28 grudnia", "Grudzień 2026"},
        {"id", "15.05", "Senin", "28 Desember", "Desember 2026"},
        {"es", "15:05", "lunes", "28 de diciembre", "Diciembre de 2026"},
        {"vi", "15:05", "Thứ Hai", "28 tháng 12", "Tháng 12 năm 2026"},
        {"ko", "오후 3:05", "월요일", "12월 28일", "2026년 12월"},
        {"fil", "3:05 PM", "Lunes", "Disyembre 28", "Disyembre 2026"},
        {"ar", "٣:٠٥ م", "الاثنين", "٢٨ ديسمبر", "ديسمبر ٢٠٢٦"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct formats *f = formats_new(str_from(cases[i].locale), NULL);
        int64_t at = wall("2026-12-28T15:05");
        struct buf time = {0}, weekday = {0}, day = {0}, month = {0};
        assert_non_null(f);
        format_time(f, at, &time);
        format_weekday(f, at, &weekday);
        format_day(f, at, &day);
        format_month(f, at, &month);
        check(cases[i].locale, "time", &time, cases[i].time);
        check(cases[i].locale, "weekday", &weekday, cases[i].weekday);
        check(cases[i].locale, "day", &day, cases[i].day);
        check(cases[i].locale, "month", &month, cases[i].month);
        formats_free(f);
    }
}

static void intervals(void **state)
{
    (void)state;
    static const struct {
        const char *locale, *times, *night, *weekdays, *days, *dates;
    } cases[] = {
        {"en", "09:00–15:30", "22:00–02:00", "Monday – Friday",
         "24 December – 2 January", "24 December 2026 – 6 January 2027"},
        {"pl", "09:00–15:30", "22:00–02:00", "poniedziałek – piątek",
         "24 grudnia – 2 stycznia", "24 grudnia 2026 – 6 stycznia 2027"},
        {"id", "09.00–15.30", "22.00–02.00", "Senin – Jumat",
         "24 Desember – 2 Januari", "24 Desember 2026 – 6 Januari 2027"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct formats *f = formats_new(str_from(cases[i].locale), NULL);
        struct buf b = {0};
        assert_non_null(f);
        format_times(f, 9 * 3600, 15 * 3600 + 1800, &b);
        check(cases[i].locale, "times", &b, cases[i].times);
        format_times(f, 22 * 3600, 2 * 3600, &b);
        check(cases[i].locale, "night", &b, cases[i].night);
        format_weekdays(f, wall("2026-11-23"), wall("2026-11-27"), &b);
        check(cases[i].locale, "weekdays", &b, cases[i].weekdays);
        format_days(f, wall("2000-12-24"), wall("2000-01-02"), &b);
        check(cases[i].locale, "days", &b, cases[i].days);
        format_dates(f, wall("2026-12-24"), wall("2027-01-06"), &b);
        check(cases[i].locale, "dates", &b, cases[i].dates);
        formats_free(f);
    }
}

static void lists(void **state)
{
    (void)state;
    static const struct str items[] = {STR("a"), STR("\xC5\xBC"), STR("c")};
    static const struct {
        const char *locale, *one, *two, *three;
    } cases[] = {
        {"en", "a", "a, \xC5\xBC", "a, \xC5\xBC, c"},
        {"pl", "a", "a i \xC5\xBC", "a, \xC5\xBC i c"},
        {"ja", "a", "a、\xC5\xBC", "a、\xC5\xBC、c"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct formats *f = formats_new(str_from(cases[i].locale), NULL);
        struct buf b = {0};
        assert_non_null(f);
        format_list(f, items, 0, &b);
        check(cases[i].locale, "none", &b, "");
        format_list(f, items, 1, &b);
        check(cases[i].locale, "one", &b, cases[i].one);
        format_list(f, items, 2, &b);
        check(cases[i].locale, "two", &b, cases[i].two);
        format_list(f, items, 3, &b);
        check(cases[i].locale, "three", &b, cases[i].three);
        formats_free(f);
    }
}

static void names(void **state)
{
    (void)state;
    static const struct str items[] = {STR("Ann"), STR("Ben"), STR("Kim")};
    static const struct {
        const char *locale, *one, *two, *three;
    } cases[] = {
        {"en", "Ann", "Ann and Ben", "Ann, Ben and Kim"},
        {"en-US", "Ann", "Ann and Ben", "Ann, Ben, and Kim"},
        {"fr", "Ann", "Ann et Ben", "Ann, Ben et Kim"},
        {"ru", "Ann", "Ann и Ben", "Ann, Ben и Kim"},
        {"ja", "Ann", "Ann、Ben", "Ann、Ben、Kim"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct formats *f = formats_new(str_from(cases[i].locale), NULL);
        struct buf b = {0};
        assert_non_null(f);
        format_names(f, items, 1, &b);
        check(cases[i].locale, "one", &b, cases[i].one);
        format_names(f, items, 2, &b);
        check(cases[i].locale, "two", &b, cases[i].two);
        format_names(f, items, 3, &b);
        check(cases[i].locale, "three", &b, cases[i].three);
        formats_free(f);
    }
}

static void cities(void **state)
{
    (void)state;
    static const struct {
        const char *locale, *zone, *want;
    } cases[] = {
        {"en", "Europe/Warsaw", "Warsaw"},
        {"pl", "Europe/Warsaw", "Warszawa"},
        {"ko", "Asia/Seoul", "서울"},
        {"en", "America/New_York", "New York"},
        {"en", "Etc/GMT-5", "GMT+5"},
        {"en", "UTC", "GMT"},
        {"en", "Asia/Jakarta", "Jakarta"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct formats *f = formats_new(str_from(cases[i].locale), NULL);
        struct zone *z = zone_open(str_from(cases[i].zone), NULL);
        struct buf b = {0};
        assert_non_null(f);
        assert_non_null(z);
        for (int again = 0; again < 2; again++) {
            format_city(f, z, 0, &b);
            check(cases[i].locale, cases[i].zone, &b, cases[i].want);
        }
        zone_close(z);
        formats_free(f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(moments), cmocka_unit_test(intervals),
        cmocka_unit_test(lists),   cmocka_unit_test(names),
        cmocka_unit_test(cities),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
