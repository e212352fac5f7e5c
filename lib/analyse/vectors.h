/* Test vectors: what the analyser made of some texts when the file was
 * compiled. The server runs them at load; a difference (another ICU, another
 * stemmer) means that locale's index must not be searched. */
#ifndef GABAY_ANALYSE_VECTORS_H
#define GABAY_ANALYSE_VECTORS_H

#include "lib/analyse/analyse.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

enum { VECTORS_PER_LOCALE = 200, VECTOR_TEXT_MAX = 96 };

/* Appends {"recipe":..,"vectors":[[text,[exact,stem,...]],...]} for these texts
 * (the first VECTORS_PER_LOCALE of them, each cut to VECTOR_TEXT_MAX bytes at a
 * code point, or before a NUL). */
int vectors_write(struct analyser *a, const struct str *texts, size_t count,
                  struct buf *out, struct err *e);
/* 0 when the analyser gives the same today. ERR_CONTENT names the first text
 * that differs. */
int vectors_check(struct analyser *a, struct str json, struct err *e);

#endif
