#include "server/exchange.h"

#include <stdlib.h>

enum {
    KEPT = 8,              /* a worker, with */
    BODY_KEPT = 32 * 1024, /* bytes of each at most */
};

struct exchange *exchange_take(struct exchanges *all)
{
    struct exchange *x = all->unused;

    if (!x)
        return calloc(1, sizeof(*x));
    all->unused = x->next;
    all->count--;
    return x;
}

static void free_exchange(struct exchange *x)
{
    buf_release(&x->request.body);
    buf_release(&x->response.body);
    arena_release(&x->request.arena);
    free(x);
}

void exchange_give(struct exchanges *all, struct exchange *x)
{
    struct arena arena = x->request.arena;
    struct buf body = x->response.body;

    if (all->count >= KEPT) {
        free_exchange(x);
        return;
    }
    buf_release(&x->request.body);
    if (body.cap > BODY_KEPT)
        buf_release(&body);
    buf_clear(&body);
    arena_reset(&arena);
    *x = (struct exchange){.request.arena = arena, .next = all->unused};
    x->response.body = body;
    all->unused = x;
    all->count++;
}

void exchanges_release(struct exchanges *all)
{
    while (all->unused)
        free_exchange(exchange_take(all));
}
