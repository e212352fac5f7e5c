/* One article's words as terms of the index. */
#ifndef GABAY_INDEXER_ARTICLE_TERMS_H
#define GABAY_INDEXER_ARTICLE_TERMS_H

#include "indexer/site.h"
#include "lib/analyse/analyse.h"
#include "lib/xapian/xapian_shim.h"

/* What one thread keeps for one locale from article to article. */
struct word_counter {
    struct analyser *analyser;
    uint32_t *total;    /* by word id: occurrences in all articles */
    uint32_t *weight;   /* by word id: wdf in this article */
    uint32_t *in_title; /* likewise, in the title only */
    uint32_t *seen;     /* ids of this article's words */
    uint32_t room, seen_count;
};

void word_counter_release(struct word_counter *c);

/* Analyses the page's record text (made here), keeps its tokens in
 * page->tokens by this analyser's word ids, and gives the document's terms to
 * the writer. The caller stores the document. */
int article_terms(struct word_counter *c, struct page *p,
                  struct xapian_writer *w, struct err *e);

#endif
