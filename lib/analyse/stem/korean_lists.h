/* What the Korean stemmer knows by heart: endings, particles, and the words
 * that only look as if they had one. All of it is read-only. */
#ifndef GABAY_ANALYSE_STEM_KOREAN_LISTS_H
#define GABAY_ANALYSE_STEM_KOREAN_LISTS_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/str.h"

/* How an ending joins its verb. */
enum korean_join {
    JOIN_PLAIN,      /* any stem: 받고, 가고 */
    JOIN_LINK,       /* with 으 behind a final consonant: 받으면, 가면 */
    JOIN_INFINITIVE, /* behind the form in 아 or 어: 받아서, 가서, 해서 */
};

/* What an ending says about what stands before it. */
enum korean_belief {
    ENDING_SURE,      /* too long for chance: a verb, if not of one syllable */
    ENDING_OF_VERBS,  /* a verb when it is on the list */
    ENDING_OF_LONGER, /* likewise, but hardly of one syllable: 건, 나, 음 */
};

/* Endings parted by spaces. They may begin with a lone consonant, the final one
 * of the syllable before: "ㅂ니다". */
struct korean_endings {
    enum korean_join join;
    enum korean_belief belief;
    const char *texts;
};

/* What a particle may follow. */
enum korean_after {
    AFTER_ANY,
    AFTER_CONSONANT,
    AFTER_VOWEL,
    AFTER_VOWEL_OR_L, /* 로: 카드로, 메일로 */
    AFTER_CONSONANT_BUT_L,
};

struct korean_particle {
    const char *text;
    enum korean_after after;
    bool inner;   /* may stand before another: 에서 + 는 */
    bool careful; /* nouns end like it: one syllable before it must be known */
};

extern const struct korean_endings korean_endings[];
extern const size_t korean_ending_groups;
/* The longest first. */
extern const struct korean_particle korean_particles[];
extern const size_t korean_particle_count;

/* Verbs and adjectives without 다. */
bool korean_is_verb(struct str stem);
/* Never cut: nouns and adverbs that end like a particle or an ending. */
bool korean_is_whole(struct str word);
/* Nouns of one syllable that particles may be taken from. */
bool korean_is_short_noun(struct str word);

#endif
