/* A query understood: the words that are searched, with their weight. */
#ifndef GABAY_QUERY_QUERY_H
#define GABAY_QUERY_QUERY_H

#include <stdint.h>

#include "lib/analyse/analyse.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/query/match.h"
#include "lib/query/search.h"
#include "lib/records/lexicon.h"
#include "lib/str.h"

struct query_word {
    struct str exact, stem;     /* borrowed from the analyser */
    struct lexicon_range range; /* the forms that share its stem */
    struct lexicon_range form;  /* the exact form in it */
    double idf;                 /* 0 when no article holds it */
};

struct query {
    struct query_word *words; /* each stem once, stop words left out */
    uint32_t count;
    struct str *stops; /* the stems of the stop words left out, each once */
    uint32_t stop_count;
    struct str whole; /* the stems of all words as asked, for TERM_WHOLE */
    struct match_plan plan; /* what is looked for in the records */
};

/* Cuts `text` (at most SEARCH_QUERY_MAX code points of it) into words. Stop
 * words are dropped unless nothing else is left. Of more than SEARCH_WORDS_MAX
 * words the first are taken. `articles` is the locale's count. */
int query_parse(struct analyser *analyser, const struct lexicon *lexicon,
                uint32_t articles, struct str text, struct arena *a,
                struct query *out, struct err *e);

#endif
