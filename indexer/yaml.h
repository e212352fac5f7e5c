/* YAML text as values: the only place that knows libyaml. Scalars become TEXT
 * as written when quoted; plain ones become bool (true, false), integer,
 * number, null (null, ~, empty) or TEXT by YAML 1.2's core schema, so `no` and
 * `on` are text and a date is text. Duplicate keys, aliases to anchors outside
 * the document, depth over 32 and more than one document are errors with line
 * and column. */
#ifndef GABAY_INDEXER_YAML_H
#define GABAY_INDEXER_YAML_H

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/str.h"
#include "lib/value.h"

/* Keys are copied too; an empty document gives null. */
struct value *yaml_parse(struct arena *a, struct str text, struct err *e);

#endif
