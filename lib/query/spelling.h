/* The word of a vocabulary that an unknown word was meant to be.
 *
 * A speller is a table of letter signatures, 24 bytes a word, grouped by length
 * and first letter: a look-up scans the groups that may hold the word and
 * measures (lib/query/slip.h) only words with nearly the same letters. Making
 * one reads the whole vocabulary, which takes a tenth of a second and 7 MB
 * for 300,000 words: make it when it is first needed, once a locale.
 *
 *   typed -> letters -> signature -> groups -> few words -> cost, frequency
 *
 * Once made it is immutable and may be used by any number of threads. */
#ifndef GABAY_QUERY_SPELLING_H
#define GABAY_QUERY_SPELLING_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/query/slip.h"
#include "lib/str.h"

enum {
    /* Words beyond are left out: let a vocabulary begin with those that
     * matter most. */
    SPELLER_WORDS_MAX = 500 * 1000,
    SPELLER_MEASURED_MAX = 1000, /* costs worked out for one typed word */
    SPELLER_LETTERS_MIN = 4,     /* shorter words are left alone */
    SPELLER_SYLLABLES_MIN = 2,   /* likewise, in Hangul */
    /* A word that finds something is put right only by one that is held by so
     * many times more articles. */
    SPELLER_TIMES_HELD = 64,
};

/* Folded words, each with how many articles hold its stem, given one after
 * another. Their bytes are borrowed and must outlive the speller. */
struct vocabulary {
    void *ctx;
    bool (*next)(void *ctx, struct str *form, uint32_t *articles);
    uint32_t most; /* words that come, or more */
};

struct speller_entry {
    uint64_t signature;
    const char *text;
    uint8_t bytes;
    uint8_t length, first; /* letters, and the first of them modulo 64 */
    uint8_t weight;        /* the binary digits of how many articles hold it */
};

enum { SPELLER_GROUPS = (SLIP_LETTERS_MAX + 1) * 64 };

struct speller {
    struct slip_rules rules;
    struct arena kept;             /* words that nobody else keeps */
    struct speller_entry *entries; /* by length, then first letter */
    uint32_t count;
    uint32_t group[SPELLER_GROUPS + 1]; /* where each begins */
};

/* What look-ups did, added up: for ceilings and for --explain. */
struct spelling_work {
    uint32_t compared; /* signatures */
    uint32_t measured; /* at most SPELLER_MEASURED_MAX a word */
};

/* `s` is all zero but for `kept`. Fails when memory runs out only. Words with
 * digits or in scripts that are not corrected, and those that no article holds,
 * are left out. */
int speller_init(struct speller *s, struct str locale, struct vocabulary words,
                 struct err *e);
void speller_release(struct speller *s);

/* Is the folded word in the table, just as it is? */
bool speller_has(const struct speller *s, struct str word);

struct spelling {
    struct str word; /* the vocabulary's */
    double cost;     /* in slips: 1 is one letter without excuse */
};

/* The most a correction of this word may cost, in hundredths of slips: one
 * slip, in long words up to two; 0: it is too short. */
unsigned speller_limit(const struct slip_word *typed);

/* The best word within `limit` (and that of speller_limit()), if there is one:
 * the nearest, unless another is a little farther and held by many more.
 * `held` is how many articles hold the typed word itself. `typed` itself is
 * never the answer. `work` may be NULL. */
bool speller_find(const struct speller *s, struct str typed, uint32_t held,
                  unsigned limit, struct spelling_work *work,
                  struct spelling *out);

#endif
