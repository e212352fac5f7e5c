#include "lib/icu/zone.h"

#include <stdlib.h>

#include <unicode/ucal.h>
#include <unicode/ustring.h>

enum { NAME_MAX_UNITS = 64, DAY = 86400 };

struct zone {
    UCalendar *calendar;
};

/* ICU takes a name that it does not know for UTC. */
static UCalendar *open_calendar(struct str name)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar units[NAME_MAX_UNITS], known[NAME_MAX_UNITS];
    int32_t length;

    if (name.len == 0 || name.len >= NAME_MAX_UNITS)
        return NULL;
    u_strFromUTF8(units, NAME_MAX_UNITS, &length, name.ptr, (int32_t)name.len,
                  &status);
    ucal_getCanonicalTimeZoneID(units, length, known, NAME_MAX_UNITS, NULL,
                                &status);
    if (U_FAILURE(status))
        return NULL;
    UCalendar *c = ucal_open(units, length, "root", UCAL_GREGORIAN, &status);
    if (U_SUCCESS(status))
        return c;
    ucal_close(c);
    return NULL;
}

struct zone *zone_open(struct str name, struct err *e)
{
    struct zone *z = calloc(1, sizeof(*z));

    if (!z) {
        err_no_memory(e);
        return NULL;
    }
    z->calendar = open_calendar(name);
    if (z->calendar)
        return z;
    err_set(e, ERR_CONTENT, "nobody knows the zone '%.*s'", STR_ARG(name));
    free(z);
    return NULL;
}

void zone_close(struct zone *z)
{
    if (!z)
        return;
    ucal_close(z->calendar);
    free(z);
}

static int64_t offset_at(struct zone *z, int64_t moment)
{
    UErrorCode status = U_ZERO_ERROR;

    ucal_setMillis(z->calendar, (double)moment * 1e3, &status);
    int64_t sum = ucal_get(z->calendar, UCAL_ZONE_OFFSET, &status);
    sum += ucal_get(z->calendar, UCAL_DST_OFFSET, &status);
    return U_SUCCESS(status) ? sum / 1000 : 0;
}

/* Between two moments of more than a day around it, clocks are set once at
 * most. */
int64_t zone_moment(struct zone *z, int64_t wall)
{
    int64_t before = offset_at(z, wall - DAY), after = offset_at(z, wall + DAY);
    int64_t early = wall - before, late = wall - after;

    if (offset_at(z, early) == before)
        return early;
    if (offset_at(z, late) == after)
        return late;
    /* Jumped over: the moment of the jump. */
    while (late + 1 < early) {
        int64_t middle = late + (early - late) / 2;
        if (offset_at(z, middle) == before)
            late = middle;
        else
            early = middle;
    }
    return early;
}
