/* The passage shown under a hit: a piece of the article's text round the
 * densest place of the query's words, cut at sentence or word borders. */
#ifndef GABAY_QUERY_PASSAGE_H
#define GABAY_QUERY_PASSAGE_H

#include "lib/arena.h"
#include "lib/query/match.h"
#include "lib/records/records.h"
#include "lib/value.h"

enum { PASSAGE_LENGTH = 200 }; /* code points, ellipses not counted */

/* Sets `snippet` (HTML), `snippet_text` and `marks` ([start, length] in code
 * points of snippet_text) in the map `hit`. */
void passage_put(struct arena *a, struct value *hit, struct str text,
                 const struct record *r, const struct matches *m);

#endif
