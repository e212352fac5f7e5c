/* UTF-8 text as UTF-16 with the way back, for ICU's iterators. */
#ifndef GABAY_ICU_TEXT16_H
#define GABAY_ICU_TEXT16_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/str.h"

/* Reused from text to text; all-zero is a valid empty one. One thread. */
struct text16 {
    uint16_t *units;   /* bad bytes became U+FFFD */
    uint32_t *offsets; /* byte offset of each unit; [len] is the text's end */
    int32_t len;
    int32_t room;
};

/* False when memory runs out or the text is 1 GiB or more. */
bool text16_set(struct text16 *t, struct str utf8);
/* The code point at `*at` (< len), which moves behind it. A surrogate alone is
 * itself. */
uint32_t text16_next(const uint16_t *units, int32_t len, int32_t *at);
void text16_release(struct text16 *t);

#endif
