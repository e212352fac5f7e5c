/* Points in time as text: RFC 3339 in UTC. Pure; any thread. */
#ifndef GABAY_TIMESTAMP_H
#define GABAY_TIMESTAMP_H

#include <stdint.h>

#include "lib/buf.h"

/* "2026-11-21T00:00:00Z" for seconds since 1970. */
void timestamp_put(struct buf *out, int64_t seconds);
/* "Sat, 21 Nov 2026 00:00:00 GMT", for HTTP headers (RFC 9110, 5.6.7). */
void timestamp_put_http(struct buf *out, int64_t seconds);

#endif
