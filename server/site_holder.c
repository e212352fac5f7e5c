#include "server/site_holder.h"

#include <assert.h>

#include "lib/widen.h"
#include "server/layer.h"

/* Closes what is dead without holding the lock; called and returns with it. */
static void bury(struct site_holder *h)
{
    while (h->dead) {
        struct site *s = h->dead;
        h->dead = s->next;
        pthread_mutex_unlock(&h->lock);
        WIDEN();
        site_close(s);
        pthread_mutex_lock(&h->lock);
        h->live--;
    }
}

static void *reap(void *arg)
{
    struct site_holder *h = arg;

    pthread_mutex_lock(&h->lock);
    for (;;) {
        bury(h);
        if (h->ending)
            break;
        if (!h->dead)
            pthread_cond_wait(&h->work, &h->lock);
    }
    pthread_mutex_unlock(&h->lock);
    return NULL;
}

/* The reference is the holder's. */
static void adopt(struct site_holder *h, struct site *s)
{
    atomic_store(&s->references, 1);
    s->holder = h;
    h->current = s;
    h->live++;
}

int site_holder_init(struct site_holder *h, struct site *s, struct err *e)
{
    *h = (struct site_holder){0};
    pthread_mutex_init(&h->lock, NULL);
    pthread_cond_init(&h->work, NULL);
    adopt(h, s);
    if (pthread_create(&h->reaper, NULL, reap, h) == 0)
        return 0;
    pthread_cond_destroy(&h->work);
    pthread_mutex_destroy(&h->lock);
    site_close(s);
    return err_set(e, ERR_SYSTEM, "cannot start a thread");
}

void site_holder_release(struct site_holder *h)
{
    site_put(h->current);
    pthread_mutex_lock(&h->lock);
    h->ending = true;
    pthread_cond_signal(&h->work);
    pthread_mutex_unlock(&h->lock);
    pthread_join(h->reaper, NULL);
    assert(h->live == 0);
    pthread_cond_destroy(&h->work);
    pthread_mutex_destroy(&h->lock);
}

struct site *site_get(struct site_holder *h)
{
    pthread_mutex_lock(&h->lock);
    struct site *s = h->current;
    WIDEN();
    atomic_fetch_add(&s->references, 1);
    pthread_mutex_unlock(&h->lock);
    WIDEN();
    return s;
}

void site_put(struct site *s)
{
    struct site_holder *h = s->holder;

    WIDEN();
    if (atomic_fetch_sub(&s->references, 1) != 1)
        return;
    WIDEN();
    pthread_mutex_lock(&h->lock);
    s->next = h->dead;
    h->dead = s;
    pthread_cond_signal(&h->work);
    pthread_mutex_unlock(&h->lock);
}

bool site_holder_has_room(struct site_holder *h)
{
    pthread_mutex_lock(&h->lock);
    bool room = h->live < SITE_GENERATIONS_MAX;
    pthread_mutex_unlock(&h->lock);
    return room;
}

/* Two references are the holder's and the caller's: whoever comes next reads
 * the newest layer only. */
struct layer *site_holder_retire(struct site_holder *h, struct site *s)
{
    struct layer *old = NULL, *newest = atomic_load(&s->layer);

    pthread_mutex_lock(&h->lock);
    if (newest && h->current == s && atomic_load(&s->references) == 2) {
        old = newest->before;
        newest->before = NULL;
    }
    pthread_mutex_unlock(&h->lock);
    return old;
}

void site_swap(struct site_holder *h, struct site *next)
{
    pthread_mutex_lock(&h->lock);
    struct site *old = h->current;
    adopt(h, next);
    pthread_mutex_unlock(&h->lock);
    WIDEN();
    site_put(old);
}
