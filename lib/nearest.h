/* Which known name was meant? For messages: "did you mean ...?" */
#ifndef GABAY_NEAREST_H
#define GABAY_NEAREST_H

#include "lib/str.h"

enum { NEAREST_MAX = 40 }; /* longer names are near to nothing */

struct nearest {
    struct str name;
    size_t best;       /* closer than this, or none */
    const char *found; /* of those tried the nearest; NULL: none is near */
};

void nearest_init(struct nearest *n, struct str name);
/* `known` is borrowed. Of equals the first stays. */
void nearest_try(struct nearest *n, const char *known);

#endif
