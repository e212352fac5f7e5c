/* UTF-8, the one decoder. No state, any thread. */
#ifndef GABAY_UTF8_H
#define GABAY_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/str.h"

enum { UTF8_BAD = 0xFFFD };

/* Decodes the code point at `*at` (< s.len) and moves `*at` behind it.
 * Overlong forms, surrogates and broken sequences give UTF8_BAD and move one
 * byte. `*ok`, if not NULL, tells a real U+FFFD from a bad byte. */
uint32_t utf8_next(struct str s, size_t *at, bool *ok);
/* Writes 1 to 4 bytes; returns how many. Surrogates and values beyond
 * U+10FFFF are written as U+FFFD. */
size_t utf8_put(uint32_t code_point, char out[4]);

/* Offset of the first bad byte, or s.len when all is well-formed. */
size_t utf8_check(struct str s);
/* Code points in well-formed text; bad bytes count one each. */
size_t utf8_count(struct str s);
/* The longest prefix of at most `max` bytes that ends at a code point. */
struct str utf8_cut(struct str s, size_t max);

/* Bytes of a control character at the start of `s`, which is not empty; 0: it
 * is none. U+0080 to U+009F are commands to some terminals too. */
size_t utf8_control(struct str s);

#endif
