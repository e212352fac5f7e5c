/* Stemmers by name: what cuts the endings off a word. One thread at a time. */
#ifndef GABAY_ANALYSE_STEMMER_H
#define GABAY_ANALYSE_STEMMER_H

#include "lib/err.h"
#include "lib/str.h"

struct stemmer;

/* Names are libstemmer's ("english"), or those of our own in lib/analyse/stem/
 * ("korean"), which go before libstemmer's. NULL with the error set when there
 * is none of this name or memory ran out. */
struct stemmer *stemmer_new(const char *name, struct err *e);
void stemmer_free(struct stemmer *s);
/* The stem of a lower-case word, borrowed (as the word is) until the next call;
 * a NULL pointer when memory ran out. */
struct str stemmer_cut(struct stemmer *s, struct str word);

#endif
