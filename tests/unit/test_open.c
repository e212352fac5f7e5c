/* Open or not, until when, and when next: in many places of the world. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/civil.h"
#include "lib/hours/open.h"
#include "lib/timestamp.h"

struct row {
    const char *zone, *hours, *holiday, *now, *want;
};

static int64_t moment(const char *text)
{
    int64_t seconds = 0;

    if (!timestamp_read(str_from(text), &seconds))
        fail_msg("no time: %s", text);
    return seconds;
}

static void put_state(struct buf *b, struct zone *z, struct open_state s)
{
    int64_t at = s.open ? s.until : s.opens_at;

    buf_text(b, s.open ? "open" : "closed");
    if (s.ends || s.opens) {
        buf_char(b, ' ');
        timestamp_put_local(b, at, zone_offset(z, at));
    }
}

static void check(const struct row *row)
{
    struct zone *z = zone_open(str_from(row->zone), NULL);
    struct hours h;
    struct err e = {0};
    struct buf b = {0};
    int32_t holiday = 0;

    assert_non_null(z);
    if (hours_parse(str_from(row->hours), &h, &e))
        fail_msg("%s: %u: %s", row->hours, e.column, e.message);
    if (row->holiday)
        holiday = (int32_t)civil_day_of(moment(row->holiday));
    struct opening o = {&h, z, &holiday, row->holiday ? 1 : 0};
    put_state(&b, z, open_at(&o, moment(row->now)));
    if (!str_eq(buf_str(&b), str_from(row->want)))
        fail_msg("%s in %s at %s: got \"%.*s\", want \"%s\"", row->hours,
                 row->zone, row->now, STR_ARG(buf_str(&b)), row->want);
    buf_release(&b);
    zone_close(z);
}

static void check_all(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&rows[i]);
}

#define CHECK(rows) check_all(rows, sizeof(rows) / sizeof(*(rows)))

/* 2026-11-23 is a Monday. */
static void weeks(void **state)
{
    static const char jakarta[] = "Asia/Jakarta", seoul[] = "Asia/Seoul";
    static const char days[] = "Mo-Sa 08:00-20:00; PH off";
    static const char lunch[] = "Mo-Fr 09:00-12:00,13:00-18:00";
    static const struct row rows[] = {
        {jakarta, days, NULL, "2026-11-23T07:59:59+07:00",
         "closed 2026-11-23T08:00:00+07:00"},
        {jakarta, days, NULL, "2026-11-23T08:00:00+07:00",
         "open 2026-11-23T20:00:00+07:00"},
        {jakarta, days, NULL, "2026-11-23T12:59:59Z",
         "open 2026-11-23T20:00:00+07:00"},
        {jakarta, days, NULL, "2026-11-23T20:00:00+07:00",
         "closed 2026-11-24T08:00:00+07:00"},
        {jakarta, days, NULL, "2026-11-28T20:00:00+07:00",
         "closed 2026-11-30T08:00:00+07:00"},
        /* Sunday in London, Monday in Jakarta. */
        {jakarta, days, NULL, "2026-11-22T23:30:00Z",
         "closed 2026-11-23T08:00:00+07:00"},
        {jakarta, days, "2026-12-25", "2026-12-24T21:00:00+07:00",
         "closed 2026-12-26T08:00:00+07:00"},
        {jakarta, days, "2026-12-25", "2026-12-25T10:00:00+07:00",
         "closed 2026-12-26T08:00:00+07:00"},
        {seoul, "Mo-Fr 09:00-17:00; PH 10:00-14:00", "2026-12-25",
         "2026-12-25T09:30:00+09:00", "closed 2026-12-25T10:00:00+09:00"},
        {seoul, lunch, NULL, "2026-11-23T11:59:59+09:00",
         "open 2026-11-23T12:00:00+09:00"},
        {seoul, lunch, NULL, "2026-11-23T12:00:00+09:00",
         "closed 2026-11-23T13:00:00+09:00"},
        {seoul, lunch, NULL, "2026-11-23T13:00:00+09:00",
         "open 2026-11-23T18:00:00+09:00"},
        {seoul, "Mo-Fr 09:00-12:00,12:00-18:00", NULL,
         "2026-11-23T10:00:00+09:00", "open 2026-11-23T18:00:00+09:00"},
        {seoul, "Mo-Fr 09:00-13:00,12:00-18:00", NULL,
         "2026-11-23T10:00:00+09:00", "open 2026-11-23T18:00:00+09:00"},
        {seoul, "Mo-Fr 08:00-12:00, We 14:00-18:00", NULL,
         "2026-11-25T13:00:00+09:00", "closed 2026-11-25T14:00:00+09:00"},
        {seoul, "Mo-Fr 08:00-12:00, We 14:00-18:00", NULL,
         "2026-11-26T13:00:00+09:00", "closed 2026-11-27T08:00:00+09:00"},
        {seoul, "Fr-Mo 09:00-10:00", NULL, "2026-11-24T09:30:00+09:00",
         "closed 2026-11-27T09:00:00+09:00"},
    };

    (void)state;
    CHECK(rows);
}

