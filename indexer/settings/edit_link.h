/* Where an article's source can be edited: site.yaml's `edit_url`. Pure. */
#ifndef GABAY_INDEXER_EDIT_LINK_H
#define GABAY_INDEXER_EDIT_LINK_H

#include <stdbool.h>

#include "lib/arena.h"
#include "lib/str.h"

/* An http(s) address of printable ASCII with a host, and {path} once, behind
 * the host. */
bool edit_link_is_pattern(struct str pattern);
/* The pattern with the file's path, percent-encoded but for '/', in `a`. */
struct str edit_link(struct arena *a, struct str pattern, struct str path);

#endif
