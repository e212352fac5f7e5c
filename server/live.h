/* What changes in a preview, for the pages that are open: numbered, and the
 * last few kept for those who missed some. Any thread. */
#ifndef GABAY_SERVER_LIVE_H
#define GABAY_SERVER_LIVE_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/str.h"

enum {
    LIVE_KEPT = 32,        /* changes */
    LIVE_CLIENTS_MAX = 64, /* who are told, at most */
};

struct live;

/* Is rung at each change, on whatever thread makes it. The caller's; in use
 * from live_listen() to live_deafen(). */
struct live_ear {
    void (*ring)(void *ctx);
    void *ctx;
    struct live_ear *next;
};

/* At most half of so many connections are given to clients. NULL when memory
 * ran out. */
struct live *live_new(unsigned connections);
/* Nobody may listen any more; NULL is fine. */
void live_free(struct live *l);

void live_listen(struct live *l, struct live_ear *ear);
void live_deafen(struct live *l, struct live_ear *ear);

/* A client more; false when there are too many. live_leave() when it goes. */
bool live_enter(struct live *l);
void live_leave(struct live *l);

/* The number of the last change. Numbers go up, also from one run of the
 * server to the next; none is 0. Read it before what may change is read. */
uint64_t live_number(struct live *l);
/* `addresses`: a JSON list of those that may look different now, or "null" for
 * any. */
void live_changed(struct live *l, struct str addresses);
/* Adds what changed after number `*seen`, as events of a stream, and raises
 * that; false when nothing did. Of changes that are not kept any more it says
 * that anything may have. */
bool live_next(struct live *l, uint64_t *seen, struct buf *out);

#endif
