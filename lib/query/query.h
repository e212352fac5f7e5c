/* A query understood: the words that are searched, with what stands for them.
 *
 *   text -> tokens -> words -> synonyms -> weights -> plan
 *
 * Words are the stems of the query, each once, without stop words (unless there
 * is nothing else). A word has alternatives from the locale's synonyms; a
 * phrase that has some is a word of its own, besides the words it is made of.
 * Of all words the SEARCH_RAREST rarest are asked of the index; the second look
 * at its hits knows them all. */
#ifndef GABAY_QUERY_QUERY_H
#define GABAY_QUERY_QUERY_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/analyse/analyse.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/query/match.h"
#include "lib/query/phrase.h"
#include "lib/query/search.h"
#include "lib/query/synonyms.h"
#include "lib/query/tokens.h"
#include "lib/records/lexicon.h"
#include "lib/str.h"
#include "lib/xapian/xapian_shim.h"

enum {
    QUERY_ALTERNATIVES_MAX = 12,     /* of a word */
    QUERY_ALTERNATIVES_ALL_MAX = 64, /* of a query */
    QUERY_CONDITIONS_MAX = 8,        /* phrases and exclusions */
    QUERY_PAIRS_MAX = 32,
    SEARCH_RAREST = 8,
};

/* Stands for a word: stems that must all be there. */
struct query_alternative {
    struct str stems[SYNONYM_WORDS_MAX];
    struct lexicon_range ranges[SYNONYM_WORDS_MAX];
    uint32_t count;
    double weight; /* beside the word itself, 0..1 */
};

struct query_word {
    struct str exact, stem;     /* empty for a phrase that has synonyms */
    struct lexicon_range range; /* the spellings that share its stem */
    struct lexicon_range form;  /* the exact form in it */
    uint32_t held; /* articles that hold its stem, if only in keywords */
    double idf;    /* 0 when nothing of it is in the index */
    bool searched; /* one of the rarest */
    struct query_alternative *alternatives;
    uint32_t alternative_count;
};

/* Words in a row that an article must hold, or must not. */
struct query_condition {
    struct str stems[PHRASE_WORDS_MAX];
    struct lexicon_range ranges[PHRASE_WORDS_MAX];
    uint32_t count;
    bool excluded;
};

struct query {
    struct query_word *words;
    uint32_t count;
    struct str *stops; /* the stems of the stop words left out, each once */
    uint32_t stop_count;
    struct str *pairs; /* letters along words that touch, each once */
    uint32_t pair_count;
    double pair_weight;
    struct str whole; /* the stems of all words as asked, for TERM_WHOLE */
    struct query_condition conditions[QUERY_CONDITIONS_MAX];
    uint32_t condition_count;
    struct match_plan plan; /* what is looked for in the records */
    double unknown_idf;     /* what words that stand nowhere would weigh */
};

/* What a query is understood by. */
struct query_reader {
    struct str locale;
    struct analyser *analyser;
    const struct lexicon *lexicon;
    const struct synonyms *synonyms;
    struct xapian_db *db; /* knows the words that stand in keywords only;
                             NULL: there are none */
    uint32_t articles;    /* of the locale */
};

static inline bool query_is_conditional(const struct query *q)
{
    return q->condition_count > 0;
}

/* How many articles hold the stem; `*range` is where the lexicon has it, which
 * knows nothing of words that stand in keywords only. */
uint32_t query_held(const struct query_reader *by, struct str stem,
                    struct lexicon_range *range);

int query_read(const struct query_reader *r, const struct query_tokens *tokens,
               struct arena *a, struct query *out, struct err *e);
#endif
