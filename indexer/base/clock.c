#include "indexer/base/clock.h"

#include <stdlib.h>
#include <time.h>

bool clock_is_fixed(void)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");

    return epoch && *epoch;
}

int clock_read(int64_t *now, struct err *e)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    struct timespec clock = {0};
    uint64_t seconds;

    if (!clock_is_fixed()) {
        clock_gettime(CLOCK_REALTIME, &clock);
        *now = clock.tv_sec;
        return 0;
    }
    if (!str_to_u64(str_from(epoch), &seconds) || seconds > INT64_MAX)
        return err_set(e, ERR_USAGE,
                       "SOURCE_DATE_EPOCH must be a number of seconds, not "
                       "'%s'",
                       epoch);
    *now = (int64_t)seconds;
    return 0;
}
