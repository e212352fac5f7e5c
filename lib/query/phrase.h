/* Does an article hold words in a row? Verified on its tokens. */
#ifndef GABAY_QUERY_PHRASE_H
#define GABAY_QUERY_PHRASE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/records/lexicon.h"
#include "lib/records/records.h"

enum { PHRASE_WORDS_MAX = 32 };

/* Is there a place where one token of each range follows the other, within one
 * heading or one body? A token's parts stand in its place one after the other:
 * "the node.js server" holds "node.js server", "js server", "the node" and
 * "node js", but not "node server". Of more than PHRASE_WORDS_MAX ranges the
 * first are looked for; no range is in every article. */
bool matches_has_phrase(const struct record_body *r,
                        const struct lexicon_range *words, uint32_t count);

#endif
