/* Is it open, until when, and when does it open again? */
#ifndef GABAY_HOURS_OPEN_H
#define GABAY_HOURS_OPEN_H

#include "lib/hours/hours.h"
#include "lib/icu/zone.h"

/* Hours in a place. All of it is borrowed. */
struct opening {
    const struct hours *hours;
    struct zone *zone;
    const int32_t *holidays; /* days since 1970, in any order */
    size_t holiday_count;
};

struct open_state {
    bool open;
    bool ends, opens; /* are the next two known? */
    int64_t until;    /* of what is open: when it closes */
    int64_t opens_at; /* of what is closed */
};

bool opening_is_holiday(const struct opening *o, int64_t day);

/* The state at a moment, seconds since 1970. What does not happen within
 * HOURS_AHEAD days is not known. Times are those of the zone's clocks: one that
 * is jumped over is when they jump, of one that comes twice the first counts.
 * What ends when the next begins is one. Any thread. */
struct open_state open_at(const struct opening *o, int64_t now);

#endif
