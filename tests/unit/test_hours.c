/* Opening hours as shops write them: what is understood, what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/civil.h"
#include "lib/hours/hours.h"
#include "lib/timestamp.h"

static int64_t day_of(const char *date)
{
    int64_t seconds = 0;

    if (!timestamp_read(str_from(date), &seconds))
        fail_msg("no date: %s", date);
    return civil_day_of(seconds);
}

/* "09:00-12:00 22:00-26:00" */
static void put_day(struct buf *b, const struct hours *h, int64_t day,
                    bool is_holiday)
{
    struct hours_span spans[HOURS_SPANS];
    size_t count = hours_on(h, day, is_holiday, spans);

    for (size_t i = 0; i < count; i++)
        buf_fmt(b, "%s%02d:%02d-%02d:%02d", i ? " " : "", spans[i].from / 60,
                spans[i].from % 60, spans[i].to / 60, spans[i].to % 60);
}

struct row {
    const char *hours, *date, *want;
    bool is_holiday;
};

static void check(const struct row *row)
{
    struct hours h;
    struct err e = {0};
    struct buf b = {0};

    if (hours_parse(str_from(row->hours), &h, &e))
        fail_msg("%s: %u: %s", row->hours, e.column, e.message);
    put_day(&b, &h, day_of(row->date), row->is_holiday);
    if (!str_eq(buf_str(&b), str_from(row->want)))
        fail_msg("%s on %s: got \"%.*s\", want \"%s\"", row->hours, row->date,
                 STR_ARG(buf_str(&b)), row->want);
    buf_release(&b);
}

