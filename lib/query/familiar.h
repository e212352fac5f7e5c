/* How much of a text is in the language of a locale: for those who ask without
 * saying in which. */
#ifndef GABAY_QUERY_FAMILIAR_H
#define GABAY_QUERY_FAMILIAR_H

#include "lib/query/search.h"

/* The share of the text's words that the locale's articles hold or that are
 * stop words of its language, 0 to 1; stop words count twice, since they are
 * what languages that share a script differ in. 0 for a text without words.
 * Of the text SEARCH_QUERY_MAX code points are read. */
int search_familiarity(struct searcher *s, struct str text, double *out,
                       struct err *e);

#endif
