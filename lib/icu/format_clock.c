#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ucasemap.h>
#include <unicode/ustring.h>

#include "lib/icu/format_parts.h"
#include "lib/icu/zone_parts.h"

static const UChar *const skeletons[CLOCK_PARTS] = {
    [CLOCK_TIME] = u"jm",     [CLOCK_WEEKDAY] = u"EEEE", [CLOCK_DAY] = u"MMMMd",
    [CLOCK_DATE] = u"yMMMMd", [CLOCK_MONTH] = u"yMMMM",
};

const char *format_british(const struct formats *f)
{
    return strcmp(f->locale, "en") == 0 ? "en_GB" : f->locale;
}

void format_clock_release(struct formats *f)
{
    for (size_t i = 0; i < CLOCK_PARTS; i++)
        udtitvfmt_close(f->parts[i]);
    udat_close(f->cities);
    udat_close(f->offsets);
}

static void put_interval(struct formats *f, enum clock_part part, int64_t from,
                         int64_t to, struct buf *out)
{
    UChar units[FORMAT_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;

    if (!f->parts[part])
        f->parts[part] = udtitvfmt_open(format_british(f), skeletons[part], -1,
                                        u"UTC", 3, &status);
    if (U_SUCCESS(status))
        len = udtitvfmt_format(f->parts[part], (UDate)from * 1000,
                               (UDate)to * 1000, units, FORMAT_UNITS, NULL,
                               &status);
    if (len == 0 || !format_put_units(out, units, len, status))
        buf_fmt(out, "%" PRId64, from);
}

void format_time(struct formats *f, int64_t wall, struct buf *out)
{
    put_interval(f, CLOCK_TIME, wall, wall, out);
}

void format_weekday(struct formats *f, int64_t wall, struct buf *out)
{
    put_interval(f, CLOCK_WEEKDAY, wall, wall, out);
}

void format_day(struct formats *f, int64_t wall, struct buf *out)
{
    put_interval(f, CLOCK_DAY, wall, wall, out);
}

/* Many languages write months small, as no heading begins. */
static bool put_heading(const struct formats *f, const struct buf *text,
                        struct buf *out)
{
    UErrorCode status = U_ZERO_ERROR;
    char title[FORMAT_UNITS * 3];
    int32_t len = 0;
    UCaseMap *map = ucasemap_open(
        f->locale, U_TITLECASE_WHOLE_STRING | U_TITLECASE_NO_LOWERCASE,
        &status);

    if (U_SUCCESS(status))
        len = ucasemap_utf8ToTitle(map, title, sizeof(title), text->ptr,
                                   (int32_t)text->len, &status);
    ucasemap_close(map);
    if (U_FAILURE(status) || (size_t)len >= sizeof(title))
        return false;
    buf_add(out, title, (size_t)len);
    return true;
}

void format_month(struct formats *f, int64_t wall, struct buf *out)
{
    struct buf text = {0};

    put_interval(f, CLOCK_MONTH, wall, wall, &text);
    if (!put_heading(f, &text, out))
        buf_put(out, buf_str(&text));
    out->failed |= text.failed;
    buf_release(&text);
}

void format_times(struct formats *f, int64_t from, int64_t to, struct buf *out)
{
    put_interval(f, CLOCK_TIME, from, to, out);
}

void format_weekdays(struct formats *f, int64_t from, int64_t to,
                     struct buf *out)
{
    put_interval(f, CLOCK_WEEKDAY, from, to, out);
}

void format_days(struct formats *f, int64_t from, int64_t to, struct buf *out)
{
    put_interval(f, CLOCK_DAY, from, to, out);
}

void format_dates(struct formats *f, int64_t from, int64_t to, struct buf *out)
{
    put_interval(f, CLOCK_DATE, from, to, out);
}

static int32_t in_zone(struct formats *f, UDateFormat **format,
                       const UChar *pattern, UCalendar *calendar, double at,
                       UChar *units)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;

    if (!*format)
        *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, format_british(f),
                            u"UTC", 3, pattern, -1, &status);
    if (U_FAILURE(status))
        return 0;
    udat_setCalendar(*format, calendar);
    len = udat_format(*format, at, units, FORMAT_UNITS, NULL, &status);
    return U_FAILURE(status) ? 0 : len;
}

/* Places without a city of their own all have the name of an unknown one. */
static bool is_city(struct formats *f, const UChar *name, int32_t len)
{
    UChar unknown[FORMAT_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    UCalendar *nowhere =
        ucal_open(u"Etc/Unknown", -1, "root", UCAL_GREGORIAN, &status);
    int32_t n = 0;

    if (U_SUCCESS(status))
        n = in_zone(f, &f->cities, u"VVV", nowhere, 0, unknown);
    ucal_close(nowhere);
    return u_strCompare(name, len, unknown, n, 0) != 0;
}

void format_city(struct formats *f, struct zone *z, int64_t moment,
                 struct buf *out)
{
    UChar units[FORMAT_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    double at = (double)moment * 1000;

    pthread_mutex_lock(&z->lock);
    UCalendar *calendar = ucal_clone(z->calendar, &status);
    pthread_mutex_unlock(&z->lock);
    if (U_FAILURE(status))
        return;

    int32_t len = in_zone(f, &f->cities, u"VVV", calendar, at, units);

    if (len == 0 || !is_city(f, units, len))
        len = in_zone(f, &f->offsets, u"O", calendar, at, units);
    ucal_close(calendar);
    format_put_units(out, units, len, U_ZERO_ERROR);
}
