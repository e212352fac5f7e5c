/* What stemmers ask of a word; letters and vowels are those of a-z. */
#ifndef GABAY_ANALYSE_LETTERS_H
#define GABAY_ANALYSE_LETTERS_H

#include <stdbool.h>

#include "lib/str.h"

/* False for NUL. */
bool letter_among(char c, const char *letters);
/* False where the word has no such place. */
bool is_vowel_at(struct str w, size_t at);
/* Vowels: "au" counts as two. */
int word_vowels(struct str w);
/* Takes the end off into `*cut` where at least so many letters are left. */
bool word_cut_end(struct str w, struct str end, size_t least, struct str *cut);
/* As it, with the first of the ends (parted by spaces) that can go; `least` is
 * in bytes. False when none can. */
bool word_cut_any(struct str *w, const char *ends, size_t least);
bool word_is_ascii_small(struct str w);

#endif
