/* One article's words as terms of the index. */
#ifndef GABAY_INDEXER_ARTICLE_TERMS_H
#define GABAY_INDEXER_ARTICLE_TERMS_H

#include "indexer/base/site.h"
#include "indexer/index/spellings.h"
#include "lib/analyse/analyse.h"
#include "lib/xapian/xapian_shim.h"

/* What one thread keeps for one locale from article to article. */
struct word_counter {
    struct analyser *analyser;
    struct spellings spellings;
    struct buf tokens;  /* of this article */
    uint32_t *weight;   /* by word id: wdf in this article */
    uint32_t *in_title; /* likewise, in the title only */
    uint32_t *seen;     /* ids of this article's words */
    uint32_t room, seen_count;
};

int word_counter_init(struct word_counter *c, struct str locale, struct err *e);
void word_counter_release(struct word_counter *c);

/* Analyses the page's text, keeps it in page->tokens by the counter's
 * spellings, and gives the document's terms to the writer. The caller stores
 * the document. */
int article_terms(struct word_counter *c, struct page *p,
                  struct xapian_writer *w, struct err *e);

#endif
