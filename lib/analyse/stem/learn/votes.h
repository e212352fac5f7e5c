/* What a stemmer should learn: word forms with the stems wished for them. */
#ifndef GABAY_ANALYSE_STEM_LEARN_VOTES_H
#define GABAY_ANALYSE_STEM_LEARN_VOTES_H

#include "lib/arena.h"

enum {
    ADD_LONGEST = 7,
    ACTIONS_MOST = 4096,
    ACTION_SLOTS = 4 * ACTIONS_MOST,
};

/* Cuts `strip` letters off a word's end, then adds. */
struct action {
    unsigned strip;
    char add[ADD_LONGEST + 1];
};

struct vote {
    const char *reversed; /* the form from its end; a to z only */
    uint32_t action;
    uint32_t weight;
};

struct votes {
    struct vote *votes;
    size_t n, cap;
    struct action actions[ACTIONS_MOST];
    size_t n_actions;
    uint16_t slots[ACTION_SLOTS]; /* a hash: number of an action + 1, 0: free */
    struct arena arena;
};

/* False when memory ran out. A form with other letters than a to z, or one
 * that is too far from its stem, is left out. */
bool votes_add(struct votes *v, struct str form, const char *stem,
               uint32_t weight);
/* By the reversed form, then by action. */
void votes_sort(struct votes *v);
void votes_release(struct votes *v);

#endif
