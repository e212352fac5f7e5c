/* Suggestions without their answer: what suggest_run() (search.h) makes JSON
 * of, with what it took. */
#ifndef GABAY_QUERY_SUGGEST_H
#define GABAY_QUERY_SUGGEST_H

#include "lib/query/suggest_rank.h"
#include "lib/query/suggest_text.h"

enum {
    SUGGEST_QUERY_MAX = 128, /* code points; what is behind is not read */
    SUGGEST_FEW = 2,         /* with fewer, slips are looked for */
};

/* The hits for what was typed: as it stands; where that finds nothing, cut into
 * words that somebody ran together; where it finds few, with slips. Keys are
 * kept in `a`. `hits` has its limit set. `typed` are the words of the hits'
 * places. */
int suggest_find(const struct suggestions *s, struct analyser *analyser,
                 struct str text, struct arena *a, struct suggest_hits *hits,
                 struct typed *typed, struct suggest_work *work, struct err *e);

#endif
