/* Words of the articles that are near the query's, for a reader whose search
 * found nothing and who may have meant one of them: too far to be searched
 * instead (lib/query/correct.h), near enough to be offered. Near is a few slips
 * away, or the same beginning. */
#ifndef GABAY_QUERY_NEAR_H
#define GABAY_QUERY_NEAR_H

#include "lib/query/query.h"
#include "lib/query/spelling.h"

enum {
    NEAR_WORDS_MAX = 5,       /* offered in all */
    NEAR_ASKED_MAX = 4,       /* words of the query that are looked up */
    NEAR_MEASURED_MAX = 4000, /* words of the vocabulary, for one of them */
};

/* The nearest words for those tokens that no article holds, the best first,
 * each of another stem, as the articles spell them: a list of texts in `a`. */
int near_words(const struct query_reader *by, const struct speller *speller,
               const struct query_tokens *tokens, struct arena *a,
               struct value **out, struct err *e);

#endif
