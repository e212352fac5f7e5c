/* Commands that ask questions: one, or a file of them for scoring. */
#ifndef GABAY_SERVER_BATCH_H
#define GABAY_SERVER_BATCH_H

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/str.h"
#include "lib/value.h"

typedef int batch_ask(void *ctx, struct str id, struct str locale,
                      struct str text, struct arena *a, struct err *e);

/* Asks each line of the file, "query-id TAB locale TAB text"; empty ones are
 * passed over. The arena is the line's. Errors name the line. */
int batch_run(const char *path, batch_ask *ask, void *ctx, struct err *e);
/* As JSON on standard output, in a line of its own. */
int batch_print(const struct value *v, struct err *e);
/* The same as {query_id, answer}. */
int batch_print_answer(struct str id, struct value *answer, struct arena *a,
                       struct err *e);
/* The words of a question need no quotes in the shell. */
struct str batch_join(struct arena *a, char **words, int count);

#endif
