/* Answers of a search as text for people, on standard output. */
#ifndef GABAY_SERVER_SEARCH_PRINT_H
#define GABAY_SERVER_SEARCH_PRINT_H

#include "lib/value.h"

/* The hits and their number; where the answer has `explain`, what led to them
 * as well: words, corrections, reasons, the passage. Numbers stand before
 * words, since columns of words in all scripts have no width to count on. */
void search_print(const struct value *answer);

#endif
