#include "lib/timestamp.h"

#include <stdlib.h>
#include <time.h>

#include "lib/civil.h"

static struct tm broken_down(int64_t seconds)
{
    struct tm tm = {.tm_year = 70, .tm_mday = 1, .tm_wday = 4};
    time_t t = (time_t)seconds;

    gmtime_r(&t, &tm);
    return tm;
}

void timestamp_put(struct buf *out, int64_t seconds)
{
    struct tm tm = broken_down(seconds);

    buf_fmt(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
            tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

void timestamp_put_local(struct buf *out, int64_t seconds, int offset)
{
    struct tm tm = broken_down(seconds + offset);
    int minutes = abs(offset) / 60;

    buf_fmt(out, "%04d-%02d-%02dT%02d:%02d:%02d%c%02d:%02d", tm.tm_year + 1900,
            tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec,
            offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

void timestamp_put_http(struct buf *out, int64_t seconds)
{
    /* Not strftime: its names follow the process's locale. */
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed",
                                       "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr",
                                         "May", "Jun", "Jul", "Aug",
                                         "Sep", "Oct", "Nov", "Dec"};
    struct tm tm = broken_down(seconds);

    buf_fmt(out, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[tm.tm_wday],
            tm.tm_mday, months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour,
            tm.tm_min, tm.tm_sec);
}

static bool take_digits(struct str *s, size_t count, int *out)
{
    uint64_t n;

    if (s->len < count || !str_to_u64(str_sub(*s, 0, count), &n))
        return false;
    *s = str_skip(*s, count);
    *out = (int)n;
    return true;
}

static bool take(struct str *s, char c)
{
    if (s->len == 0 || s->ptr[0] != c)
        return false;
    *s = str_skip(*s, 1);
    return true;
}

/* "Z", "+09:00", "+0900", "+09", or nothing. */
static bool take_zone(struct str *s, int64_t *offset)
{
    int hours, minutes = 0;

    take(s, ' ');
    *offset = 0;
    if (s->len == 0 || take(s, 'Z') || take(s, 'z'))
        return true;

    bool west = s->ptr[0] == '-';

    if (!take(s, '+') && !take(s, '-'))
        return false;
    if (!take_digits(s, 2, &hours) || hours > 23)
        return false;
    if ((take(s, ':') || s->len) &&
        (!take_digits(s, 2, &minutes) || minutes > 59))
        return false;
    *offset = (hours * 60 + minutes) * 60 * (west ? -1 : 1);
    return true;
}

static bool take_clock(struct str *s, int64_t *seconds)
{
    int hour, minute, second = 0, ignored;

    if (!take_digits(s, 2, &hour) || !take(s, ':') ||
        !take_digits(s, 2, &minute))
        return false;
    if (take(s, ':')) {
        if (!take_digits(s, 2, &second))
            return false;
        if (take(s, '.') || take(s, ','))
            while (take_digits(s, 1, &ignored))
                ;
    }
    *seconds = (hour * 60 + minute) * 60 + second;
    return hour < 24 && minute < 60 && second < 61;
}

bool timestamp_read(struct str text, int64_t *seconds)
{
    struct str s = str_trim(text);
    int year, month, day;
    int64_t clock = 0, zone = 0;

    if (!take_digits(&s, 4, &year) || !take(&s, '-') ||
        !take_digits(&s, 2, &month) || !take(&s, '-') ||
        !take_digits(&s, 2, &day))
        return false;
    if (!civil_exists(year, month, day))
        return false;
    if (s.len) {
        if (!take(&s, 'T') && !take(&s, 't') && !take(&s, ' '))
            return false;
        if (!take_clock(&s, &clock) || !take_zone(&s, &zone) || s.len)
            return false;
    }
    *seconds = civil_days(year, month, day) * 86400 + clock - zone;
    return true;
}
