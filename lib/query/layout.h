/* Words typed on the wrong keyboard layout: "qksvna" was meant to be 반품, and
 * "ㅗ디ㅣㅐ" hello; likewise between Latin and Cyrillic keys.
 *
 * The Latin side is QWERTY; the others are a table in layout.c. A Latin word is
 * read as keys of the locale's own layouts; a word in Hangul or Cyrillic as
 * keys struck for Latin, on sites in those scripts and in all others.
 *
 * Pure; any thread. */
#ifndef GABAY_QUERY_LAYOUT_H
#define GABAY_QUERY_LAYOUT_H

#include <stddef.h>

#include "lib/arena.h"
#include "lib/str.h"

enum {
    LAYOUT_TYPED_MAX = 64, /* keys; longer words have no candidates */
    LAYOUT_CANDIDATES_MAX = 6,
};

/* What `typed` may have been meant to be, likeliest first, each once: at most
 * `max` words in lower case, in the arena; returns how many. They are to be
 * tried only when the typed word itself finds nothing, and taken only when
 * they find something.
 *
 * `typed` is the word as it was typed, before any folding: upper case tells
 * ㅃ from ㅂ; and up to the next white space, since marks like ; and , are
 * letters on Cyrillic keys. It is no candidate of itself. Results of one
 * Hangul syllable or of fewer than three letters are not given: "dhl" would
 * be 외. All keys must be letters there, and Hangul must come out in whole
 * syllables: "return" and "order" do not. */
size_t layout_candidates(struct str locale, struct str typed, struct arena *a,
                         struct str *out, size_t max);

#endif
