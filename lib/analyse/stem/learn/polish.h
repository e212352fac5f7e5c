/* Which stem each Polish word form should have, by hunspell's pl_PL.
 *
 * A word's stem is its dictionary form, folded, without the vowels at its end:
 * "paczka" paczk. Words that end in a consonant give theirs in the second case,
 * where a fleeting e is gone: "klaster" klastr. A verb's stem is that of all
 * its participles and verbal nouns: "zwrocony", "zwrocenie" zwroc; what keeps
 * it from the nouns beside it is the a of -ac and the uj of -owac: "zwracac"
 * zwraca, "kupowac" kupuj. */
#ifndef GABAY_ANALYSE_STEM_LEARN_POLISH_H
#define GABAY_ANALYSE_STEM_LEARN_POLISH_H

#include "lib/analyse/stem/learn/hunspell.h"
#include "lib/analyse/stem/learn/votes.h"

/* The price of a rule beside the weights that the votes get here. */
enum { POLISH_RULE_PRICE = 15000 };

int polish_votes(const struct dictionary *d, struct votes *v, struct err *e);

#endif
