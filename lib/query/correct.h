/* What to search for instead of a word that finds nothing: in this order
 *
 *   1. the word on another keyboard layout  qksvna -> 반품  (layout.h)
 *   2. a word one slip away                 refnud -> refund  (spelling.h)
 *   3. the known words that it is made of   trackorder -> track order (split.h)
 *   4. a word two slips away                pengembalain -> pengembalian
 *
 * Nothing is ever done to a word that finds something, but for a misspelling
 * that stands in an article or two (SPELLER_TIMES_HELD). Thread rule: as
 * `known`; the speller may be shared. */
#ifndef GABAY_QUERY_CORRECT_H
#define GABAY_QUERY_CORRECT_H

#include "lib/arena.h"
#include "lib/query/layout.h"
#include "lib/query/spelling.h"
#include "lib/query/split.h"
#include "lib/records/lexicon.h"
#include "lib/str.h"

enum correction_how {
    CORRECT_LAYOUT,
    CORRECT_SPELLING,
    CORRECT_SPLIT,
    CORRECT_JOIN,
};

struct correction {
    struct str word; /* folded; of a split, words with spaces between them */
    double cost;     /* in slips; 0 but for spelling */
    enum correction_how how;
};

/* All slices may be lent for the call only. */
struct unknown_word {
    struct str raw;   /* as typed, up to white space, in its own case */
    struct str exact; /* folded */
    struct str stem;  /* equal to `exact` where nothing is stripped */
    uint32_t held;    /* articles that hold its stem */
};

struct correct_work {
    struct spelling_work spelling;
    uint32_t asked; /* calls of `known` */
};

struct corrector {
    struct str locale;
    const struct speller *speller;
    struct known_words known; /* with `forms` = the speller */
};

/* False when there is nothing better. Results are in the arena or are the
 * vocabulary's. Adds to `work`, which may be NULL. */
bool correct_word(const struct corrector *c, const struct unknown_word *w,
                  struct arena *a, struct correct_work *work,
                  struct correction *out);
/* Two neighbours that may be one word. */
bool correct_join(const struct corrector *c, const struct unknown_word *first,
                  const struct unknown_word *second, struct arena *a,
                  struct correct_work *work, struct correction *out);

/* A speller of a lexicon's forms, in Korean of its stems too; the lexicon
 * outlives it. It is to be released after a failure too. */
int correct_speller(struct speller *s, struct str locale,
                    const struct lexicon *l, struct err *e);

#endif
