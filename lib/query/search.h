/* Search in one locale of a site file.
 *
 * A `search_locale` is what all threads share: immutable after opening. A
 * `searcher` is one thread's handle on it (database, analyser, buffers); take
 * one from the pool, use it, give it back: the pool's lock is held for the
 * exchange only, never round a search. */
#ifndef GABAY_QUERY_SEARCH_H
#define GABAY_QUERY_SEARCH_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/site/site_file.h"
#include "lib/str.h"
#include "lib/value.h"

enum {
    SEARCH_QUERY_MAX = 512, /* code points; what is behind is not read */
    SEARCH_WORDS_MAX = 32,
    SEARCH_LIMIT_MAX = 100,
    SEARCH_OFFSET_MAX = 200,
    SUGGEST_LIMIT_MAX = 20,
};

struct search_locale;
struct searcher;

/* Opens the index, records and lexicon of `locale` and runs the analyser's test
 * vectors. NULL with the error set when they are damaged (or memory ran out).
 * When only the vectors differ it opens, but search_refusal() says why it must
 * not be searched. `f` must outlive it. */
struct search_locale *search_locale_open(const struct site_file *f,
                                         struct str locale, struct err *e);
/* The same, and a thread copies the index meanwhile, so that the first search
 * need not. */
struct search_locale *search_locale_open_early(const struct site_file *f,
                                               struct str locale,
                                               struct err *e);
/* All searchers must have been given back. */
void search_locale_close(struct search_locale *l);
/* NULL when it may be searched, else one line that says why not. */
const char *search_refusal(const struct search_locale *l);

/* The locale's articles, numbered alike in both. */
struct articles_table;
struct columns;
struct records;
const struct articles_table *search_articles(const struct search_locale *l);
const struct records *search_records(const struct search_locale *l);
const struct columns *search_columns(const struct search_locale *l);

struct searcher *searcher_take(struct search_locale *l, struct err *e);
void searcher_give(struct searcher *s);

struct search_request {
    struct str query;
    uint32_t limit, offset; /* within the maxima above */
    struct str section;     /* section id, or empty */
    struct str tag;         /* or empty */
    struct str origin;      /* put before urls: "https://shop.example", or "" */
    bool verbatim;          /* what was typed is not put right */
    bool by_update;         /* the latest first, instead of the best */
    bool explain;           /* the answer has `explain`, too */
    double *confidence;     /* set when not NULL: 0..1, does the first hit
                               answer the question? */
};

/* The answer of /api/v1/search as a value in `a`: {query, locale, total,
 * total_is_estimate, limit, offset, corrected, hits, facets}; `snippet` is
 * HTML, `anchor` is that of the best section; `corrected` is null, or {query,
 * reason, original}. With no hit at all there is `near`, a list of words that
 * may have been meant (near.h). The first 50 hits are in the order of their
 * score; those behind follow in the index's order without them, so that a page
 * stays the same whatever page was asked before. */
int search_run(struct searcher *s, const struct search_request *request,
               struct arena *a, struct value **answer, struct err *e);

/* The answer of /api/v1/suggest: {query, locale, suggestions}. */
int suggest_run(struct searcher *s, const struct search_request *request,
                struct arena *a, struct value **answer, struct err *e);

#endif
