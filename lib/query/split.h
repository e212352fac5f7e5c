/* Words written together that should be apart ("refundpolicy", 환불규정), and
 * apart that should be together ("pass word"). Pure but for `known`. */
#ifndef GABAY_QUERY_SPLIT_H
#define GABAY_QUERY_SPLIT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/query/spelling.h"
#include "lib/str.h"

enum {
    SPLIT_LETTERS_MAX = 32, /* code points; longer words stay whole */
    SPLIT_PARTS_MAX = 4,
    SPLIT_PART_MIN = 3, /* letters; of the parts one may be so short */
    SPLIT_SYLLABLES_MIN = 2,
    SPLIT_ASKED_MAX = 300, /* calls of `known` for one word */
};

/* How many articles a folded word finds, analysed and stemmed as any word of a
 * query: so the last part may have a particle. 0: it finds nothing. */
struct known_words {
    void *ctx;
    uint32_t (*articles)(void *ctx, struct str word);
    /* Parts in an alphabet must be among these, since stemmers see endings in
     * anything: "slip pers". NULL: any word that `articles` knows. */
    const struct speller *forms;
};

/* Two to four known words that are `word` together, as few as may be, then the
 * most frequent; written with spaces between them, in the arena. The empty
 * slice when there are none, or `word` is in a script whose words are found by
 * a dictionary anyway. Adds to `*asked`, which may be NULL. */
struct str split_word(struct known_words known, struct str word,
                      struct arena *a, uint32_t *asked);

/* `first` and `second` together, when that is a known word and one of them
 * finds nothing by itself (`held`: the articles of each); else the empty
 * slice. */
struct str join_words(struct known_words known, struct str first,
                      struct str second, const uint32_t held[2],
                      struct arena *a, uint32_t *asked);

#endif
