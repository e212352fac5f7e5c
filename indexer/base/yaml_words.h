/* What yaml.c needs but libyaml has no part in: the kinds of plain scalars,
 * and plain words for its messages. */
#ifndef GABAY_INDEXER_YAML_WORDS_H
#define GABAY_INDEXER_YAML_WORDS_H

#include "lib/arena.h"
#include "lib/str.h"
#include "lib/value.h"

/* A plain scalar by YAML 1.2's core schema. `text` ends in a NUL behind its
 * length and lives in the arena. NULL when memory ran out. */
struct value *yaml_plain(struct arena *a, struct str text);

/* Writes what is wrong and what to do, for libyaml's `problem` found while it
 * did `context` (NULL: unknown), at that place of `text` (both from 0, the
 * column in code points). An unknown problem is given as it is. */
void yaml_words(const char *problem, const char *context, struct str text,
                size_t line, size_t column, char *out, size_t size);

/* Where the value of a top-level key stands in `text`, both from 1; 1, 1 when
 * there is no such line. Values themselves know no place. */
void yaml_key_place(struct str text, struct str key, unsigned *line,
                    unsigned *column);
/* Where the value of `member` stands in the item with that index (from 0) of
 * the list that is the value of a top-level key. Without a member, or where it
 * has no line of its own, the item's place; where the items have none (`[..]`
 * on one line), the key's. */
void yaml_item_place(struct str text, struct str key, size_t index,
                     struct str member, unsigned *line, unsigned *column);

#endif
