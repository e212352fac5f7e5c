/* The Polish stemmer's rules, learned at build time: see learn/.
 *
 *   group  edge, edge, ... of ascending letters; the last has EDGE_LAST
 *   edge   head   letter (0: the word ends here, 1..26: a..z) and bits
 *          [action  number, as 255s and what is left, if EDGE_ACTION]
 *          [group   where the letters before this one stand: three bytes,
 *                   the lowest first, if EDGE_GROUP]
 *
 * The root is the last edge of the bytes, its letter 0. Groups stand before
 * those that lead to them, and equal ones are there once. */
#ifndef GABAY_ANALYSE_STEM_POLISH_RULES_H
#define GABAY_ANALYSE_STEM_POLISH_RULES_H

#include <stddef.h>

enum {
    EDGE_LETTER = 31,
    EDGE_ACTION = 32,
    EDGE_GROUP = 64,
    EDGE_LAST = 128,
};

/* Cut `strip` letters off the word's end, then add. */
struct polish_action {
    unsigned char strip;
    char add[8];
};

extern const unsigned char polish_rules[];
extern const size_t polish_rules_root;
extern const struct polish_action polish_actions[];

#endif
