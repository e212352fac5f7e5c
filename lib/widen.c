#include "lib/widen.h"

#ifdef GABAY_WIDEN_RACES
#include <sched.h>
#include <stdatomic.h>

/* A prime, so that no place with a steady share of the calls is left out. */
enum { SLEEP_EVERY = 67 };

void widen_race(void)
{
    static atomic_uint calls;
    const struct timespec pause = {.tv_nsec = 2000000};

    if (atomic_fetch_add(&calls, 1) % SLEEP_EVERY == 0)
        nanosleep(&pause, NULL);
    else
        sched_yield();
}
#else
/* A file without a declaration is no C. */
typedef int widen_is_off;
#endif
