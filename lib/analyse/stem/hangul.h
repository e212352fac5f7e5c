/* Words of whole Hangul syllables, by value, and the arithmetic of syllables: a
 * syllable is onset * 588 + vowel * 28 + final consonant beyond U+AC00, so
 * contractions are sums (해 is 하 with another vowel). For the Korean stemmer.
 */
#ifndef GABAY_ANALYSE_STEM_HANGUL_H
#define GABAY_ANALYSE_STEM_HANGUL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/str.h"

enum {
    HANGUL_FIRST = 0xAC00,
    HANGUL_LAST = 0xD7A3,
    HANGUL_FINALS = 28,
    HANGUL_ONSET = 588,
    HANGUL_MAX = 32, /* longer words stay whole */
    HANGUL_BYTES = 4 * HANGUL_MAX,
};

enum {
    SYL_HA = 0xD558,   /* 하 */
    SYL_HAE = 0xD574,  /* 해 */
    SYL_DOE = 0xB418,  /* 되 */
    SYL_DWAE = 0xB3FC, /* 돼 */
    SYL_A = 0xC544,    /* 아 */
    SYL_EO = 0xC5B4,   /* 어 */
    SYL_YEO = 0xC5EC,  /* 여 */
    SYL_O = 0xC624,    /* 오 */
    SYL_U = 0xC6B0,    /* 우 */
    SYL_EU = 0xC73C,   /* 으 */
    SYL_I = 0xC774,    /* 이 */
    SYL_SI = 0xC2DC,   /* 시 */
    SYL_RA = 0xB77C,   /* 라 */
    SYL_REO = 0xB7EC,  /* 러 */
    SYL_REU = 0xB974,  /* 르 */
    SYL_NWA = 0xB194,  /* 놔 */
    SYL_NOH = 0xB193,  /* 놓 */
    SYL_GET = 0xACA0,  /* 겠 */
    SYL_AN = 0xC548,   /* 안 */
    SYL_MOT = 0xBABB,  /* 못 */
    SYL_IT = 0xC788,   /* 있 */
};

/* Numbers of vowels and finals within a syllable. */
enum {
    V_A = 0,
    V_AE = 1,
    V_EO = 4,
    V_E = 5,
    V_YEO = 6,
    V_O = 8,
    V_WA = 9,
    V_WAE = 10,
    V_OE = 11,
    V_U = 13,
    V_WO = 14,
    V_EU = 18,
    V_I = 20,
};
enum {
    F_NONE = 0,
    F_G = 1,
    F_N = 4,
    F_T = 7,
    F_L = 8,
    F_M = 16,
    F_P = 17,
    F_BS = 18,
    F_S = 19,
    F_SS = 20,
    F_NG = 21,
    F_H = 27,
};
enum { ONSET_NONE = 11 };

struct hangul {
    uint16_t s[HANGUL_MAX];
    size_t n;
};

/* No syllables where the word is too long or has other letters. */
struct hangul hangul_of(struct str word);
/* Borrows `room`. */
struct str hangul_utf8(const struct hangul *w, char room[HANGUL_BYTES]);

/* The parts of a syllable; 0 of none. */
unsigned hangul_final(unsigned c);
unsigned hangul_vowel(unsigned c);
unsigned hangul_onset(unsigned c);
/* The same syllable with another vowel and no final consonant. */
unsigned hangul_with_vowel(unsigned c, unsigned vowel);

/* The last syllable; 0 of an empty word. */
unsigned hangul_last(const struct hangul *w);
/* Without the last `drop` syllables. */
struct hangul hangul_head(struct hangul w, size_t drop);
/* With another last syllable, another final consonant, one syllable more. */
struct hangul hangul_with_last(struct hangul w, unsigned c);
struct hangul hangul_with_final(struct hangul w, unsigned final);
struct hangul hangul_plus(struct hangul w, unsigned c);

bool hangul_ends(const struct hangul *w, const char *tail);
/* `list` has words parted by spaces. */
bool hangul_is_one_of(const struct hangul *w, const char *list);
/* On the lists of korean_lists.h. */
bool hangul_is_verb(struct hangul w);
bool hangul_is_whole(struct hangul w);

/* Takes an ending off; false when the word does not end so or is nothing else.
 * `ending` may begin with a lone ㄴ ㄹ ㅁ ㅂ: the final consonant of the
 * syllable before, which goes too. `utf8` is the word. */
bool hangul_cut(const struct hangul *w, struct str utf8, struct str ending,
                struct hangul *rest);

#endif
