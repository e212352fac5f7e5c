/* The terms of a site's synonyms in one locale, and where its articles have
 * them. */
#ifndef GABAY_INDEXER_CHECK_LEXICON_H
#define GABAY_INDEXER_CHECK_LEXICON_H

#include "indexer/check/check_terms.h"
#include "indexer/base/site.h"

/* A term of a group. */
struct member {
    struct member *next; /* at the same node, of another group */
    uint32_t group;
    struct str term;
    bool is_target; /* what searches find more of: not the left side of => */
    bool is_two_way;
};

/* Those of one node. */
struct members {
    struct member *two_way, *one_way;
};

struct lexicon {
    struct site *site;
    struct locale *locale;
    struct arena arena;
    struct str path; /* of the file with the synonyms */
    struct term_set set;
    struct term_reader *readers; /* by worker, made when first used */
    struct members *nodes;
    struct page **pages; /* the locale's, for agents as well; none dropped */
    size_t page_count;
};

/* Of a locale with synonyms. Release it, also after an error. */
int lexicon_init(struct lexicon *l, struct site *site, struct locale *locale,
                 struct err *e);
void lexicon_release(struct lexicon *l);

/* The reader of a worker; NULL with the error set. */
struct term_reader *lexicon_reader(struct lexicon *l, unsigned worker,
                                   struct err *e);

/* Groups that no article profits from. */
int check_unused_synonyms(struct lexicon *l, struct err *e);
/* Titles and headings that use two terms of a two-way group. */
int check_two_terms(struct lexicon *l, struct err *e);

#endif
