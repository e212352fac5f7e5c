/* The text of an article as search sees it: each heading followed by what
 * stands under it, the title first. */
#ifndef GABAY_INDEXER_RECORD_TEXT_H
#define GABAY_INDEXER_RECORD_TEXT_H

#include "indexer/site.h"
#include "lib/records/records.h"

/* Fills record_text and parts (in the article's arena) of the page. */
int record_text_make(struct page *p, struct err *e);

#endif
