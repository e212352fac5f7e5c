/* The moment that a compile takes for now. */
#ifndef GABAY_INDEXER_CLOCK_H
#define GABAY_INDEXER_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"

/* Seconds since 1970. SOURCE_DATE_EPOCH stands for the clock, so that a file
 * can be made again; ERR_USAGE when it is no number. */
int clock_read(int64_t *now, struct err *e);
/* Does SOURCE_DATE_EPOCH say so? Then that moment stays. */
bool clock_is_fixed(void);

#endif
