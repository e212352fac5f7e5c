/* How words become terms of the index: the indexer and the query agree here.
 *
 *   stem           Z + stem      body 1, heading 2, title 3, keywords 2
 *   stem in title  S + stem      the more, the shorter the title
 *   whole title    XE + the stems of all its words, parted by spaces; likewise
 *                  each of the keywords: what was asked in these very words
 *   letter pair    B + two characters of a stem, or along words that touch
 *                  (lib/analyse/grams.h), where the recipe has them
 *   section        XS + section id      (filter)
 *   tag            XT + tag             (filter)
 *
 * The weight of a place is added to the term's frequency in the document when
 * it is indexed: at query time a title's weight hurts (findings/search.md, 7:
 * .606 at 1, .437 at 3). What is left there pays when a word of a short title
 * is worth more than one of a long title, which BM25 cannot know, for it
 * measures the whole article (docs/en/relevance.md has the figures). Exact
 * forms are no terms: the second look at the first hits knows them better. */
#ifndef GABAY_QUERY_TERMS_H
#define GABAY_QUERY_TERMS_H

#include <stdint.h>

#include "lib/buf.h"
#include "lib/str.h"

#define TERM_STEM    "Z"
#define TERM_TITLE   "S"
#define TERM_GRAM    "B"
#define TERM_WHOLE   "XE"
#define TERM_SECTION "XS"
#define TERM_TAG     "XT"

enum { WDF_BODY = 1, WDF_HEADING = 2, WDF_KEYWORD = 2, WDF_TITLE = 3 };
enum { WDF_TITLE_SHARED = 6 };

/* Frequency of each word in a title of so many words: six words' weight in all,
 * and never less than one a word. */
static inline uint32_t title_wdf(uint32_t words)
{
    return words < WDF_TITLE_SHARED ? (WDF_TITLE_SHARED + words / 2) / words
                                    : 1;
}

enum { SLOT_UPDATED = 0 };

enum { TERM_ROOM = 256 };

/* Writes prefix + word, cut to what Xapian takes (245 bytes) at a code point.
 * Borrows `room`. */
struct str term_make(char room[TERM_ROOM], const char *prefix, struct str word);

/* Adds a word's stem to the text that TERM_WHOLE takes. */
void term_whole_add(struct buf *whole, struct str stem);

#endif
