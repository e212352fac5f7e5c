/* The text of an article as search sees it: each heading with what stands
 * under it, the title first. */
#ifndef GABAY_INDEXER_RECORD_TEXT_H
#define GABAY_INDEXER_RECORD_TEXT_H

#include "indexer/base/article.h"

struct text_part {
    struct str heading, anchor, body; /* borrowed from the article */
};

/* The parts, one at least, in the article's arena; NULL: no memory. */
struct text_part *record_text_parts(struct article *a, uint32_t *count);

#endif
