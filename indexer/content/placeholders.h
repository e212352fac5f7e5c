/* What a canned reply leaves open: {{customer.name}}. */
#ifndef GABAY_INDEXER_PLACEHOLDERS_H
#define GABAY_INDEXER_PLACEHOLDERS_H

#include "indexer/base/article.h"
#include "indexer/settings/variables.h"
#include "lib/err.h"

enum { PLACEHOLDER_MAX = 64 }; /* bytes of a name */

/* Lists the names of the placeholders ({{customer.name}}) in a reply's body,
 * which begins on `body_line`, in its `placeholders`: small Latin letters,
 * digits and '_', in parts between dots that each begin with a letter. What is
 * written otherwise between "{{" and "}}" is an error with its place. */
int placeholders_find(struct article *a, struct str body, unsigned body_line,
                      const struct variables *known, struct err *e);

#endif
