/* The one spelling of an address. Asked only after the table had no entry for
 * the path as sent. Pure; any thread. */
#ifndef GABAY_SERVER_CANONICAL_H
#define GABAY_SERVER_CANONICAL_H

#include <stdbool.h>

#include "lib/arena.h"
#include "lib/str.h"

enum { CANONICAL_SEGMENTS_MAX = 32 };

/* Is there something at this (decoded) path? */
typedef bool canonical_exists(const void *ctx, struct str path);

/* Tries, in this order: the locale's canonical tag and NFC; then slugs folded
 * as the indexer folds them; each without and with a slash at the end. Doubled
 * slashes vanish; "." and ".." are nobody's spelling. `path` is decoded and
 * still holds `prefix`. The first that exists is put into `*out` (in `a`);
 * false when none does. */
bool canonical_find(struct arena *a, struct str path, struct str prefix,
                    canonical_exists *exists, const void *ctx, struct str *out);

#endif
