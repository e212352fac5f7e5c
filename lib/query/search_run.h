/* One search while it runs, for the files of this room. */
#ifndef GABAY_QUERY_SEARCH_RUN_H
#define GABAY_QUERY_SEARCH_RUN_H

#include "lib/query/match.h"
#include "lib/query/mend.h"
#include "lib/query/query.h"
#include "lib/query/search_locale.h"
#include "lib/xapian/xapian_shim.h"

/* BM25's, by measurement on the open sets (docs/en/relevance.md). A word weighs
 * k1 + 1 times its idf at most. */
#define SEARCH_K1 2.0
#define SEARCH_B  0.35

struct search_hit {
    uint32_t record;
    double weight; /* the index's */
    double score;
    bool has_matches;
    struct matches matches;
};

struct search_run {
    struct searcher *searcher;
    const struct search_request *request;
    struct mended mended;
    struct query query;
    struct xapian_result *result; /* NULL: there was nothing to ask */
    struct search_hit *hits;
    uint32_t count;
    bool counted; /* the hits are all there are, each seen to hold what the
                     query's conditions ask */
    struct value *near; /* of an empty answer, or NULL */
    double confidence;
    struct correct_work work;
    uint32_t scanned;  /* records */
    uint64_t postings; /* at most so many were read; counted to explain */
};

/* Reads a hit's body and, the first time, finds the query's words in it. The
 * body stays in the searcher's room until the next one. */
int search_read_hit(struct search_run *r, struct search_hit *h,
                    struct record_body *body, struct err *e);

/* The answer of search.h, built in `a`. */
int search_answer(struct search_run *r, struct arena *a, struct value **answer,
                  struct err *e);

/* The passage of the first hit: {text, heading, anchor, confidence}, or null
 * when nothing was found. */
int search_passage(struct search_run *r, struct arena *a, struct value **v,
                   struct err *e);

/* What led to the answer: {words, corrected, work, hits, passage}. */
int search_explain(struct search_run *r, struct arena *a, struct value **v,
                   struct err *e);

#endif
