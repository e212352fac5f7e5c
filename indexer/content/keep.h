/* What a preview keeps from one compile to the next: the articles as they were
 * parsed, each as long as its file stays as it is. */
#ifndef GABAY_INDEXER_KEEP_H
#define GABAY_INDEXER_KEEP_H

#include <stdatomic.h>

#include "indexer/base/site.h"
#include "lib/site/site_stamp.h"

/* A version of one article. Nothing in it changes once it was read. Pages
 * borrow from it: whoever holds one has it counted. */
struct kept {
    atomic_uint uses;
    struct article article;   /* owns all that its copies borrow */
    struct problems problems; /* found while it was read */
    bool is_good;             /* it could be parsed */
    bool is_gone;             /* there was no file */
    bool hides_cascade;       /* as the page's */
    struct str folder;   /* the page's, where the article says it; or empty */
    struct kept **above; /* the _index.md files that it may borrow from */
    size_t above_count;
    bool is_settled; /* whoever writes to the file changes its stamp */
    struct site_stamp stamp;
    uint64_t number; /* rises with every version that is read */
};

/* Reads the page's file as it is now, for site->keep. Held once, for the
 * caller; NULL when the system failed. Any thread. */
struct kept *kept_read(struct site *site, const struct page *p, struct err *e);
struct kept *kept_use(struct kept *k);
void kept_drop(struct kept *k); /* NULL is fine */
/* Gives the page a copy of a good version's article, with links of its own. It
 * is dropped then only if that is its article's wish. */
int kept_take(struct kept *k, struct page *p, struct err *e);

struct keep;

struct keep *keep_new(struct err *e);
void keep_free(struct keep *k);

/* Another version of the file at `path`, read by another thread: the next
 * compile takes it where it is newer than its own. Any thread. */
void keep_offer(struct keep *k, struct str path, struct kept *version);
/* Nothing that was read counts any more, but where the next version cannot be
 * parsed the last good one does. The thread that compiles. */
void keep_forget(struct keep *k);

/* content_read()'s: for all pages of the site, then for each. A page whose
 * newest version cannot be parsed gets the last good one; its problems are
 * those of the newest. */
int keep_begin(struct keep *k, const struct site *site, struct err *e);
int keep_fill(struct keep *k, struct site *site, size_t index, struct err *e);

/* What the index keeps, of the site for agents or of the public one. */
struct index_keep *keep_index(struct keep *k, bool for_agents);

#endif
