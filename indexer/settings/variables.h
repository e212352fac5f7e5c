/* `variables:` of site.yaml: texts that articles name as {{site.phone}}. */
#ifndef GABAY_INDEXER_VARIABLES_H
#define GABAY_INDEXER_VARIABLES_H

#include <stdbool.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"
#include "lib/value.h"

struct site;

enum { VARIABLE_BYTES = 2000 };

/* As one locale has them; read by many threads. */
struct variables {
    struct map texts; /* name -> struct str *, one line each */
};

struct variable {
    struct str name;        /* borrowed from the text */
    const struct str *text; /* NULL: there is none of that name */
    size_t length;          /* of all of "{{site.name}}" */
};

/* Is `v`, the value of the key, a map of names to texts, or to maps from
 * language to text? Says what is wrong otherwise. */
int variables_check(const struct value *v, struct err *e);
/* Fills the locales' variables from the settings; where a language has no text
 * that of the default locale is taken, with a warning. Call when the locales
 * are known. */
int variables_settle(struct site *site, struct err *e);

/* A variable at the very start of `s`; blanks inside the braces may be there.
 */
bool variables_at(const struct variables *v, struct str s,
                  struct variable *out);
/* What to say of a name that there is not, with the known one that is most
 * like it. */
struct str variables_unknown(const struct variables *v, struct arena *a,
                             struct str name);
/* `s` with the variables in it filled in, in the arena. `*unknown` is the first
 * name that there is not, which is left out; else it is empty. */
struct str variables_fill(const struct variables *v, struct arena *a,
                          struct str s, struct str *unknown);

#endif
