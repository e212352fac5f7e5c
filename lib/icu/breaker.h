/* Word breaks by ICU's rules (UAX 29) and, for scripts without spaces, its
 * dictionaries. One thread at a time. */
#ifndef GABAY_ICU_BREAKER_H
#define GABAY_ICU_BREAKER_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/err.h"

struct breaker;

/* `locale` is one whose break rules ICU has, never a reader's wish: ICU takes
 * the system's locale for those it does not know. NULL on failure. */
struct breaker *breaker_new(const char *locale, struct err *e);
void breaker_free(struct breaker *b);

/* Starts on a text of UTF-16 units, borrowed until the next call. */
int breaker_set(struct breaker *b, const uint16_t *units, int32_t len,
                struct err *e);
/* The next word, in units: what begins with a letter or a digit, or what ICU
 * calls one. Spaces, punctuation and symbols are passed over. */
bool breaker_next(struct breaker *b, int32_t *start, int32_t *end);

#endif
