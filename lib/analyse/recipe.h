/* How the words of each language are made: one row a language. */
#ifndef GABAY_ANALYSE_RECIPE_H
#define GABAY_ANALYSE_RECIPE_H

#include <stdbool.h>

#include "lib/str.h"

/* Lists are words parted by spaces; NULL where a language has none. */
struct recipe {
    const char *name;          /* the language, or what stands for many */
    unsigned version;          /* raised when its terms change */
    const char *stemmer;       /* lib/analyse/stemmer.h knows the names */
    const char *latin_stemmer; /* for words of ASCII letters; else the same */
    const char *stop;
    const char *before_hyphen;     /* dropped there: "mag-aral" -> "aral" */
    const char *before_apostrophe; /* dropped there: "l'eau" -> "eau" */
    const char *breaks;            /* locale of the word breaks; NULL: "en" */
    bool fold_first; /* the stemmer is given the folded word, so that typing
                        without accents finds the same; else the word with
                        its accents, and its stem is folded */
    double grams;    /* weight of a stem's letter pairs beside the stem in a
                        query; 0: none are indexed */
    double across;   /* the same for pairs along touching words */
};

/* The recipe of a BCP 47 tag: by language, else by the script it is likely
 * written in. Never NULL. */
const struct recipe *recipe_of(struct str locale);

#endif
