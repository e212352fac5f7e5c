/* Points in time as text: RFC 3339. Pure; any thread. */
#ifndef GABAY_TIMESTAMP_H
#define GABAY_TIMESTAMP_H

#include <stdint.h>

#include "lib/buf.h"

/* "2026-11-21T00:00:00Z" for seconds since 1970. */
void timestamp_put(struct buf *out, int64_t seconds);
/* "2026-11-21T07:00:00+07:00": the same with the clock of a place that is so
 * many seconds ahead of UTC. */
void timestamp_put_local(struct buf *out, int64_t seconds, int offset);
/* "Sat, 21 Nov 2026 00:00:00 GMT", for HTTP headers (RFC 9110, 5.6.7). */
void timestamp_put_http(struct buf *out, int64_t seconds);
/* Seconds since 1970 of "2026-05-31", "2026-05-31T18:00+07:00" and the like,
 * also with a space for the "T" and before the zone, in UTC without one; false
 * when it is none. */
bool timestamp_read(struct str text, int64_t *seconds);

#endif
