/* Templates: Mustache, compiled once, with inheritance ({{<parent}}
 * {{$block}}...{{/block}} {{/parent}}), without lambdas and dynamic names.
 *
 * Shown by kind of the value: {{x}} escapes all it shows for HTML: TEXT, HTML,
 * URL, MESSAGE (formatted), JSON, and INTEGER and NUMBER as in JSON (texts
 * format them by message). {{{x}}} takes HTML and JSON as they are, and
 * numbers; TEXT, URL and MESSAGE there are an error of the template. Null and
 * missing names show as nothing; a list or map shown as text is an error.
 */
#ifndef GABAY_TEMPLATE_H
#define GABAY_TEMPLATE_H

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"
#include "lib/value.h"

struct formats;
struct template_set;

struct template_set *template_set_new(void); /* NULL: no memory */
void template_set_free(struct template_set *set);

/* Compiles `source` (copied) as `name`, replacing an earlier one of that name.
 * Errors have line and column. */
int template_add(struct template_set *set, struct str name, struct str source,
                 struct err *e);
/* Every partial and parent named must exist: call it after the last add. */
int template_check(const struct template_set *set, struct err *e);
bool template_has(const struct template_set *set, struct str name);

/* Renders. The set is immutable after the last add, so any number of threads
 * may render at once, each with its own `formats` (NULL: messages show their
 * plain parts in the root locale). Depth of partials is bounded (64). Errors:
 * ERR_CONTENT with the template's name as path, line, column. */
int template_render(const struct template_set *set, struct str name,
                    const struct value *root, struct formats *formats,
                    struct buf *out, struct err *e);

#endif
