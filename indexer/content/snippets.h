/* Texts that several articles share: "<!-- include: _snippets/x.md -->". */
#ifndef GABAY_INDEXER_SNIPPETS_H
#define GABAY_INDEXER_SNIPPETS_H

#include "indexer/markdown/markdown.h"

/* Where one locale's articles look; borrowed. */
struct snippet_places {
    const char *root;   /* the content folder */
    struct str folder;  /* of the locale, below it */
    struct str another; /* of the default locale; empty: it is this one */
};

/* A snippet_find; `ctx` is a struct snippet_places. Looks for `name` in the
 * locale's folder, then in the content folder, then in the default locale's,
 * and notes in the article's `includes` where it looked. */
bool snippets_find(void *ctx, struct article *a, struct str name,
                   struct snippet *out, struct err *e);

#endif
