/* Where a list of articles goes on: behind an article, by its last change and
 * its id, so that what is added or changed meanwhile moves nothing. Opaque to
 * whoever sends it back. Pure; any thread. */
#ifndef GABAY_SERVER_LIST_CURSOR_H
#define GABAY_SERVER_LIST_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/str.h"

struct list_cursor {
    int64_t updated;
    struct str id;
};

/* Letters, digits, '-' and '_' only, in `a`; empty when memory ran out. */
struct str list_cursor_write(struct arena *a, const struct list_cursor *c);
/* False when it is none that list_cursor_write() wrote. */
bool list_cursor_read(struct arena *a, struct str text,
                      struct list_cursor *out);

#endif
