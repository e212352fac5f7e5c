/* Test vectors: what the analyser made of some texts when the file was
 * compiled. The server runs them at load; a difference (another ICU, another
 * stemmer) means that locale's index must not be searched.
 *
 * A site file holds those of each of its locales (SITE_PART_VECTORS):
 *
 *     {"recipe": "en/1", "vectors": [VECTOR, ...]}
 *     VECTOR:  [TEXT, [EXACT, STEM, EXACT, STEM, ...], [STOP, ...]]
 *
 * EXACT and STEM are the token's as in lib/analyse/analyse.h, in order, parts
 * behind their whole; STOP are the exact forms among them that are stop words,
 * in order, and the list is left out when there are none. They are first those
 * of the project's own texts, then lines of the site's articles.
 *
 * The own texts are lib/analyse/vectors.json, which every port of the analyser
 * shares: {"NAME": {"locale": L, "recipe": .., "vectors": [..]}, ..}, NAME the
 * recipe's and L a locale that it serves, one vector a line. To add a text,
 * write `["text",[]]` there; after that, and after any deliberate change of the
 * analyser, `make vectors` writes the terms anew and shows what changed. */
#ifndef GABAY_ANALYSE_VECTORS_H
#define GABAY_ANALYSE_VECTORS_H

#include "lib/analyse/analyse.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

enum { VECTORS_PER_LOCALE = 200, VECTOR_TEXT_MAX = 96 };

/* Appends the vector of one text, cut to VECTOR_TEXT_MAX bytes at a code point,
 * or before a NUL. */
int vector_put(struct analyser *a, struct str text, struct buf *out,
               struct err *e);
/* Appends what the site file holds, of these texts (the first
 * VECTORS_PER_LOCALE of them). */
int vectors_write(struct analyser *a, const struct str *texts, size_t count,
                  struct buf *out, struct err *e);
/* 0 when the analyser gives the same today. ERR_CONTENT names the first text
 * that differs. */
int vectors_check(struct analyser *a, struct str json, struct err *e);

#endif
