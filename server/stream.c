#include "server/stream.h"

#include <string.h>

bool stream_begin(struct stream *s, struct live *live, uint64_t seen,
                  uint64_t now)
{
    if (!live_enter(live))
        return false;
    *s = (struct stream){
        .live = live,
        .seen = seen ? seen : live_number(live),
        .due = now + STREAM_PING,
    };
    /* What comes at once tells the browser that it is connected. */
    buf_text(&s->bytes, "retry: 1000\n: here is what changes\n\n");
    return true;
}

void stream_end(struct stream *s)
{
    if (!s->live)
        return;
    live_leave(s->live);
    buf_release(&s->bytes);
    *s = (struct stream){0};
}

bool stream_is_due(const struct stream *s, uint64_t now)
{
    return s->sent < s->bytes.len || now >= s->due ||
           s->seen != live_number(s->live);
}

/* What could not be written for want of memory is not told: the next change
 * will be. */
static void fill(struct stream *s, uint64_t now)
{
    buf_clear(&s->bytes);
    s->sent = 0;
    if (!live_next(s->live, &s->seen, &s->bytes) && now >= s->due)
        buf_text(&s->bytes, ": ping\n\n");
    if (s->bytes.failed)
        buf_clear(&s->bytes);
    if (s->bytes.len || now >= s->due)
        s->due = now + STREAM_PING;
}

size_t stream_take(struct stream *s, char *to, size_t max, uint64_t now)
{
    if (s->sent == s->bytes.len)
        fill(s, now);

    size_t n = s->bytes.len - s->sent;

    if (n > max)
        n = max;
    if (n)
        memcpy(to, s->bytes.ptr + s->sent, n);
    s->sent += n;
    return n;
}
