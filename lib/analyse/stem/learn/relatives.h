/* Entries of the dictionary that are forms of others: verbal nouns,
 * participles, comparatives. Search wants one stem for them all. */
#ifndef GABAY_ANALYSE_STEM_LEARN_RELATIVES_H
#define GABAY_ANALYSE_STEM_LEARN_RELATIVES_H

#include "lib/analyse/stem/learn/hunspell.h"

bool is_verb(const struct entry *entry);

struct relatives;

/* Borrows the dictionary; NULL when memory ran out. */
struct relatives *relatives_new(const struct dictionary *d);
void relatives_free(struct relatives *r);
/* The entry that this one is a form of, at the root; NULL where it stands on
 * its own. A word with "nie" before it is a form of what the word is. */
const struct entry *relatives_of(const struct relatives *r,
                                 const struct entry *entry);

#endif
