#include "lib/timestamp.h"

#include <time.h>

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
