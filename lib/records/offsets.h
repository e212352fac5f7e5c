/* Offsets of slices that lie one after the other: slice i is [at[i], at[i +
 * 1]).
 */
#ifndef GABAY_RECORDS_OFFSETS_H
#define GABAY_RECORDS_OFFSETS_H

#include <stdbool.h>
#include <stdint.h>

/* Do `count` slices lie in order, the last one ending at `end` at most? Reads
 * count + 1 numbers. */
static inline bool offsets_rise(const uint32_t *at, uint32_t count,
                                uint32_t end)
{
    for (uint32_t i = 0; i < count; i++)
        if (at[i] > at[i + 1])
            return false;
    return at[count] <= end;
}

#endif
