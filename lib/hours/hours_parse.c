#include "lib/civil.h"
#include "lib/hours/hours.h"
#include "lib/hours/scan.h"

static int take_month(struct scan *s)
{
    return scan_name(s, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec", 12);
}

static int take_weekday(struct scan *s)
{
    return scan_name(s, "Mo Tu We Th Fr Sa Su", 7);
}

static bool month_is_here(struct scan *s)
{
    size_t start = s->at;
    bool is = take_month(s) >= 0;

    s->at = start;
    return is;
}

static bool weekday_is_here(struct scan *s)
{
    size_t start = s->at;
    bool is = take_weekday(s) >= 0 || scan_word(s, S("PH"));

    s->at = start;
    return is;
}

static bool date_is_here(struct scan *s)
{
    return scan_digits(s) == 4 || month_is_here(s);
}

/* 2026-12-24 */
static int read_date(struct scan *s, int32_t *day)
{
    static const char *const form = "a date such as 2026-12-24 or Dec 24";
    size_t start = s->at;
    int year = scan_number(s, 4, 4), month, number;

    if (year < 0 || scan_char(s) != '-')
        return scan_fail(s, form);
    s->at++;
    month = scan_number(s, 2, 2);
    if (month < 0 || scan_char(s) != '-')
        return scan_fail(s, form);
    s->at++;
    number = scan_number(s, 2, 2);
    if (number < 0)
        return scan_fail(s, form);
    if (!civil_exists(year, month, number))
        return scan_fail_at(s, start, "there is no such date");
    *day = (int32_t)civil_days(year, month, number);
    return 0;
}

static int read_dated(struct scan *s, struct hours_dates *d)
{
    size_t start = s->at;

    if (read_date(s, &d->from))
        return -1;
    d->to = d->from;
    if (!scan_take(s, '-'))
        return 0;
    if (read_date(s, &d->to))
        return -1;
    return d->to < d->from
               ? scan_fail_at(s, start, "these dates end before they begin")
               : 0;
}

/* A day behind its month. Leap years have all of them. */
static int read_month_day(struct scan *s, int month, int *day)
{
    size_t start = s->at;

    *day = scan_number(s, 1, 2);
    if (*day < 0)
        return scan_fail(s, "a day of the month");
    if (!civil_exists(2000, month + 1, *day))
        return scan_fail_at(s, start, "there is no such day in this month");
    return 0;
}

/* Behind "Dec 24" or "Dec": what the dates end with. */
static int read_yearly_end(struct scan *s, int month, bool has_day,
                           struct hours_dates *d)
{
    int day = 0, last = month;

    if (!has_day || !scan_is_digit(scan_char(s))) {
        last = take_month(s);
        if (last < 0)
            return scan_fail(s, has_day ? "a day or a month" : "a month");
        scan_blanks(s);
    }
    if (has_day && read_month_day(s, last, &day))
        return -1;
    d->to = hours_yearly(last + 1,
                         has_day ? day : civil_month_days(2000, last + 1));
    return 0;
}

static int read_yearly(struct scan *s, struct hours_dates *d)
{
    size_t start = s->at;
    int month = take_month(s), day = 1;

    d->every_year = true;
    scan_blanks(s);
    /* "Dec 24", but "Dec 09:00" is a month and a time. */
    size_t n = scan_digits(s);
    bool has_day =
        n > 0 && !(s->at + n < s->text.len && s->text.ptr[s->at + n] == ':');
    if (has_day && read_month_day(s, month, &day))
        return -1;
    d->from = hours_yearly(month + 1, day);
    d->to = hours_yearly(month + 1,
                         has_day ? day : civil_month_days(2000, month + 1));
    if (!scan_take(s, '-'))
        return 0;
    size_t end = s->at;
    if (read_yearly_end(s, month, has_day, d))
        return -1;
    if (scan_is_digit(s->text.ptr[end]) && d->to < d->from)
        return scan_fail_at(s, start, "these dates end before they begin");
    return 0;
}

static int read_dates(struct scan *s, struct hours *h, struct hours_rule *r)
{
    r->first_date = h->date_count;
    do {
        if (h->date_count == HOURS_DATES)
            return scan_fail_at(s, s->at, "more than 64 dates");
        struct hours_dates *d = &h->dates[h->date_count++];
        if (!date_is_here(s))
            return scan_fail(s, "a date such as 2026-12-24 or Dec 24");
        if (month_is_here(s) ? read_yearly(s, d) : read_dated(s, d))
            return -1;
        r->date_count++;
    } while (scan_take(s, ','));
    scan_blanks(s);
    return 0;
}

static int read_weekdays(struct scan *s, struct hours_rule *r)
{
    do {
        if (scan_word(s, S("PH"))) {
            r->holidays = true;
            continue;
        }
        int first = take_weekday(s);
        if (first < 0)
            return scan_fail(s, "a day: Mo Tu We Th Fr Sa Su or PH");
        int last = first;
        if (scan_take(s, '-'))
            last = take_weekday(s);
        if (last < 0)
            return scan_fail(s, "a day: Mo Tu We Th Fr Sa or Su");
        for (int day = first;; day = (day + 1) % 7) {
            r->days |= 1u << day;
            if (day == last)
                break;
        }
    } while (scan_take(s, ','));
    scan_blanks(s);
    return 0;
}

/* 09:00, in minutes. */
static int read_time(struct scan *s, int *minutes)
{
    size_t start = s->at;
    int hour = scan_number(s, 1, 2), minute;

    if (hour < 0 || scan_char(s) != ':') {
        if (scan_char(s) != '/') /* an interval, which has words of its own */
            s->at = start;
        return scan_fail(s, "a time such as 09:00");
    }
    s->at++;
    minute = scan_number(s, 2, 2);
    if (minute < 0)
        return scan_fail(s, "two digits of minutes");
    if (minute > 59 || hour * 60 + minute > 2 * HOURS_DAY)
        return scan_fail_at(s, start, "there is no such time");
    *minutes = hour * 60 + minute;
    return 0;
}

static int read_span(struct scan *s, struct hours_span *span)
{
    size_t start = s->at;

    if (read_time(s, &span->from))
        return -1;
    if (span->from >= HOURS_DAY)
        return scan_fail_at(s, start, "a time begins before 24:00");
    if (!scan_take(s, '-'))
        return scan_fail(s, "'-' and when it closes");
    if (read_time(s, &span->to))
        return -1;
    if (span->to == span->from)
        return scan_fail_at(s, start,
                            "this begins when it ends: write 00:00-24:00 for a "
                            "whole day");
    if (span->to < span->from)
        span->to += HOURS_DAY;
    if (span->to - span->from > HOURS_DAY)
        return scan_fail_at(s, start, "this is longer than a day");
    return 0;
}

/* Behind a comma: another time, or another rule? */
static bool time_follows(struct scan *s)
{
    size_t start = s->at;
    bool is = scan_take(s, ',') && scan_digits(s) > 0 && scan_digits(s) <= 2 &&
              !str_starts(str_skip(s->text, s->at), S("24/7"));

    if (!is)
        s->at = start;
    return is;
}

static int read_spans(struct scan *s, struct hours *h, struct hours_rule *r)
{
    do {
        if (h->span_count == HOURS_SPANS)
            return scan_fail_at(s, s->at, "more than 64 times");
        if (read_span(s, &h->spans[h->span_count]))
            return -1;
        h->span_count++;
        r->span_count++;
    } while (time_follows(s));
    return 0;
}

static int read_always(struct scan *s, struct hours *h, struct hours_rule *r)
{
    if (h->span_count == HOURS_SPANS)
        return scan_fail_at(s, s->at, "more than 64 times");
    s->at += 4;
    h->spans[h->span_count++] = (struct hours_span){0, HOURS_DAY};
    r->span_count = 1;
    return 0;
}

static int read_when(struct scan *s, struct hours *h, struct hours_rule *r)
{
    bool named = r->days || r->holidays || r->date_count;

    r->first_span = h->span_count;
    if (scan_word(s, S("off")) || scan_word(s, S("closed")))
        return 0;
    if (!named && str_starts(str_skip(s->text, s->at), S("24/7")))
        return read_always(s, h, r);
    if (scan_digits(s) == 0)
        return scan_fail(s, named ? "a time such as 09:00-17:00, or off"
                                  : "a day such as Mo or PH, a date or a "
                                    "time such as 09:00-17:00");
    if (read_spans(s, h, r))
        return -1;
    size_t end = s->at;
    scan_blanks(s);
    if (scan_word(s, S("off")) || scan_word(s, S("closed")))
        return scan_fail_at(s, end,
                            "'off' stands without a time: write the times that "
                            "are left");
    return 0;
}

static int read_rule(struct scan *s, struct hours *h, bool adds)
{
    scan_blanks(s);
    if (h->rule_count == HOURS_RULES)
        return scan_fail_at(s, s->at, "more than 64 rules");
    struct hours_rule *r = &h->rules[h->rule_count++];
    r->adds = adds;
    if (date_is_here(s) && read_dates(s, h, r))
        return -1;
    if (weekday_is_here(s) && read_weekdays(s, r))
        return -1;
    return read_when(s, h, r);
}

int hours_parse(struct str text, struct hours *out, struct err *e)
{
    struct scan s = {.text = text, .e = e};
    bool adds = false;

    *out = (struct hours){0};
    if (text.len > HOURS_TEXT_MAX)
        return scan_fail_at(&s, 0, "hours of more than 1,024 bytes");
    do {
        if (read_rule(&s, out, adds))
            return -1;
        scan_blanks(&s);
        adds = scan_char(&s) == ',';
        if (s.at == text.len)
            return 0;
        if (!scan_take(&s, ',') && !scan_take(&s, ';'))
            return scan_fail(&s, "';' or ',' between two rules");
    } while (adds || s.at < text.len);
    return 0;
}
