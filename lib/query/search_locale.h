/* The inside of search.h's handles, for the files of this room. */
#ifndef GABAY_QUERY_SEARCH_LOCALE_H
#define GABAY_QUERY_SEARCH_LOCALE_H

#include <pthread.h>

#include "lib/analyse/analyse.h"
#include "lib/icu/locale.h"
#include "lib/query/correct.h"
#include "lib/query/search.h"
#include "lib/query/synonyms.h"
#include "lib/records/articles_table.h"
#include "lib/records/columns.h"
#include "lib/records/lexicon.h"
#include "lib/records/records.h"
#include "lib/records/suggestions.h"
#include "lib/xapian/xapian_shim.h"

struct search_locale {
    const struct site_file *file;
    char tag[LOCALE_MAX];
    const struct site_entry *index;
    struct lexicon lexicon;
    struct records records;
    struct suggestions suggestions;
    struct columns columns;
    struct articles_table articles;
    struct synonyms synonyms;
    char refusal[512]; /* "" when it may be searched */
    bool copying;      /* the index, by a thread begun at opening */
    pthread_t copier;

    pthread_mutex_t lock; /* guards the rest */
    struct searcher *idle;
    struct speller *speller; /* made when first needed, then immutable */
    int index_fd;            /* the checked copy; -1: not asked for yet */
};

struct searcher {
    struct search_locale *locale;
    struct searcher *next; /* in the idle list */
    struct analyser *analyser;
    struct xapian_db *db;
    struct arena scratch; /* dropped after each search */
    struct buf body;      /* of the record that is looked at */
};

/* The locale's speller, made when it is first asked for; NULL with the error
 * set on failure. */
const struct speller *search_locale_speller(struct search_locale *l,
                                            struct err *e);

/* A record's section as {id, title}, and the way to it as a list of
 * {title, url}; null and empty outside sections. */
struct value *answer_section(struct arena *a, const struct records *r,
                             uint32_t section);
struct value *answer_breadcrumb(struct arena *a, const struct records *r,
                                uint32_t section, struct str origin);
/* origin + url. */
struct value *answer_url(struct arena *a, struct str origin, struct str url);

#endif