/* 2026-11-23 is a Monday. */
static void days_have_times(void **state)
{
    (void)state;
    static const struct row cases[] = {
        {"09:00-17:00", "2026-11-22", "09:00-17:00", false},
        {"09:00-17:00", "2026-11-23", "09:00-17:00", true},
        {"9:00-17:00", "2026-11-23", "09:00-17:00", false},
        {"Mo-Fr 09:00-17:00", "2026-11-23", "09:00-17:00", false},
        {"Mo-Fr 09:00-17:00", "2026-11-27", "09:00-17:00", false},
        {"Mo-Fr 09:00-17:00", "2026-11-28", "", false},
        {"Mo - Fr  09:00 - 17:00 ", "2026-11-27", "09:00-17:00", false},
        {"Mo,We 09:00-12:00,13:00-15:00", "2026-11-25",
         "09:00-12:00 13:00-15:00", false},
        {"Mo,We 09:00-12:00,13:00-15:00", "2026-11-24", "", false},
        {"We 13:00-15:00, 09:00-12:00", "2026-11-25", "09:00-12:00 13:00-15:00",
         false},
        {"Fr-Mo 10:00-11:00", "2026-11-23", "10:00-11:00", false},
        {"Fr-Mo 10:00-11:00", "2026-11-22", "10:00-11:00", false},
        {"Fr-Mo 10:00-11:00", "2026-11-26", "", false},
        {"Mo-Su 22:00-02:00", "2026-11-26", "22:00-26:00", false},
        {"Mo-Su 22:00-26:00", "2026-11-26", "22:00-26:00", false},
        {"Mo-Su 08:00-24:00", "2026-11-26", "08:00-24:00", false},
        {"Mo-Su 08:00-00:00", "2026-11-26", "08:00-24:00", false},
        {"24/7", "2026-11-26", "00:00-24:00", false},
        {"24/7; Sa off", "2026-11-28", "", false},
        /* Later rules take the place of earlier ones, on their days only. */
        {"Mo-Fr 09:00-17:00; We 10:00-12:00", "2026-11-25", "10:00-12:00",
         false},
        {"Mo-Fr 09:00-17:00; We 10:00-12:00", "2026-11-26", "09:00-17:00",
         false},
        {"We 10:00-12:00; Mo-Fr 09:00-17:00", "2026-11-25", "09:00-17:00",
         false},
        {"Mo-Fr 09:00-17:00; We off;", "2026-11-25", "", false},
        {"Mo-Fr 09:00-17:00; We closed", "2026-11-25", "", false},
        /* Behind a comma they add. */
        {"Mo-Fr 08:00-12:00, We 14:00-18:00", "2026-11-25",
         "08:00-12:00 14:00-18:00", false},
        {"Mo-Fr 08:00-12:00, We 14:00-18:00", "2026-11-26", "08:00-12:00",
         false},
        {"Mo-Fr 08:00-12:00, We off", "2026-11-25", "", false},
        {"off", "2026-11-25", "", false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        check(&cases[i]);
}

static void holidays_and_dates_have_theirs(void **state)
{
    (void)state;
    static const struct row cases[] = {
        /* Holidays. */
        {"Mo-Fr 09:00-17:00; PH off", "2026-11-25", "", true},
        {"Mo-Fr 09:00-17:00; PH off", "2026-11-25", "09:00-17:00", false},
        {"Mo-Fr 09:00-17:00, PH off", "2026-11-25", "", true},
        {"Mo-Fr 09:00-17:00", "2026-11-25", "09:00-17:00", true},
        {"Mo-Fr 09:00-17:00; PH 10:00-14:00", "2026-11-25", "10:00-14:00",
         true},
        {"Mo-Fr 09:00-17:00; PH 10:00-14:00", "2026-11-28", "10:00-14:00",
         true},
        {"Mo-Fr 09:00-17:00; Su,PH 10:00-14:00", "2026-11-22", "10:00-14:00",
         false},
        {"Mo-Fr 09:00-17:00; Su,PH 10:00-14:00", "2026-11-24", "10:00-14:00",
         true},
        {"PH off", "2026-11-24", "", false},
        {"PH off; Mo-Fr 09:00-17:00", "2026-11-25", "09:00-17:00", true},
        /* Dates. */
        {"2026-12-24 09:00-12:00", "2026-12-24", "09:00-12:00", false},
        {"2026-12-24 09:00-12:00", "2027-12-24", "", false},
        {"2026-12-24-2026-12-31 09:00-12:00", "2026-12-31", "09:00-12:00",
         false},
        {"2026-12-24-2026-12-31 09:00-12:00", "2027-01-01", "", false},
        {"2026-12-24,2026-12-26 09:00-12:00", "2026-12-26", "09:00-12:00",
         false},
        {"2026-12-24,2026-12-26 09:00-12:00", "2026-12-25", "", false},
        {"24/7; Dec 24 off", "2031-12-24", "", false},
        {"24/7; Dec 24-26 off", "2026-12-26", "", false},
        {"24/7; Dec 24-26 off", "2026-12-27", "00:00-24:00", false},
        {"24/7; Dec 24,Dec 31 off", "2026-12-31", "", false},
        {"24/7; Dec 24-Jan 2 off", "2026-12-31", "", false},
        {"24/7; Dec 24-Jan 2 off", "2027-01-02", "", false},
        {"24/7; Dec 24-Jan 2 off", "2027-01-03", "00:00-24:00", false},
        {"Dec 24-26 Mo-Fr 09:00-12:00", "2026-12-25", "09:00-12:00", false},
        {"Dec 24-26 Mo-Fr 09:00-12:00", "2026-12-26", "", false},
        {"Jul-Aug 09:00-12:00", "2027-08-31", "09:00-12:00", false},
        {"Jul-Aug 09:00-12:00", "2027-09-01", "", false},
        {"Nov-Feb Mo 09:00-12:00", "2026-11-23", "09:00-12:00", false},
        {"Feb 09:00-12:00", "2028-02-29", "09:00-12:00", false},
        {"Feb 29 09:00-12:00", "2028-02-29", "09:00-12:00", false},
        {"Feb 29 09:00-12:00", "2027-03-01", "", false},
        {"Mo-Fr 09:00-17:00; PH off; 2026-12-24 09:00-12:00", "2026-12-24",
         "09:00-12:00", true},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        check(&cases[i]);
}

static void all_else_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *hours;
        unsigned column;
        const char *part; /* of the message */
    } cases[] = {
        {"", 1, "a day such as Mo or PH"},
        {" ", 2, "found the end"},
        {";", 1, "a day such as Mo or PH"},
        {"Mo-Fr", 6, "09:00-17:00, or off"},
        {"Mo-Fr 9-17", 7, "a time such as 09:00"},
        {"Mo-Fr 09:00", 12, "when it closes"},
        {"Mo-Fr 09:00-", 13, "a time such as 09:00"},
        {"Mo-Fr 09:00-17", 13, "a time such as 09:00"},
        {"Mo-Fr 09:0-17:00", 10, "two digits of minutes"},
        {"Mo-Fr 09:60-17:00", 7, "no such time"},
        {"Mo-Fr 24:00-26:00", 7, "before 24:00"},
        {"Mo-Fr 09:00-49:00", 13, "no such time"},
        {"Mo-Fr 09:00-09:00", 7, "00:00-24:00"},
        {"Mo-Fr 09:00-34:00", 7, "longer than a day"},
        {"Mon-Fri 09:00-17:00", 1, "found 'Mon-Fri 09:00-17'"},
        {"mo-fr 09:00-17:00", 1, "a day such as Mo or PH"},
        {"Mo-Fr 09:00-17:00; Xy off", 20, "found 'Xy off'"},
        {"Mo-Fr 09:00-17:00;; Sa off", 19, "a day such as Mo or PH"},
        {"Mo-Fr 09:00-17:00 Sa off", 19, "between two rules"},
        {"Mo-Fr 09:00-17:00,", 19, "a day such as Mo or PH"},
        {"Mo- 09:00-17:00", 5, "Mo Tu We Th Fr Sa or Su"},
        {"Mo,09:00-17:00", 4, "or PH"},
        {"Mo-PH off", 4, "Mo Tu We Th Fr Sa or Su"},
        {"Mo-Fr 09:00-17:00; SH off", 20, "school holidays"},
        {"Mo-Fr 09:00\xE2\x80\x93"
         "17:00",
         12, "write '-'"},
        {"Mo-Fr sunrise-sunset", 7, "sunrise"},
        {"Mo-Fr 09:00+", 12, "open end"},
        {"Mo[1] 09:00-17:00", 3, "counted weekdays"},
        {"week 1-10 09:00-17:00", 1, "weeks"},
        {"easter off", 1, "Easter"},
        {"Mo-Fr open", 7, "00:00-24:00"},
        {"Mo-Fr 09:00-17:00 \"by appointment\"", 19, "label"},
        {"Mo-Fr 09:00-17:00 || off", 19, "'||'"},
        {"Mo-Fr 12:00-13:00 off", 18, "without a time"},
        {"Mo 24/7", 6, "intervals"},
        {"2026-13-01 off", 1, "no such date"},
        {"2026-02-29 off", 1, "no such date"},
        {"2026-12 off", 8, "a date such as"},
        {"2026 Dec 24 off", 5, "a date such as"},
        {"2026-12-31-2026-12-24 off", 1, "before they begin"},
        {"2026-12-24-26 off", 12, "a date such as"},
        {"Feb 30 off", 5, "no such day"},
        {"Dec 0 off", 5, "no such day"},
        {"Dec 24-20 off", 1, "before they begin"},
        {"Dec 24,26 off", 8, "a date such as"},
        {"Dec 24-Jan off", 12, "a day of the month"},
        {"Dec 24-xx off", 8, "a day or a month"},
        {"Jul-3 off", 5, "a month"},
        {"\xC5\xBC Mo off", 1, "found '\xC5\xBC Mo off'"},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct hours h;
        struct err e = {0};
        if (hours_parse(str_from(cases[i].hours), &h, &e) == 0)
            fail_msg("taken: %s", cases[i].hours);
        if (e.column != cases[i].column || e.code != ERR_CONTENT ||
            !strstr(e.message, cases[i].part))
            fail_msg("%s: %u: %s", cases[i].hours, e.column, e.message);
    }
}

static void lengths_are_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *first, *more;
        size_t most; /* of both */
    } cases[] = {
        {"Mo 09:00-10:00", ",09:00-10:00", HOURS_SPANS},
        {"Mo off", ";Mo off", HOURS_RULES},
        {"Dec 24", ",Dec 24", HOURS_DATES},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        bool dates = i == 2;
        struct buf b = {0};
        struct hours h;
        struct err e = {0};
        buf_text(&b, cases[i].first);
        for (size_t n = 1; n < cases[i].most; n++)
            buf_text(&b, cases[i].more);
        size_t full = b.len;
        buf_text(&b, dates ? " off" : "");
        assert_int_equal(hours_parse(buf_str(&b), &h, &e), 0);
        b.len = full;
        buf_text(&b, cases[i].more);
        buf_text(&b, dates ? " off" : "");
        assert_int_equal(hours_parse(buf_str(&b), &h, &e), -1);
        assert_non_null(strstr(e.message, "more than 64"));
        buf_release(&b);
    }
    char blanks[HOURS_TEXT_MAX + 1];
    struct hours h;
    struct err e = {0};
    memset(blanks, ' ', sizeof(blanks));
    assert_int_equal(hours_parse(str_of(blanks, sizeof(blanks)), &h, &e), -1);
    assert_non_null(strstr(e.message, "1,024"));
}

static void traps_are_seen(void **state)
{
    (void)state;
    static const struct {
        const char *hours;
        bool know, hide;
    } cases[] = {
        {"Mo-Fr 09:00-17:00", false, false},
        {"Mo-Fr 09:00-17:00; PH off", true, false},
        {"PH off; Mo-Fr 09:00-17:00", true, true},
        {"PH off, Mo-Fr 09:00-17:00", true, false},
        {"PH off; 2026-12-24 09:00-12:00", true, false},
        {"Su,PH off; Mo-Fr 09:00-17:00", true, true},
        {"PH off; Mo-Fr 09:00-17:00; PH off", true, false},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct hours h;
        assert_int_equal(hours_parse(str_from(cases[i].hours), &h, NULL), 0);
        assert_int_equal(hours_know_holidays(&h), cases[i].know);
        assert_int_equal(hours_hide_holidays(&h), cases[i].hide);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_have_times),
        cmocka_unit_test(holidays_and_dates_have_theirs),
        cmocka_unit_test(all_else_is_refused),
        cmocka_unit_test(lengths_are_bounded),
        cmocka_unit_test(traps_are_seen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
