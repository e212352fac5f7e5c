/* Where the words of a query stand in a short text, such as a title: cut by
 * the same analyser, so that other forms of a word are found, too. */
#ifndef GABAY_QUERY_MARK_H
#define GABAY_QUERY_MARK_H

#include "lib/query/passage_text.h"
#include "lib/query/search.h"

struct marker {
    struct analyser *analyser;
    const struct word *words[SEARCH_WORDS_MAX];
    uint32_t count;
    struct str begun; /* the last word, which may be half typed; or empty */
};

/* Borrows the searcher until it is given back. Small words ("the") are marked
 * only where the query has no others. */
int marker_init(struct marker *m, struct searcher *s, struct str query,
                struct err *e);
/* `marks`, in `a`: in order, apart. */
int marker_find(struct marker *m, struct str text, struct arena *a,
                struct text_span **marks, uint32_t *count, struct err *e);

#endif
