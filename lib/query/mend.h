/* A query with its mistakes put right: words that find nothing are typed again
 * as they were meant (lib/query/correct.h). */
#ifndef GABAY_QUERY_MEND_H
#define GABAY_QUERY_MEND_H

#include "lib/query/correct.h"
#include "lib/query/query.h"

/* What was searched instead of what was asked. */
struct mended {
    struct str query;        /* in the arena; empty: nothing to put right */
    enum correction_how how; /* of the first word put right */
};

/* Is there a plain word that at most `held` articles hold and no synonym
 * stands for? Only then a speller is of use. */
bool mend_is_needed(const struct query_reader *r,
                    const struct query_tokens *tokens, uint32_t held);

/* Puts right the plain words that at most `held` articles hold. */
int mend_query(const struct query_reader *r, const struct speller *speller,
               const struct query_tokens *tokens, uint32_t held,
               struct arena *a, struct correct_work *work, struct mended *out,
               struct err *e);

#endif
