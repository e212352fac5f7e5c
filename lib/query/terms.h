/* How words become terms of the index: the indexer and the query agree here.
 *
 *   exact form     as it is (folded, so it never begins with A-Z)
 *   stem           Z + stem      body 1, heading 2, title 3, keywords 2
 *   stem in title  S + stem
 *   letter pair    B + two characters of a stem (lib/analyse/grams.h), where
 *                  the recipe has them
 *   section        XS + section id      (filter)
 *   tag            XT + tag             (filter)
 *
 * The weight of a place is added to the term's frequency in the document when
 * it is indexed: at query time a title's weight hurts (findings/search.md, 7:
 * .606 at 1, .437 at 3), so only a little of it is left there. */
#ifndef GABAY_QUERY_TERMS_H
#define GABAY_QUERY_TERMS_H

#include "lib/str.h"

#define TERM_STEM    "Z"
#define TERM_TITLE   "S"
#define TERM_GRAM    "B"
#define TERM_SECTION "XS"
#define TERM_TAG     "XT"

enum { WDF_BODY = 1, WDF_HEADING = 2, WDF_KEYWORD = 2, WDF_TITLE = 3 };

enum { SLOT_SECTION = 0, SLOT_TAGS = 1, SLOT_UPDATED = 2 };

/* Between several values in one slot. */
#define SLOT_SEPARATOR '\x1f'

enum { TERM_ROOM = 256 };

/* Writes prefix + word, cut to what Xapian takes (245 bytes) at a code point.
 * Borrows `room`. */
struct str term_make(char room[TERM_ROOM], const char *prefix, struct str word);

#endif
