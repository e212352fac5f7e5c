/* The desk of `gabay-server search`: a file and its locales, each opened when
 * it is first asked. */
#ifndef GABAY_SERVER_SEARCH_DESK_H
#define GABAY_SERVER_SEARCH_DESK_H

#include "lib/query/search.h"
#include "server/manifest.h"

struct desk {
    struct site_file *file;
    struct arena arena; /* the manifest */
    struct manifest manifest;
    struct search_locale **opened;
};

/* Release it, also when this fails. */
int desk_open(struct desk *d, const char *path, struct err *e);
void desk_release(struct desk *d);

/* The answer of search_run() in the locale `tag`, which may be an alias.
 * ERR_USAGE when the file has no such locale, ERR_CONTENT when it must not be
 * searched. */
int desk_ask(struct desk *d, struct str tag,
             const struct search_request *request, struct arena *a,
             struct value **answer, struct err *e);

#endif
