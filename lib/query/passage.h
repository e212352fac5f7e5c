/* The passage shown under a hit: a piece of the article's text round the
 * densest place of the query's words, cut at sentence or word borders. Lines
 * that end without a sign, as rows of tables do, are parted by " / ". */
#ifndef GABAY_QUERY_PASSAGE_H
#define GABAY_QUERY_PASSAGE_H

#include "lib/arena.h"
#include "lib/query/passage_text.h"
#include "lib/value.h"

/* Sets `snippet` (HTML), `snippet_text` and `marks` ([start, length] in code
 * points of snippet_text) in the map `hit`. */
void passage_put(struct arena *a, struct value *hit,
                 const struct passage_text *text);

#endif
