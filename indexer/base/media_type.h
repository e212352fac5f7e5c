/* Content types by file extension. */
#ifndef GABAY_INDEXER_MEDIA_TYPE_H
#define GABAY_INDEXER_MEDIA_TYPE_H

#include <stdbool.h>

#include "lib/str.h"

struct media_type {
    const char *extension;
    const char *type;
    bool compresses;
    bool is_shown; /* by browsers; else the server sends it as a download */
};

/* By the name's extension, in any case; unknown ones are
 * application/octet-stream. Never NULL. */
const struct media_type *media_type_of(struct str name);

#endif
