/* The generation that is served, and the old ones that somebody still reads.
 * Counted: whoever holds a reference may use the site; the last one to put an
 * old one back hands it to a thread that closes it, since closing is too slow
 * for a worker. Any thread. */
#ifndef GABAY_SERVER_SITE_HOLDER_H
#define GABAY_SERVER_SITE_HOLDER_H

#include <pthread.h>
#include <stdbool.h>

#include "lib/err.h"
#include "server/site.h"

/* With the one that is served. Each holds its tables in memory. */
enum { SITE_GENERATIONS_MAX = 4 };

struct site_holder {
    pthread_mutex_t lock; /* guards the rest, and the step from reading
                             `current` to counting the reference */
    struct site *current;
    struct site *dead; /* to be closed */
    unsigned live;     /* not closed yet */
    bool ending;
    bool feedback_open;  /* set before it is shared: votes are taken */
    pthread_cond_t work; /* `dead` or `ending` has changed */
    pthread_t reaper;
};

/* Takes over the caller's site, also when it fails (no thread). */
int site_holder_init(struct site_holder *h, struct site *s, struct err *e);
/* All references must have been put back; closes all that is left. */
void site_holder_release(struct site_holder *h);

/* A reference to the current generation: site_put() it. */
struct site *site_get(struct site_holder *h);
void site_put(struct site *s);
/* May another generation be opened? */
bool site_holder_has_room(struct site_holder *h);
/* The layers of a site under its newest one, once nobody else reads in it;
 * else NULL. The caller holds a reference to the site, and frees them. */
struct layer *site_holder_retire(struct site_holder *h, struct site *s);
/* The next generation takes the place; takes over the caller's site. */
void site_swap(struct site_holder *h, struct site *next);

#endif
