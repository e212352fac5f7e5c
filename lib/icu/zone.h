/* Time zones by their IANA names. One thread at a time.
 *
 * A wall time is what the clocks there show, as seconds since 1970 if they
 * showed UTC. */
#ifndef GABAY_ICU_ZONE_H
#define GABAY_ICU_ZONE_H

#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"

struct zone;

/* `name` is an area and a city ("Asia/Jakarta") or "UTC". NULL with
 * ERR_CONTENT for all else. */
struct zone *zone_open(struct str name, struct err *e);
void zone_close(struct zone *z);

/* When the clocks first show a wall time, or jump over it. */
int64_t zone_moment(struct zone *z, int64_t wall);

#endif
