/* A query as the index is asked it. */
#ifndef GABAY_QUERY_INDEX_QUERY_H
#define GABAY_QUERY_INDEX_QUERY_H

#include "lib/query/query.h"
#include "lib/query/search.h"
#include "lib/xapian/xapian_shim.h"

/* `grams` is the recipe's weight of letter pairs (analyser_grams()). NULL when
 * memory ran out. */
struct xapian_query *index_query(const struct query *q, double grams,
                                 const struct search_request *request);

#endif
