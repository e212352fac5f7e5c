/* Time zones by their IANA names, with all that ICU knows of their past and
 * their future. A zone has a lock of its own: any thread may ask it.
 *
 * A wall time is what the clocks there show, as seconds since 1970 if they
 * showed UTC. */
#ifndef GABAY_ICU_ZONE_H
#define GABAY_ICU_ZONE_H

#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"

struct zone;

/* `name` is an area and a city ("Asia/Jakarta") or "UTC", in exactly this
 * case: short names such as "IST" mean several places. NULL with ERR_CONTENT
 * for all else. */
struct zone *zone_open(struct str name, struct err *e);
void zone_close(struct zone *z);

/* Seconds ahead of UTC at a moment; 0 when ICU fails. */
int zone_offset(struct zone *z, int64_t moment);
/* The wall time of a moment. */
int64_t zone_wall(struct zone *z, int64_t moment);
/* When the clocks first show a wall time, or jump over it. So later wall times
 * never come earlier. */
int64_t zone_moment(struct zone *z, int64_t wall);

#endif
