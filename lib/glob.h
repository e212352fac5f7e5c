/* Patterns of paths, as people write them. `*` stands for any signs but '/',
 * `?` for one of them, `**` for any signs at all; "x/" at the end is all that
 * lies in x, and "**" before a '/' may stand for nothing: "en/" + "**" +
 * "/a.md" has en/a.md too. All other signs stand for themselves. */
#ifndef GABAY_GLOB_H
#define GABAY_GLOB_H

#include <stdbool.h>

#include "lib/str.h"

enum { GLOB_MAX = 200 }; /* bytes of a pattern; a longer one matches nothing */

/* Costs as much as pattern times path, whatever they hold. */
bool glob_matches(struct str pattern, struct str path);

#endif
