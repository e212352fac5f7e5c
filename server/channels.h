/* The channels of a site as they are asked: hours read, zones opened. */
#ifndef GABAY_SERVER_CHANNELS_H
#define GABAY_SERVER_CHANNELS_H

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/hours/open.h"
#include "lib/value.h"

struct channel {
    const struct value *is; /* of the manifest */
    struct hours *hours;    /* NULL: it has none */
    struct opening opening; /* with hours only */
    struct str zone;        /* its name */
};

/* An all-zero one has no channels. */
struct channels {
    struct channel *items;
    size_t count;
};

/* `list` is the manifest's, or NULL; it is borrowed. What is made lives in
 * `a`, but for the zones: release it, also after an error. ERR_CONTENT when
 * something in it is not as the indexer writes it. */
int channels_load(struct channels *c, const struct value *list, struct arena *a,
                  struct err *e);
void channels_release(struct channels *c);

/* Is it for readers of this locale? */
bool channel_is_for(const struct channel *c, struct str tag);
/* Is its id or its type one of these words? `channel` is a map with both. */
bool channel_is_one_of(const struct value *channel, struct str words);

#endif
