/* Which words of the table a typed word may mean: as ranges of the table's
 * words, which stand in the order of their keys. */
#ifndef GABAY_QUERY_SUGGEST_WORDS_H
#define GABAY_QUERY_SUGGEST_WORDS_H

#include "lib/records/suggestions.h"

enum {
    SUGGEST_RANGES_MAX = 256,    /* of a typed word */
    SUGGEST_COMPARED_MAX = 8192, /* words compared for one suggestion */
    SUGGEST_LOOKED_MAX = 1024,   /* entries looked at, each time it is tried */
    SUGGEST_SLIP_LETTERS = 4,    /* words so long may have one slip, ... */
    SUGGEST_SLIPS_LETTERS = 8,   /* ... so long two */
    SUGGEST_NO_WORD = UINT32_MAX,
};

/* What was done, for tests. */
struct suggest_work {
    uint32_t compared, looked;
};

struct word_range {
    uint32_t first, end; /* not empty */
    uint32_t slips;
};

struct word_set {
    struct word_range *ranges; /* rising, apart; SUGGEST_RANGES_MAX of room */
    uint32_t count;
    uint32_t exact; /* the very word, or SUGGEST_NO_WORD */
};

/* What begins with the word; lone consonants of Hangul stand for syllables.
 * Nothing is added once SUGGEST_COMPARED_MAX words were compared. */
int word_set_init(struct word_set *set, const struct suggestions *s,
                  struct str folded, struct str key, struct arena *a,
                  struct suggest_work *work, struct err *e);
/* Adds what begins like the key but for up to `slips` letters missing, too
 * many, wrong or swapped. Call it with 1 before 2. */
void word_set_slips(struct word_set *set, const struct suggestions *s,
                    struct str key, uint32_t slips, struct suggest_work *work);
/* Does a word of the table begin with the key, or (`whole`) is it one? */
bool suggest_is_known(const struct suggestions *s, struct str key, bool whole,
                      struct suggest_work *work);
/* The range that holds the word, or NULL. */
const struct word_range *word_set_find(const struct word_set *set,
                                       uint32_t word);
uint32_t word_set_postings(const struct word_set *set,
                           const struct suggestions *s);

#endif
