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

/* Looks for what was meant by a name: of all that are offered the nearest, of
 * equals the first, that a third of the letters lead to. */
struct nearest {
    struct str name;
    struct str best; /* empty: none is near */
    size_t most;
};

/* Both names are borrowed. */
struct nearest nearest_begin(struct str name);
void nearest_offer(struct nearest *n, struct str candidate);

/* Unknown names of one file that are told. */
enum { NEAREST_SHOWN = 10 };

#endif
