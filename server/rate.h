/* How often somebody may ask for what costs: a token bucket each. A bucket
 * holds a minute's calls and fills evenly, so a pause gives back what a burst
 * took.
 *
 * Buckets lie in a table of fixed size. A bucket that is full again needs no
 * place in it. When the places that a newcomer may take are all in use, the
 * bucket with most left in it is forgotten: whoever wants one emptied bucket
 * to be forgotten must empty others, and cannot know which, since places are
 * given by a keyed hash. Any thread. */
#ifndef GABAY_SERVER_RATE_H
#define GABAY_SERVER_RATE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/siphash.h"
#include "lib/str.h"

enum { RATE_MAX = 1000000 }; /* calls a minute */

enum rate_kind { RATE_ADDRESS, RATE_TOKEN, RATE_KINDS };

struct rate_verdict {
    bool counted; /* false: there is no limit, and nothing below counts */
    bool fine;
    enum rate_kind kind;
    uint32_t limit; /* calls a minute */
    uint32_t left;  /* that may come at once now */
    uint32_t wait;  /* seconds, at least 1: refused, until the next may come;
                       else until the bucket is full again */
};

/* One bucket, pure: `due` is the time at which it will be full, 0 or past when
 * it is; `now` and it are microseconds of a clock that only goes forward.
 * Takes one call and gives the new `due`, the same if it was refused. */
uint64_t rate_bucket_take(uint64_t due, uint64_t now, uint32_t limit,
                          struct rate_verdict *out);

struct rate;

/* `limits`: calls a minute of each kind, 0 for no limit. NULL when there is no
 * memory. */
struct rate *rate_new(const uint32_t limits[RATE_KINDS],
                      const uint8_t key[SIPHASH_KEY_SIZE]);
/* NULL is fine. */
void rate_free(struct rate *r);

/* One call of `who` at `now` milliseconds; true if it may. */
bool rate_take(struct rate *r, enum rate_kind kind, struct str who,
               uint64_t now, struct rate_verdict *out);

#endif
