/* A query cut into tokens: what every later step looks at. */
#ifndef GABAY_QUERY_TOKENS_H
#define GABAY_QUERY_TOKENS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/analyse/analyse.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/query/search.h"
#include "lib/query/syntax.h"
#include "lib/str.h"

enum { QUERY_TOKENS_MAX = 64 }; /* later ones are not looked at */

struct query_token {
    struct str text;        /* as typed; borrowed from the query */
    struct str raw;         /* `text` and what stands round it up to blanks */
    struct str exact, stem; /* borrowed from the analyser */
    bool stop, part;        /* a part of the token before */
    uint8_t piece;          /* of the query's syntax */
};

struct query_tokens {
    struct str text;          /* what was read of the query; borrowed */
    struct query_token *rows; /* in the arena */
    uint32_t count;
    struct syntax_piece pieces[SYNTAX_PIECES_MAX];
    uint32_t piece_count;
};

/* Of `text` SEARCH_QUERY_MAX code points are read. */
int query_tokens_cut(struct analyser *analyser, struct str text,
                     struct arena *a, struct query_tokens *out, struct err *e);

/* Does the token stand in plain text, neither quoted nor excluded? */
static inline bool query_token_is_plain(const struct query_tokens *q,
                                        const struct query_token *t)
{
    return !q->pieces[t->piece].phrase && !q->pieces[t->piece].excluded;
}

#endif
