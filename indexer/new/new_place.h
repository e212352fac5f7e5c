/* Where a new article is to lie. */
#ifndef GABAY_INDEXER_NEW_PLACE_H
#define GABAY_INDEXER_NEW_PLACE_H

#include "lib/arena.h"
#include "lib/err.h"

struct new_place {
    struct str root;   /* the content folder, without links */
    struct str locale; /* a folder in it: "id" */
    struct str path;   /* below that: "returns/refund-time.md" */
    struct str source; /* the default language's folder: "en" */
};

/* Finds out all of it for a path as it was typed, and refuses, with
 * ERR_USAGE, one that could be no article of the site. NUL-terminated texts in
 * the arena. */
int new_place_find(struct arena *a, const char *path, struct new_place *out,
                   struct err *e);

/* Is there such a file? An error when nobody can say. */
int new_place_has(const char *path, bool *there, struct err *e);

#endif
