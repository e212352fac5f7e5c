/* The fewest rules that say most of what the votes want.
 *
 * A rule is a word's ending with what to do about it; the longest ending that
 * a word has decides. Rules stand in a tree by the letters from the end; of
 * all sets of rules the one is taken whose mistakes, weighed as the votes are,
 * and `price` a rule cost least. */
#ifndef GABAY_ANALYSE_STEM_LEARN_RULES_H
#define GABAY_ANALYSE_STEM_LEARN_RULES_H

#include "lib/analyse/stem/learn/votes.h"

struct cost {
    uint32_t action;
    int64_t cost;
};

struct node {
    char letter; /* 0: the word ends before this */
    struct node *kids, *next;
    /* The cost of all below when the rule above says this action, and when it
     * says one that is not listed. */
    struct cost *costs;
    size_t n_costs;
    int64_t other;
    int64_t rest;  /* `other`, were there no rule here */
    int64_t least; /* with the rule `best` here, without its price */
    uint32_t best;
    int rule; /* the action that was settled on; -1: as above */
};

/* The tree is the arena's; NULL when memory ran out. The votes are sorted. */
struct node *rules_learn(const struct votes *v, int64_t price, struct arena *a);

#endif
