/* Folding: what makes two spellings of a word the same. NFKC_Casefold, then
 * marks off Latin, Greek, Cyrillic, Arabic and Hebrew letters, then a table for
 * letters that do not decompose (l-stroke, o-slash, d-stroke, ae, oe, sharp s,
 * thorn, eth, dotless i, h-stroke) or are typed for one another (Arabic's),
 * digits of any script as 0-9; Hangul and kana keep theirs; NFC at the end.
 * Pure; any thread. */
#ifndef GABAY_ICU_FOLD_H
#define GABAY_ICU_FOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/str.h"

/* The folded word of UTF-16 units, appended to `out` as UTF-8. */
void fold_units(const uint16_t *units, int32_t len, struct buf *out);
void fold_utf8(struct str s, struct buf *out);
/* NFKC_Casefold alone: accents stay, for the stemmers that read them. */
void fold_compatible(const uint16_t *units, int32_t len, struct buf *out);
/* NFC and case folding only, for slugs and anchors. */
void fold_case(struct str s, struct buf *out);
void fold_nfc(struct str s, struct buf *out);
/* Letter, mark or digit of any script (general categories L, M, N). */
bool fold_is_word(uint32_t code_point);
/* A mark: it belongs to what stands before it (category M). */
bool fold_is_mark(uint32_t code_point);

#endif
