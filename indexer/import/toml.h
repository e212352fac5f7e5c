/* TOML as front matter and small settings have it, as values: tables, arrays,
 * texts of all four kinds, numbers, true and false. Dates and times are TEXT as
 * written. All errors have line and column in `text`; so is an error: a key
 * twice, more than TOML_DEPTH in each other, more than TOML_BYTES. */
#ifndef GABAY_INDEXER_TOML_H
#define GABAY_INDEXER_TOML_H

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/value.h"

enum { TOML_DEPTH = 32, TOML_BYTES = 1 << 20, TOML_KEYS = 2000 };

/* A map whose texts live in the arena; NULL after an error. */
struct value *toml_parse(struct arena *a, struct str text, struct err *e);

#endif
