/* A locale's synonyms: Gabay's own thesaurus of the language, and what the site
 * says in CONTENT/LOCALE/_synonyms.yaml:
 *
 *     shipped: false            # without Gabay's own; true where it is left
 * out groups:
 *       - parcel, package       # two-way
 *       - trolley => cart       # one-way
 *       - [parcel, package]     # two-way too
 *
 * or the list of groups alone. Of a term that stands in both the site's groups
 * hold. */
#ifndef GABAY_INDEXER_SYNONYMS_H
#define GABAY_INDEXER_SYNONYMS_H

#include "indexer/base/site.h"
#include "lib/analyse/analyse.h"
#include "lib/site/site_writer.h"

/* Reads every locale's file; what is wrong in one is a problem with its line,
 * and the file counts for nothing. -1 when the system failed. */
int synonyms_read(struct site *site, struct err *e);

/* The file's path below the content folder, in `a`. */
struct str synonyms_path(struct arena *a, const struct locale *l);

/* Writes the locale's table; `analyser` is a locale's own. */
int synonyms_table_write(const struct locale *l, struct analyser *analyser,
                         struct site_writer *w, struct err *e);

#endif
