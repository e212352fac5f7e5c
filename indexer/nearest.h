/* Which name was meant by one that is mistyped. Pure; any thread. */
#ifndef GABAY_INDEXER_NEAREST_H
#define GABAY_INDEXER_NEAREST_H

#include <stddef.h>

#include "lib/str.h"

enum { NEAREST_MAX = 40 }; /* bytes of a name; longer ones are like none */

/* How many letters were left out, added, replaced or swapped with the next one;
 * more than `most`: any number above it. Case counts for nothing; of names
 * longer than NEAREST_MAX it is above `most`. */
size_t nearest_distance(struct str a, struct str b, size_t most);
/* How far a name may be from what was meant: a third of its letters. */
size_t nearest_bound(struct str name);

#endif
