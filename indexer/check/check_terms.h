/* Finding a few terms in much text, as search would: word by word, by their
 * stems. Faster than analysing the text: words are parted at what is no letter
 * or digit, and only those that were not met before are stemmed. */
#ifndef GABAY_INDEXER_CHECK_TERMS_H
#define GABAY_INDEXER_CHECK_TERMS_H

#include <stdint.h>

#include "lib/analyse/analyse.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"

enum { HANGUL_COUNT = 0xD7A4 - 0xAC00 }; /* syllables */

/* The terms: a tree whose edges are stems. Immutable once all are added. */
struct term_set {
    bool hangul[HANGUL_COUNT]; /* syllables that words of terms begin with */
    struct arena arena;
    struct map stems; /* stem -> struct stem */
    struct map edges; /* from node and stem -> struct edge */
    uint32_t nodes;   /* the root is 0 */
};

/* Numbers of stems, 0 for those of no term: one for any row of them. */
struct stem_list {
    uint32_t *items;
    size_t count, room;
};

/* Reads texts of one locale; one thread at a time. What it keeps borrows from
 * the texts: they outlive it. */
struct term_reader {
    struct term_set *set;
    struct analyser *analyser;
    struct arena arena;
    struct map words;             /* as written -> struct stem_list */
    struct stem_list text, fresh; /* fresh: a word not met before */
    bool failed;
};

void term_set_init(struct term_set *s);
void term_set_release(struct term_set *s);

int term_reader_init(struct term_reader *r, struct term_set *s,
                     struct str locale, struct err *e);
void term_reader_release(struct term_reader *r);

/* Adds a term to the set, which no other reader uses yet. `*node` tells it from
 * others; 0 when there is no word in it. Terms that are alike for search share
 * one. */
int term_add(struct term_reader *r, struct str term, uint32_t *node,
             struct err *e);

/* Calls `found` for each place where a node's term stands; for those that no
 * term ends at too. */
typedef void term_found(void *ctx, uint32_t node);
int term_find(struct term_reader *r, struct str text, term_found *found,
              void *ctx, struct err *e);

#endif
