/* How sure a search is that its first hit answers the question. */
#ifndef GABAY_QUERY_CONFIDENCE_H
#define GABAY_QUERY_CONFIDENCE_H

#include "lib/query/search_run.h"

/* What it is made of, each 0..1, words that stand nowhere counted. */
struct confidence_facts {
    double anywhere, best_part, place, title, filled;
    double lead; /* of the first hit's score before the second's */
};

struct confidence_facts confidence_facts_of(const struct search_run *r);
/* 0..1; 0 when nothing was found. */
double confidence_of(const struct search_run *r);

#endif
