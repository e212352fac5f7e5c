/* Words as they are typed, letter by letter, so that what is half typed is a
 * prefix of what will be.
 *
 * Hangul syllables and jamo become the letters of a keyboard (U+3131..3163),
 * first and final consonants alike: compound vowels and final clusters are two
 * letters. So 하, 한 and 하나 begin alike, and 반ㅍ begins 반품. All other
 * letters stay. */
#ifndef GABAY_RECORDS_TYPING_KEY_H
#define GABAY_RECORDS_TYPING_KEY_H

#include <stdbool.h>

#include "lib/buf.h"
#include "lib/str.h"

/* Appends the key of a folded word. */
void typing_key(struct str folded, struct buf *out);
/* Appends the initial consonants of the syllables that a key begins with: of
 * 반품비 ㅂㅍㅂ. Nothing for other words. */
void typing_initials(struct str key, struct buf *out);
/* The order of the key's initial consonants and `typed`, which is nothing but
 * such consonants: 0 when they begin with it. */
int typing_compare_initials(struct str key, struct str typed);

/* Consonants that stand alone in a folded word: 반ㅍ has one, ㅂㅍ has two. */
size_t typing_lone_consonants(struct str folded);
/* The bytes before the first of them. */
size_t typing_syllables(struct str folded);
/* Does a key begin with a folded word in which lone consonants stand for any
 * syllable that they begin? 배송ㅈㅎ begins 배송조회. */
bool typing_begins(struct str key, struct str folded);

/* Written without spaces between words, or often so: Hangul, kana, Han, Thai,
 * Lao, Khmer, Myanmar. */
bool typing_is_unspaced(struct str folded);

#endif
