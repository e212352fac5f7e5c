#include "lib/icu/zone.h"

#include <math.h>
#include <stdlib.h>

#include <unicode/ustring.h>

#include "lib/icu/zone_parts.h"

enum { NAME_MAX = 64 };

static bool is_name(struct str name)
{
    if (str_eq(name, S("UTC")))
        return true;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] <= ' ' || name.ptr[i] > '~')
            return false;
    return name.len < NAME_MAX && str_find(name, '/') < name.len;
}

static UCalendar *open_calendar(struct str name)
{
    UChar id[NAME_MAX], canonical[NAME_MAX * 2];
    UErrorCode status = U_ZERO_ERROR;
    UBool is_system = 0;

    u_charsToUChars(name.ptr, id, (int32_t)name.len);
    ucal_getCanonicalTimeZoneID(id, (int32_t)name.len, canonical, NAME_MAX * 2,
                                &is_system, &status);
    if (U_FAILURE(status) || !is_system)
        return NULL;
    return ucal_open(id, (int32_t)name.len, "root", UCAL_GREGORIAN, &status);
}

struct zone *zone_open(struct str name, struct err *e)
{
    UCalendar *calendar = is_name(name) ? open_calendar(name) : NULL;
    struct zone *z = calendar ? calloc(1, sizeof(*z)) : NULL;

    if (!calendar) {
        err_set(e, ERR_CONTENT,
                "'%.*s' is no time zone: write an area and a city, such as "
                "Asia/Jakarta",
                STR_ARG(str_sub(name, 0, NAME_MAX)));
        return NULL;
    }
    if (!z) {
        ucal_close(calendar);
        err_no_memory(e);
        return NULL;
    }
    pthread_mutex_init(&z->lock, NULL);
    z->calendar = calendar;
    return z;
}

void zone_close(struct zone *z)
{
    if (!z)
        return;
    ucal_close(z->calendar);
    pthread_mutex_destroy(&z->lock);
    free(z);
}

/* The caller holds the lock, here and below. */
static int offset_at(struct zone *z, int64_t moment)
{
    UErrorCode status = U_ZERO_ERROR;

    ucal_setMillis(z->calendar, (UDate)moment * 1000, &status);

    int32_t base = ucal_get(z->calendar, UCAL_ZONE_OFFSET, &status);
    int32_t summer = ucal_get(z->calendar, UCAL_DST_OFFSET, &status);

    return U_FAILURE(status) ? 0 : (base + summer) / 1000;
}

/* The offset by which a wall time is read before the clocks are changed. */
static int offset_before(struct zone *z, int64_t wall)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t base = 0, summer = 0;

    ucal_setMillis(z->calendar, (UDate)wall * 1000, &status);
    ucal_getTimeZoneOffsetFromLocal(z->calendar, UCAL_TZ_LOCAL_FORMER,
                                    UCAL_TZ_LOCAL_FORMER, &base, &summer,
                                    &status);
    return U_FAILURE(status) ? 0 : (base + summer) / 1000;
}

static int64_t last_change(struct zone *z, int64_t moment)
{
    UErrorCode status = U_ZERO_ERROR;
    UDate at = 0;

    ucal_setMillis(z->calendar, (UDate)moment * 1000, &status);
    if (!ucal_getTimeZoneTransitionDate(
            z->calendar, UCAL_TZ_TRANSITION_PREVIOUS_INCLUSIVE, &at, &status) ||
        U_FAILURE(status))
        return moment;
    return (int64_t)floor(at / 1000);
}

int zone_offset(struct zone *z, int64_t moment)
{
    pthread_mutex_lock(&z->lock);
    int offset = offset_at(z, moment);
    pthread_mutex_unlock(&z->lock);
    return offset;
}

int64_t zone_wall(struct zone *z, int64_t moment)
{
    return moment + zone_offset(z, moment);
}

int64_t zone_moment(struct zone *z, int64_t wall)
{
    pthread_mutex_lock(&z->lock);

    int offset = offset_before(z, wall);
    int64_t moment = wall - offset;

    /* Jumped over: then the clocks show something later already. */
    if (offset_at(z, moment) != offset)
        moment = last_change(z, moment);
    pthread_mutex_unlock(&z->lock);
    return moment;
}
