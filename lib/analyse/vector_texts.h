/* The texts of lib/analyse/vectors.json: a part of the programs. */
#ifndef GABAY_ANALYSE_VECTOR_TEXTS_H
#define GABAY_ANALYSE_VECTOR_TEXTS_H

#include "lib/analyse/analyse.h"
#include "lib/arena.h"
#include "lib/err.h"
#include "lib/str.h"
#include "lib/value.h"

/* The whole file, in the arena; NULL with the error set when memory ran out. */
const struct value *vector_file(struct arena *arena, struct err *e);
/* The first `max` texts for the analyser's recipe, in the arena; their number
 * in `*count`, 0 where the file has none. */
int vector_texts(const struct analyser *a, struct arena *arena,
                 struct str *texts, size_t max, size_t *count, struct err *e);

#endif
