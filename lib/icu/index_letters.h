/* The letters under which a locale lists titles from A to Z: its alphabet's by
 * CLDR, of Korean the first consonants, of Japanese the kana rows, of Chinese
 * the letters of pinyin or the number of strokes. Immutable; but a look-up uses
 * the collator: one thread at a time. */
#ifndef GABAY_ICU_INDEX_LETTERS_H
#define GABAY_ICU_INDEX_LETTERS_H

#include <stddef.h>

#include "lib/err.h"
#include "lib/icu/format.h"
#include "lib/str.h"

struct index_letters;

/* Those of the locale of `f`, English ones for a language that has none in
 * CLDR. NULL with the error set on failure. */
struct index_letters *index_letters_new(const struct formats *f, struct err *e);
void index_letters_free(struct index_letters *l);

/* How many there are, and what each is called, in the locale's order. Lives as
 * long as `l`. */
size_t index_letters_count(const struct index_letters *l);
struct str index_letters_label(const struct index_letters *l, size_t i);
/* Which letter a title stands under; the count where it is none of them: it
 * begins with a digit or in another script. */
size_t index_letters_find(const struct index_letters *l, struct str title);

/* The title from its first letter or digit on: what it is sorted by. The whole
 * where it has none. */
struct str index_start(struct str title);

#endif
