/* Where a text that is too long may end. Any thread. */
#ifndef GABAY_ICU_SENTENCES_H
#define GABAY_ICU_SENTENCES_H

#include <stddef.h>

#include "lib/err.h"
#include "lib/str.h"

/* The end, without the white space behind it, of the last whole sentence among
 * the first `max` bytes of `text`; 0 when none ends there. By ICU's rules, but
 * the abbreviations of the language, initials and ordinals do not end one: "np.
 * Allegro". `*end` is
 * set where 0 is returned. */
int sentences_end(struct str locale, struct str text, size_t max, size_t *end,
                  struct err *e);
/* Likewise the last place where a line may break, in scripts without spaces
 * between words, too. */
int sentences_line_end(struct str locale, struct str text, size_t max,
                       size_t *end, struct err *e);

#endif
