/* Gabay's own light stemmers, for the languages that libstemmer lacks or serves
 * poorly. One file a language; each says its rules and where they come from.
 *
 * All take a word as the analyser folds it (lib/icu/fold.h: lower case, Latin
 * diacritics gone, Hangul in whole syllables), hold no state and may be called
 * by any thread. */
#ifndef GABAY_ANALYSE_STEM_H
#define GABAY_ANALYSE_STEM_H

#include <stdbool.h>

#include "lib/buf.h"
#include "lib/str.h"

/* Appends the stem, never empty, to `out`. False, and nothing appended, when it
 * has nothing to say about the word: then libstemmer is asked where it has the
 * language, else the word stays as it is. */
typedef bool own_stemmer(struct str word, struct buf *out);

own_stemmer stem_arabic;
own_stemmer stem_filipino;
own_stemmer stem_indonesian;
own_stemmer stem_korean;
own_stemmer stem_polish; /* by rules that learn/ makes at build time */
own_stemmer stem_turkish;
own_stemmer stem_ukrainian;

#endif
