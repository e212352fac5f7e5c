#include "indexer/base/schedule.h"

#include "lib/icu/zone.h"
#include "lib/timestamp.h"

enum { DAY = 86400, DATE_LENGTH = sizeof("2026-12-24") - 1 };

/* "...T18:00+07:00", "...T18:00Z": what follows the hour says so. */
static bool names_zone(struct str text)
{
    struct str clock = str_skip(text, DATE_LENGTH);

    for (size_t i = 0; i < clock.len; i++)
        if (clock.ptr[i] == '+' || clock.ptr[i] == '-' || clock.ptr[i] == 'Z' ||
            clock.ptr[i] == 'z')
            return true;
    return false;
}

/* What a clock of the zone shows becomes a moment. */
static bool in_zone(struct str name, int64_t *seconds)
{
    struct zone *zone = name.len ? zone_open(name, NULL) : NULL;

    if (!zone)
        return name.len == 0;
    *seconds = zone_moment(zone, *seconds);
    zone_close(zone);
    return true;
}

bool schedule_time(const struct site *site, struct str text,
                   enum schedule_edge edge, int64_t *seconds)
{
    text = str_trim(text);
    if (!timestamp_read(text, seconds))
        return false;
    if (names_zone(text))
        return true;
    if (text.len == DATE_LENGTH && edge == SCHEDULE_UNTIL)
        *seconds += DAY;
    if (site->zone) {
        *seconds = zone_moment(site->zone, *seconds);
        return true;
    }
    return in_zone(site->config.zone, seconds);
}

static void note(struct site *site, int64_t moment)
{
    if (moment > site->now &&
        (site->next_change_at == 0 || moment < site->next_change_at))
        site->next_change_at = moment;
}

bool schedule_is_now(struct site *site, int64_t from, int64_t until)
{
    if (until && until <= site->now)
        return false;
    note(site, from);
    note(site, until);
    return from <= site->now;
}

int64_t schedule_wall(const struct site *site, int64_t moment)
{
    return site->zone ? zone_wall(site->zone, moment) : moment;
}
