/* The search index that a preview keeps from one compile to the next: parts of
 * it, called shards, whose articles say the same as before, and the threads'
 * numbers of words (spellings.h). One thread, but for the workers of
 * index_build(), each of which has counters of its own. */
#ifndef GABAY_INDEXER_INDEX_KEEP_H
#define GABAY_INDEXER_INDEX_KEEP_H

#include "indexer/index/article_terms.h"
#include "indexer/base/site.h"

/* Consecutive pages of a locale, and what was made of them. */
struct index_shard {
    struct str first;     /* path of the first, as it was when it was made */
    uint64_t fingerprint; /* of all that the index says of its pages */
    char *folder;         /* a Xapian database; owned */
    /* By page: its text by the numbers of the worker that read it. */
    struct buf *tokens;
    unsigned *workers;
    size_t count; /* of pages */
};

struct index_locale {
    char tag[LOCALE_MAX];
    struct word_counter *counters; /* by worker */
    struct index_shard *shards;    /* in the order of the pages */
    size_t shard_count;
};

struct index_keep;

struct index_keep *index_keep_new(struct err *e);
/* Leaves the folders: who made the one round them removes that. */
void index_keep_free(struct index_keep *k);

/* Of a tag; made empty at the first call. NULL: no memory. */
struct index_locale *index_keep_locale(struct index_keep *k, const char *tag,
                                       struct err *e);
/* Forgets the shards: their folders may be gone. */
void index_keep_clear(struct index_keep *k);
/* A name that no folder had before. */
uint64_t index_keep_number(struct index_keep *k);

/* Where the pages from `first` on would be cut: the end of their shard. Borders
 * stay where they were, so that a new article changes one shard only. */
size_t index_keep_cut(const struct index_locale *kept, const struct locale *l,
                      size_t first);
/* All that the index says of a range of pages. */
uint64_t index_keep_fingerprint(const struct locale *l, size_t first,
                                size_t end);
/* The shard of that fingerprint, or NULL. */
struct index_shard *index_keep_find(const struct index_locale *kept,
                                    uint64_t fingerprint, size_t count);
/* Made of pages that were just read: takes over their tokens. */
int index_shard_make(struct index_shard *s, const struct locale *l,
                     size_t first, size_t end, const char *folder,
                     struct err *e);
void index_shard_release(struct index_shard *s);

/* Lets the pages of the locale, whose shards these are, have the tokens; they
 * stay the shards'. */
void index_keep_lend(const struct index_locale *kept, const struct locale *l);

/* Counts anew how often each spelling and gap is met in the shards' texts:
 * those of articles that are gone fall to 0. */
void index_keep_count(struct index_locale *kept, unsigned workers);

#endif
