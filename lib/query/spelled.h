/* A word as the articles spell it: "hasla" is shown as "hasła". */
#ifndef GABAY_QUERY_SPELLED_H
#define GABAY_QUERY_SPELLED_H

#include "lib/analyse/analyse.h"
#include "lib/buf.h"
#include "lib/query/query.h"

/* Appends the words of `words` (folded, parted by spaces), each with the
 * letters beyond ASCII that the articles give it. Out of memory shows as
 * out->failed. */
void spelled_put(const struct query_reader *by, struct str words,
                 struct buf *out);

#endif
