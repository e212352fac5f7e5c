#include "server/pool.h"

void pool_init(struct pool *p)
{
    pthread_mutex_init(&p->lock, NULL);
    p->count = 0;
}

void *pool_take(struct pool *p)
{
    pthread_mutex_lock(&p->lock);
    void *thing = p->count ? p->idle[--p->count] : NULL;
    pthread_mutex_unlock(&p->lock);
    return thing;
}

bool pool_give(struct pool *p, void *thing)
{
    pthread_mutex_lock(&p->lock);
    bool kept = p->count < POOL_MAX;
    if (kept)
        p->idle[p->count++] = thing;
    pthread_mutex_unlock(&p->lock);
    return kept;
}

void pool_release(struct pool *p)
{
    pthread_mutex_destroy(&p->lock);
}
