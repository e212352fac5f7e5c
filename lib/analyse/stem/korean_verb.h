/* The verb in a Korean word. For the Korean stemmer only. */
#ifndef GABAY_ANALYSE_STEM_KOREAN_VERB_H
#define GABAY_ANALYSE_STEM_KOREAN_VERB_H

#include "lib/analyse/stem/hangul.h"

/* How much speaks for a verb: KNOWN ones are listed, or have a suffix or a
 * tense that only verbs have. */
enum trust { NO_VERB, LIKELY, KNOWN };

struct verb {
    struct hangul stem;
    enum trust trust;
};

enum { KOREAN_DEPTH_MAX = 12 }; /* suffixes on suffixes */

/* True when `w` ends with a suffix behind a noun; `*noun` is what is left. */
bool korean_cut_suffix(struct hangul w, struct hangul *noun);

/* The verb that is left when an ending is taken off; NO_VERB when nothing
 * speaks for one. Its stem still has helpers and suffixes: korean_verb_of. */
struct verb korean_find_verb(const struct hangul *w);

/* A stem down to what a dictionary has, or to the noun that was made a verb. */
struct hangul korean_verb_of(struct hangul w, int depth);

/* A noun without its particles and suffixes (korean.c). */
struct hangul korean_noun_of(struct hangul w, int depth);

#endif
