/* Pairs of neighbouring characters: weak terms by which a compound finds its
 * parts ("배송비", "배송 비"). Of Hangul, kana, Han and Thai; other letters
 * make none. */
#ifndef GABAY_ANALYSE_GRAMS_H
#define GABAY_ANALYSE_GRAMS_H

#include <stdbool.h>

#include "lib/str.h"

/* The pair at `*at` of `word`, from 0 on; moves `*at`. False at the end.
 * Borrows the word. */
bool gram_next(struct str word, size_t *at, struct str *gram);

#endif
