/* How far a word is from the one that was meant: what it costs to take the
 * slips back. A slip adds, drops, replaces or swaps letters; those that people
 * make are cheaper: keys side by side, doubled letters, vowels, and letters
 * that sound alike in the language (a table in slip.c).
 *
 * Words are compared letter by letter, Hangul by its jamo (lib/jamo.h). All is
 * immutable and may be used by any thread. */
#ifndef GABAY_QUERY_SLIP_H
#define GABAY_QUERY_SLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/str.h"

enum {
    SLIP_LETTERS_MAX = 40,
    SLIP_ONE = 100,      /* the cost of a slip without excuse */
    SLIP_TOO_FAR = 9999, /* no cost at all */
    SLIP_RULES_MAX = 32,
};

struct slip_word {
    uint16_t letters[SLIP_LETTERS_MAX];
    uint8_t count;
    uint8_t syllables; /* of Hangul; 0: there is none */
};

/* False for a word that is not for correcting: in a script without spaces or
 * with letters that are not in slip.c's table, with digits or marks, or too
 * long. `folded` is as lib/icu/fold.h makes it. */
bool slip_word_set(struct slip_word *w, struct str folded);

/* Letters, one or two, that are written for one another. */
struct slip_rule {
    uint16_t side[2][2]; /* the last letter first; 0: only one */
};

struct slip_rules {
    struct slip_rule rules[SLIP_RULES_MAX];
    uint8_t count;
    uint32_t by_last[64]; /* rules that a letter, modulo 64, may end */
};

/* Those of the language of a BCP 47 tag. */
void slip_rules_set(struct slip_rules *r, struct str locale);
/* The letters, as bits modulo 64, with which the meant word may begin. */
uint64_t slip_first_letters(const struct slip_rules *r,
                            const struct slip_word *typed);

/* The cost, or SLIP_TOO_FAR when it is more than `limit`. Words whose lengths
 * differ by more than two are too far. */
unsigned slip_cost(const struct slip_rules *r, const struct slip_word *typed,
                   const struct slip_word *meant, unsigned limit);

#endif
