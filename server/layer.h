/* A layer: a small site file beside a preview, FILE.layer, with the entries
 * that have changed since FILE was written. It lies over FILE as long as it
 * names FILE's check. */
#ifndef GABAY_SERVER_LAYER_H
#define GABAY_SERVER_LAYER_H

#include "lib/err.h"
#include "lib/site/site_file.h"
#include "server/live.h"
#include "server/site_holder.h"

/* With the newest. More wait until nobody reads in the old ones. */
enum { LAYERS_MAX = 16 };

/* Immutable but for `before`. */
struct layer {
    struct site_file *file;
    struct layer *before; /* somebody may still read in it */
};

/* The layer at a path if it is one of the site's file: then 0 and `*out` set;
 * 0 and NULL for a sound one of another file. ERR_CONTENT: it is not sound. */
int layer_open(const char *path, const struct site_file *under,
               struct layer **out, struct err *e);
/* And all before it; NULL is fine. */
void layer_free(struct layer *l);

/* What a thread that follows a layer knows of it. */
struct layer_watch {
    const char *path;       /* the layer's */
    struct site_stamp seen; /* what was looked at last, */
    uint64_t under;         /* and under which file */
};

/* Looks for a new layer and puts it over the current site; tells `live`. True
 * when it should be called again soon. */
bool layer_look(struct layer_watch *w, struct site_holder *holder,
                struct live *live);

#endif