static void nights(void **state)
{
    static const char warsaw[] = "Europe/Warsaw";
    static const struct row rows[] = {
        {warsaw, "Fr-Sa 22:00-02:00", NULL, "2026-11-28T01:59:00+01:00",
         "open 2026-11-28T02:00:00+01:00"},
        {warsaw, "Fr-Sa 22:00-02:00", NULL, "2026-11-28T02:00:00+01:00",
         "closed 2026-11-28T22:00:00+01:00"},
        {warsaw, "Fr-Sa 22:00-02:00", NULL, "2026-11-29T01:00:00+01:00",
         "open 2026-11-29T02:00:00+01:00"},
        {warsaw, "Fr-Sa 22:00-02:00", NULL, "2026-11-29T03:00:00+01:00",
         "closed 2026-12-04T22:00:00+01:00"},
        {warsaw, "Fr-Sa 22:00-26:00", NULL, "2026-11-27T23:00:00+01:00",
         "open 2026-11-28T02:00:00+01:00"},
        /* The night belongs to Friday, the holiday is Saturday. */
        {warsaw, "Fr 22:00-02:00; Sa off", NULL, "2026-11-28T01:00:00+01:00",
         "open 2026-11-28T02:00:00+01:00"},
        {warsaw, "Mo-Su 22:00-02:00; PH off", "2026-11-28",
         "2026-11-28T01:00:00+01:00", "open 2026-11-28T02:00:00+01:00"},
        {warsaw, "Mo-Su 22:00-02:00; PH off", "2026-11-28",
         "2026-11-29T01:00:00+01:00", "closed 2026-11-29T22:00:00+01:00"},
        /* One shift after the other. */
        {warsaw, "Mo-Su 20:00-04:00; Mo-Su 04:00-20:00", NULL,
         "2026-11-28T01:00:00+01:00", "closed 2026-11-28T04:00:00+01:00"},
        {warsaw, "Mo-Su 20:00-04:00, Mo-Su 04:00-20:00", NULL,
         "2026-11-28T01:00:00+01:00", "open"},
        {warsaw, "Mo-Fr 08:00-24:00; Sa 00:00-12:00", NULL,
         "2026-11-27T23:00:00+01:00", "open 2026-11-28T12:00:00+01:00"},
        {warsaw, "Mo-Su 12:00-36:00", NULL, "2026-11-27T23:00:00+01:00",
         "open"},
    };

    (void)state;
    CHECK(rows);
}

