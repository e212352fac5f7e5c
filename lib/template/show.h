/* One value as a template shows it. */
#ifndef GABAY_TEMPLATE_SHOW_H
#define GABAY_TEMPLATE_SHOW_H

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/icu/message.h"
#include "lib/value.h"

struct show {
    struct formats *formats;
    message_lookup *lookup;
    void *ctx;          /* of `lookup` */
    struct buf scratch; /* a message before it is escaped */
};

/* Writes `v` (may be NULL) as {{name}}, or as {{{name}}} when `raw`. */
int show_value(struct show *s, const struct value *v, struct str name, bool raw,
               struct buf *out, struct err *e);

#endif
