/* Hangul, letter by letter, as a keyboard has it: U+3131..3163 without clusters
 * of consonants and without compound vowels, which are two letters. First and
 * final consonants are the same letters. Pure; any thread. */
#ifndef GABAY_JAMO_H
#define GABAY_JAMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/buf.h"

enum { JAMO_LETTERS_MAX = 5 };

/* The letters of a syllable or of a jamo that stands alone (compatibility
 * jamo, or the conjoining ones that folding makes of them); 0 for all else. */
size_t jamo_letters(uint32_t code_point, uint16_t out[JAMO_LETTERS_MAX]);

/* Appends the syllables that somebody gets who types these letters. False,
 * and `out` as it was, when they do not make whole syllables. */
bool jamo_compose(const uint16_t *letters, size_t count, struct buf *out);

static inline bool jamo_is_vowel(uint32_t letter)
{
    return letter >= 0x314F && letter <= 0x3163;
}

static inline bool jamo_is_syllable(uint32_t code_point)
{
    return code_point >= 0xAC00 && code_point <= 0xD7A3;
}

#endif