static void always_and_never(void **state)
{
    static const char manila[] = "Asia/Manila";
    static const struct row rows[] = {
        {manila, "24/7", NULL, "2026-11-22T12:00:00Z", "open"},
        {manila, "Mo-Su 00:00-24:00", NULL, "2026-11-22T12:00:00Z", "open"},
        {manila, "off", NULL, "2026-11-22T12:00:00Z", "closed"},
        {manila, "PH 09:00-12:00", NULL, "2026-11-22T12:00:00Z", "closed"},
        {manila, "24/7; Dec 24 off", NULL, "2026-11-22T12:00:00Z",
         "open 2026-12-24T00:00:00+08:00"},
        {manila, "24/7; Dec 24 off", NULL, "2026-12-24T12:00:00+08:00",
         "closed 2026-12-25T00:00:00+08:00"},
        {manila, "24/7; PH off", "2027-01-01", "2026-12-31T23:59:59+08:00",
         "open 2027-01-01T00:00:00+08:00"},
        /* 400 days are looked into: up to 2027-12-27, not 2027-12-28. */
        {manila, "2027-12-27 10:00-12:00", NULL, "2026-11-22T12:00:00+08:00",
         "closed 2027-12-27T10:00:00+08:00"},
        {manila, "2027-12-28 10:00-12:00", NULL, "2026-11-22T12:00:00+08:00",
         "closed"},
        {manila, "24/7; 2027-12-27 off", NULL, "2026-11-22T12:00:00+08:00",
         "open 2027-12-27T00:00:00+08:00"},
        {manila, "24/7; 2027-12-28 off", NULL, "2026-11-22T12:00:00+08:00",
         "open"},
        {manila, "2026-12-24-2026-12-31 10:00-12:00", NULL,
         "2026-12-31T12:00:00+08:00", "closed"},
    };

    (void)state;
    CHECK(rows);
}

static void calendars(void **state)
{
    static const char warsaw[] = "Europe/Warsaw";
    static const struct row rows[] = {
        {warsaw, "2026-12-24-2026-12-31 10:00-12:00", NULL,
         "2026-11-22T12:00:00Z", "closed 2026-12-24T10:00:00+01:00"},
        {warsaw, "Feb 29 10:00-12:00", NULL, "2027-02-28T12:00:00Z",
         "closed 2028-02-29T10:00:00+01:00"},
        {warsaw, "Feb 29 10:00-12:00", NULL, "2026-11-22T12:00:00Z", "closed"},
        {warsaw, "09:00-17:00; Feb 29 off", NULL, "2028-02-28T18:00:00+01:00",
         "closed 2028-03-01T09:00:00+01:00"},
        {warsaw, "09:00-17:00; Feb 29 off", NULL, "2027-02-28T18:00:00+01:00",
         "closed 2027-03-01T09:00:00+01:00"},
        {warsaw, "Feb 29 22:00-02:00", NULL, "2028-03-01T01:00:00+01:00",
         "open 2028-03-01T02:00:00+01:00"},
        {warsaw, "09:00-17:00; Dec 24-Jan 2 off", NULL,
         "2026-12-23T18:00:00+01:00", "closed 2027-01-03T09:00:00+01:00"},
        {warsaw, "Jul-Aug Mo-Fr 10:00-14:00", NULL, "2026-11-22T12:00:00Z",
         "closed 2027-07-01T10:00:00+02:00"},
        {warsaw, "Mo-Fr 09:00-17:00; PH off; 2026-12-24 09:00-12:00",
         "2026-12-24", "2026-12-24T11:00:00+01:00",
         "open 2026-12-24T12:00:00+01:00"},
    };

    (void)state;
    CHECK(rows);
}

/* Warsaw leaves out 02:00 to 03:00 on 2027-03-28, and has it twice on
 * 2026-10-25: summer time first. */
