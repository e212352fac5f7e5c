/* The best entries for words typed: of each article one. */
#ifndef GABAY_QUERY_SUGGEST_RANK_H
#define GABAY_QUERY_SUGGEST_RANK_H

#include "lib/query/search.h"
#include "lib/query/suggest_words.h"

enum { SUGGEST_TYPED_MAX = 8 };

/* Added to suggestion_cost() for each typed word. */
enum {
    SUGGEST_COST_PREFIX = 6,   /* is not the whole word of the entry */
    SUGGEST_COST_GAP = 1,      /* there are others between it and the last */
    SUGGEST_COST_ORDER = 4,    /* stands before the last one in the entry */
    SUGGEST_COST_MISSING = 20, /* is not there and need not be */
    SUGGEST_COST_SLIP = 40,    /* a slip in it */
};

struct typed_word {
    struct word_set set;
    uint32_t letters; /* typed; UTF-16 units */
    bool optional;    /* may be missing: "how", "the" */
};

struct typed {
    struct typed_word words[SUGGEST_TYPED_MAX];
    uint32_t count;
};

/* Where a typed word stands in the entry. */
struct suggest_place {
    uint8_t word;  /* SUGGESTION_WORDS_MAX: nowhere */
    uint8_t whole; /* the whole word is meant, not its first letters */
};

struct suggest_hit {
    uint32_t cost, article, part;
    enum suggestion_kind kind;
    struct suggest_place places[SUGGEST_TYPED_MAX]; /* by typed word */
};

struct suggest_hits {
    struct suggest_hit at[SUGGEST_LIMIT_MAX];
    uint32_t count, limit; /* limit: up to SUGGEST_LIMIT_MAX */
};

/* Fills in the hits, the best first; equal ones in the table's order. Looks at
 * SUGGEST_LOOKED_MAX entries at most: those with the rarest of the words, the
 * cheapest first. */
int suggest_rank(const struct suggestions *s, const struct typed *typed,
                 struct arena *a, struct suggest_hits *hits,
                 struct suggest_work *work, struct err *e);

#endif
