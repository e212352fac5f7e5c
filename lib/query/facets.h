/* Counts over the articles that match: sections (with those above them) and
 * tags. */
#ifndef GABAY_QUERY_FACETS_H
#define GABAY_QUERY_FACETS_H

#include <stddef.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/query/search_locale.h"
#include "lib/value.h"

enum { FACETS_SHOWN = 20 }; /* values of a facet */

/* {section: [{value, label, count}], tag: [...]}, the most frequent first,
 * FACETS_SHOWN at most, built in `a`. `docids` are those of the index: article
 * number + 1; others are passed over. */
struct value *facets_value(const struct search_locale *l,
                           const uint32_t *docids, size_t count,
                           struct arena *a);

#endif