static void clocks_change(void **state)
{
    static const char warsaw[] = "Europe/Warsaw";
    static const struct row rows[] = {
        {warsaw, "02:30-10:00", NULL, "2027-03-28T01:59:59+01:00",
         "closed 2027-03-28T03:00:00+02:00"},
        {warsaw, "02:30-10:00", NULL, "2027-03-28T03:00:00+02:00",
         "open 2027-03-28T10:00:00+02:00"},
        {warsaw, "22:00-02:30", NULL, "2027-03-28T01:00:00+01:00",
         "open 2027-03-28T03:00:00+02:00"},
        {warsaw, "02:10-02:50", NULL, "2027-03-28T01:00:00+01:00",
         "closed 2027-03-29T02:10:00+02:00"},
        {warsaw, "00:00-02:00,03:00-05:00", NULL, "2027-03-28T01:00:00+01:00",
         "open 2027-03-28T05:00:00+02:00"},
        {warsaw, "22:00-02:30", NULL, "2026-10-25T02:10:00+02:00",
         "open 2026-10-25T02:30:00+02:00"},
        {warsaw, "22:00-02:30", NULL, "2026-10-25T02:40:00+02:00",
         "closed 2026-10-25T22:00:00+01:00"},
        {warsaw, "22:00-02:30", NULL, "2026-10-25T02:10:00+01:00",
         "closed 2026-10-25T22:00:00+01:00"},
        {warsaw, "02:30-06:00", NULL, "2026-10-25T02:15:00+02:00",
         "closed 2026-10-25T02:30:00+02:00"},
        {warsaw, "02:30-06:00", NULL, "2026-10-25T02:15:00+01:00",
         "open 2026-10-25T06:00:00+01:00"},
        {warsaw, "24/7; 2026-10-26 off", NULL, "2026-10-25T00:00:00+02:00",
         "open 2026-10-26T00:00:00+01:00"},
        {"America/New_York", "Mo-Fr 09:00-17:00", NULL,
         "2027-03-12T18:00:00-05:00", "closed 2027-03-15T09:00:00-04:00"},
        {"America/Sao_Paulo", "Su 00:00-04:00", NULL,
         "2018-11-03T23:00:00-03:00", "closed 2018-11-04T01:00:00-02:00"},
        {"Australia/Lord_Howe", "01:45-05:00", NULL,
         "2027-04-04T01:40:00+11:00", "closed 2027-04-04T01:45:00+11:00"},
        {"Australia/Lord_Howe", "01:45-05:00", NULL,
         "2027-04-04T01:40:00+10:30", "open 2027-04-04T05:00:00+10:30"},
        {"Africa/Casablanca", "Mo-Su 09:00-17:00", NULL, "2024-03-10T18:00:00Z",
         "closed 2024-03-11T09:00:00+00:00"},
    };

    (void)state;
    CHECK(rows);
}

static void odd_places(void **state)
{
    static const struct row rows[] = {
        {"Asia/Kolkata", "Mo-Fr 09:00-17:00", NULL, "2026-11-23T03:29:59Z",
         "closed 2026-11-23T09:00:00+05:30"},
        {"Asia/Kolkata", "Mo-Fr 09:00-17:00", NULL, "2026-11-23T03:30:00Z",
         "open 2026-11-23T17:00:00+05:30"},
        {"Asia/Kathmandu", "Mo-Fr 09:00-17:00", NULL, "2026-11-23T03:15:00Z",
         "open 2026-11-23T17:00:00+05:45"},
        {"Pacific/Chatham", "Mo-Fr 09:00-17:00", NULL, "2026-11-22T19:15:00Z",
         "open 2026-11-23T17:00:00+13:45"},
        {"Pacific/Kiritimati", "Mo 00:00-01:00", NULL, "2026-11-22T10:00:00Z",
         "open 2026-11-23T01:00:00+14:00"},
        {"Pacific/Honolulu", "Su 09:00-17:00", NULL, "2026-11-23T02:00:00Z",
         "open 2026-11-22T17:00:00-10:00"},
        {"UTC", "Mo-Fr 09:00-17:00", NULL, "2026-11-23T09:00:00Z",
         "open 2026-11-23T17:00:00+00:00"},
        /* Samoa had no 30 December 2011. */
        {"Pacific/Apia", "09:00-17:00", NULL, "2011-12-29T18:00:00-10:00",
         "closed 2011-12-31T09:00:00+14:00"},
        {"Pacific/Apia", "Th 22:00-02:00", NULL, "2011-12-29T23:00:00-10:00",
         "open 2011-12-31T00:00:00+14:00"},
    };

    (void)state;
    CHECK(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weeks),
        cmocka_unit_test(nights),
        cmocka_unit_test(always_and_never),
        cmocka_unit_test(calendars),
        cmocka_unit_test(clocks_change),
        cmocka_unit_test(odd_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
