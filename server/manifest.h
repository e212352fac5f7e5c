/* What a site file says of itself. */
#ifndef GABAY_SERVER_MANIFEST_H
#define GABAY_SERVER_MANIFEST_H

#include <stdint.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/site/site_file.h"
#include "lib/str.h"
#include "lib/value.h"

struct manifest_locale {
    struct str tag, name, dir, home, search, recipe;
    uint64_t articles;
};

struct manifest {
    struct str generator, title, base_url, prefix;
    struct manifest_locale *locales;
    size_t locale_count;
    size_t default_locale;   /* index into `locales` */
    double answer_threshold; /* 0..1; below 0: the site sets none */
    int64_t next_change_at;  /* something is to be published or taken back then;
                                0: nothing */
    const struct value *channels; /* a list, or NULL */
    bool for_agents;              /* lib/site/site_agents.h */
    uint64_t public_check; /* of the public file that it belongs to then */
    bool preview;          /* for writers only */
};

/* What it says of previews. */
struct manifest_preview {
    bool preview;
    bool is_layer;     /* server/layer.h */
    uint64_t layer_of; /* the check of the file under it then */
};

/* Everything lives in `a`. ERR_CONTENT when it is missing or has no locale. */
int manifest_read(const struct site_file *f, struct arena *a,
                  struct manifest *out, struct err *e);
/* The same for the few words of a layer, which names no locale. */
int manifest_read_preview(const struct site_file *f, struct arena *a,
                          struct manifest_preview *out, struct err *e);

#endif
