/* The words that an analyser has seen: each spelling is folded and stemmed
 * once. Spellings that fold and stem alike are one word. One thread at a
 * time. */
#ifndef GABAY_ANALYSE_WORDS_H
#define GABAY_ANALYSE_WORDS_H

#include "lib/analyse/analyse.h"
#include "lib/analyse/recipe.h"
#include "lib/analyse/stemmer.h"
#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/map.h"

/* 64 units are at most 192 bytes: within Xapian's 245 for a term, with room
 * for a prefix and a longer stem. */
enum { WORD_UNITS_MAX = 64 };

struct spelling;

struct words {
    const struct recipe *recipe;
    struct stemmer *stemmer, *latin_stemmer; /* NULL: words stay whole */
    struct arena kept;                       /* what stays: the stop list */
    struct map stop;
    struct arena arena; /* the words themselves */
    struct map by_form; /* "exact NUL stem" -> word, in the order of ids */
    struct spelling *spellings;
    size_t spelling_count, slot_count;
    struct buf form, accented, stem;
};

/* All-zero is what words_release() takes too. `r` outlives it. */
int words_init(struct words *w, const struct recipe *r, struct err *e);
void words_release(struct words *w);
/* Forgets all words. */
void words_clear(struct words *w);

/* The word of 1 to WORD_UNITS_MAX units; `*word` is NULL when nothing is left
 * of it after folding. False when memory ran out. */
bool words_get(struct words *w, const uint16_t *units, int32_t len,
               const struct word **word);
/* NULL beyond the last. */
const struct word *words_of_id(const struct words *w, uint32_t id);

#endif
