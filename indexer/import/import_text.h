/* Front matter, read from values and written. */
#ifndef GABAY_INDEXER_IMPORT_TEXT_H
#define GABAY_INDEXER_IMPORT_TEXT_H

#include "indexer/import/import.h"

/* Appends the block with its two lines. */
void import_put_front(const struct import_page *p, struct buf *out);
/* A text, number or bool as text; empty for all else and NULL. */
struct str import_scalar(struct arena *a, const struct value *v);
/* Sets a date or time; one that cannot be read is told. */
void import_take_time(struct import *im, struct import_page *p, const char *key,
                      struct str text);

#endif
