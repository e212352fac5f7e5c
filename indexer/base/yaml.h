/* YAML text as values: the only place that knows libyaml. Scalars become TEXT
 * as written when quoted; plain ones become bool (true, false), integer,
 * number, null (null, ~, empty) or TEXT by YAML 1.2's core schema, so `no` and
 * `on` are text and a date is text. Whole numbers beyond 64 bits are numbers.
 *
 * An alias is a second use of the value that its anchor names. Errors, with
 * line and column in `text`, and where what is wrong began: what libyaml
 * refuses, duplicate keys, keys that are no scalars, tags of programming
 * languages, aliases without a complete anchor before them, depth over
 * YAML_DEPTH, more than YAML_NODES nodes with aliases counted as often as they
 * are used, more than YAML_BYTES, more than one document. The messages are for
 * writers, in plain words. */
#ifndef GABAY_INDEXER_YAML_H
#define GABAY_INDEXER_YAML_H

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"
#include "lib/value.h"

enum {
    YAML_DEPTH = 32,
    YAML_NODES = 50000,
    YAML_BYTES = 1 << 20,
    YAML_PLACE_MAX = 256, /* bytes of a path of keys whose place is kept */
};

/* Where a key of a map stands, and its value. */
struct yaml_place {
    unsigned line, column, value_line, value_column;
};

/* What is read, and how: zero but for `text` is the usual. */
struct yaml_source {
    struct str text;
    unsigned lines_before; /* in its file; counted in all places */
    bool as_text;          /* as yaml_parse_text() */
    /* Gets "key", "key.inner" ... -> struct yaml_place of the maps that stand
     * in maps, when it is not NULL. */
    struct map *places;
};

/* NULL after an error. */
struct value *yaml_read(struct arena *a, const struct yaml_source *source,
                        struct err *e);
/* All strings are copied into the arena; an empty document gives null. NULL
 * after an error. */
struct value *yaml_parse(struct arena *a, struct str text, struct err *e);
/* As yaml_parse, but a scalar that is not null is TEXT as written ("1.10"
 * stays "1.10"): for those who know what kind each key should have. */
struct value *yaml_parse_text(struct arena *a, struct str text, struct err *e);

#endif
