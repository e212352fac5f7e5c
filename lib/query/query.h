/* A query understood: the words that are searched, with their weight. */
#ifndef GABAY_QUERY_QUERY_H
#define GABAY_QUERY_QUERY_H

#include <stdint.h>

#include "lib/analyse/analyse.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/query/search.h"
#include "lib/records/lexicon.h"
#include "lib/str.h"

enum { QUERY_NO_FORM = UINT32_MAX };

struct query_word {
    struct str exact, stem;     /* borrowed from the analyser */
    struct lexicon_range range; /* the forms that share its stem */
    uint32_t form;              /* the number of the exact form itself */
    double idf;                 /* 0 when no article holds it */
};

struct query {
    struct query_word *words; /* each stem once, stop words left out */
    uint32_t count;
    double idf_sum;
    struct str *stops; /* the stems of the stop words left out, each once */
    uint32_t stop_count;
    struct str whole; /* the stems of all words as asked, for TERM_WHOLE */
    uint64_t *forms;  /* a bit for every form of the lexicon: is it asked? */
    uint32_t form_count;
};

static inline bool query_has_form(const struct query *q, uint32_t form)
{
    return form < q->form_count && q->forms[form / 64] >> (form % 64) & 1;
}

/* Cuts `text` (at most SEARCH_QUERY_MAX code points of it) into words. Stop
 * words are dropped unless nothing else is left. Of more than SEARCH_WORDS_MAX
 * words the first are taken. `articles` is the locale's count. */
int query_parse(struct analyser *analyser, const struct lexicon *lexicon,
                uint32_t articles, struct str text, struct arena *a,
                struct query *out, struct err *e);

#endif
