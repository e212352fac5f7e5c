/* The way to people that every answer carries: the locale's channels as they
 * are now. What a clock and a calendar say of them costs more than an answer,
 * and holds for a minute: it is made once a minute. Any thread. */
#ifndef GABAY_SERVER_HANDOFF_H
#define GABAY_SERVER_HANDOFF_H

#include <pthread.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/value.h"

struct site_locale;

struct handoff {
    pthread_mutex_t lock; /* guards the rest */
    struct arena arena;
    const struct value *channels; /* in the arena, or NULL */
    int64_t minute;               /* of which they are */
};

void handoff_init(struct handoff *h);
void handoff_release(struct handoff *h);

/* Of those that `words` name (contact_choose()): a list of {type, label, value,
 * url, open_now, until, opens_at, reply_time} in the order of contact.h, in
 * `a`; NULL when memory ran out. */
struct value *handoff_channels(struct site_locale *l, int64_t now,
                               struct str words, struct arena *a);

#endif
