/* Where a query's words stand in an article, and what that is worth: the
 * second look at the index's first hits, on their forward records. */
#ifndef GABAY_QUERY_MATCH_H
#define GABAY_QUERY_MATCH_H

#include <stdint.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/query/query.h"
#include "lib/records/records.h"

enum {
    MATCHES_MAX = 1000,       /* a record; later ones are not looked at */
    MATCH_TOKENS_MAX = 40000, /* read of a record */
    PASSAGE_BYTES = 160,      /* how close words count as one place */
};

struct match {
    uint32_t start, end; /* bytes in the record's text */
    uint16_t word;       /* index into the query's words */
    bool exact;          /* the very form that was asked */
};

struct matches {
    struct match *rows; /* by start */
    uint32_t count;
    uint32_t part;        /* the best part: where the answer stands */
    uint32_t first, last; /* rows of its densest place; first > last: none */
    /* shares of the query's idf, 0..1 */
    double title, anywhere, best_part, place, exact;
    double filled; /* share of the title's words that were asked, 0..1 */
};

int matches_find(const struct query *q, const struct record *r, struct arena *a,
                 struct matches *out, struct err *e);

#endif
