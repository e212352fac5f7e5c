/* An event stream: the bytes of an answer that ends with the server. A
 * worker's own. */
#ifndef GABAY_SERVER_STREAM_H
#define GABAY_SERVER_STREAM_H

#include "server/live.h"

enum {
    STREAM_PING = 15 * 1000
}; /* milliseconds of silence at most: a client
      that has gone is noticed by them */

/* All zero: not begun. */
struct stream {
    struct live *live;
    uint64_t seen; /* the number of the last change told */
    uint64_t due;  /* of the next ping, as worker_now() */
    struct buf bytes;
    size_t sent; /* of them */
};

/* `seen`: the number of the last change that the client knows, 0: it knows
 * them all. False when there are too many clients. */
bool stream_begin(struct stream *s, struct live *live, uint64_t seen,
                  uint64_t now);
/* Of one that was not begun: nothing. */
void stream_end(struct stream *s);

/* Will stream_take() give something? */
bool stream_is_due(const struct stream *s, uint64_t now);
/* The next bytes, at most `max`; 0 when there is nothing to say. */
size_t stream_take(struct stream *s, char *to, size_t max, uint64_t now);

#endif
