/* Where a query's words stand in an article, and what that is worth: the
 * second look at the index's first hits, on their forward records. Places and
 * distances are counted in tokens. */
#ifndef GABAY_QUERY_MATCH_H
#define GABAY_QUERY_MATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/records/records.h"

enum {
    MATCHES_MAX = 1000,             /* a record; later ones are not seen */
    MATCH_UNITS_MAX = RECORD_UNITS, /* read of a record */
    MATCH_WORDS_MAX = 32,
    MATCH_RANGES_MAX = 1024,
    PASSAGE_TOKENS = 18, /* how close words count as one place */
};

/* What stands for a word in a text: a range of the lexicon's numbers. A word
 * may have several (synonyms, corrections), and two words may share one. */
struct match_range {
    uint32_t first, count;
    uint32_t exact_first, exact_count; /* the form that was typed; or 0 */
    uint16_t word;
    double weight; /* 0..1: what it is worth beside the word itself */
};

/* What is looked for; immutable once made. */
struct match_plan {
    struct match_range *ranges; /* by `first` */
    uint32_t range_count;
    const double *idf; /* of each word */
    uint32_t word_count;
    double idf_sum;
    uint64_t *units;   /* a bit for each unit that may begin a match */
    uint32_t *reach;   /* by range: where it and all before it end */
    uint16_t *next;    /* by range: another one + 1 of the same word, or 0 */
    uint16_t *of_word; /* by word: its first range + 1, or 0 */
};

/* Sorts `ranges` (of MATCH_RANGES_MAX at most, in `a` like all that is made);
 * `idf` is borrowed, of MATCH_WORDS_MAX words at most. */
int match_plan_make(struct match_plan *p, struct match_range *ranges,
                    uint32_t range_count, const double *idf,
                    uint32_t word_count, struct arena *a, struct err *e);

struct match {
    uint32_t at;    /* token of the record; a part's is that of the whole */
    uint32_t unit;  /* its first */
    uint16_t range; /* of the plan */
    bool exact;     /* the very form that was asked */
    bool part;      /* of a token */
};

struct matches {
    struct match *rows; /* by unit; in the arena */
    uint32_t count;
    uint32_t part;        /* the best part: where the answer stands */
    uint32_t first, last; /* rows of its densest place; first > last: none */
    /* shares of the query's idf, 0..1 */
    double title, anywhere, best_part, place, exact;
    double filled; /* share of the title's words that were asked, 0..1 */
};

int matches_find(const struct match_plan *p, const struct record_body *r,
                 struct arena *a, struct matches *out, struct err *e);

#endif
