/* Interface texts in a subset of ICU's message syntax:
 *
 *     {name}  {n, number}  {d, date}
 *     {n, plural, =0 {none} one {# result} other {# results}}
 *     {kind, select, phone {call} other {write}}
 *
 * with '' for an apostrophe and '{' quoted as '{'. ICU's plural rules, number
 * and date formats do the work; its own MessageFormat has no named arguments
 * in the C API. */
#ifndef GABAY_ICU_MESSAGE_H
#define GABAY_ICU_MESSAGE_H

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"
#include "lib/value.h"

struct formats; /* lib/icu/format.h */
struct message;

/* Compiles `text`; the message and its strings live in `a`. Immutable, any
 * thread. Errors (ERR_CONTENT) say what and at which column. A plural or
 * select without `other` is an error; so are unknown plural keywords. */
int message_parse(struct arena *a, struct str text, const struct message **out,
                  struct err *e);

/* Finds the value of an argument by name; NULL when there is none. */
typedef const struct value *message_lookup(void *ctx, struct str name);

/* Writes plain text (the caller escapes). A missing argument shows as nothing.
 * `formats` is the reader's locale's, used by one thread at a time. */
void message_format(const struct message *m, struct formats *formats,
                    message_lookup *lookup, void *ctx, struct buf *out);

#endif
