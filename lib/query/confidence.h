/* How sure a search is that its first hit answers the question: a logistic
 * model of a few facts about the hit, fitted on the tuned questions of
 * tests/relevance by its calibrate.py. */
#ifndef GABAY_QUERY_CONFIDENCE_H
#define GABAY_QUERY_CONFIDENCE_H

struct search_run;

/* What it is made of, each 0..1; the more, the surer. "The query" is its words
 * with those that stand nowhere: by rarity, what the whole question asks. */
struct confidence_facts {
    double reach;  /* the hit's weight in the index, of the most that a text
                      full of the query's words would have; above it is 1 */
    double known;  /* share of the query that stands in any article */
    double title;  /* share of the query that stands in the hit's title */
    double filled; /* share of the title's words that were asked for */
    double lead;   /* of the hit's score before the second's */
};

/* From here on a first hit is a good one; below, other locales and people are
 * offered too. At most 10 % of the tuned questions that nobody can answer reach
 * it (10.0 %), and of those whose first hit helps 88 %; calibrate.py prints the
 * least value that does it. */
#define CONFIDENCE_GOOD 0.65
/* Below here one first hit of seven helps, so that help from people may come
 * before it: 75 % of the unanswerable questions are there, and 4.5 % of those
 * whose first hit helps. */
#define CONFIDENCE_FAIR 0.40

struct confidence_facts confidence_facts_of(const struct search_run *r);
/* 0..1, higher when any fact is. */
double confidence_from(const struct confidence_facts *f);
/* 0..1; 0 when nothing was found. */
double confidence_of(const struct search_run *r);

#endif
