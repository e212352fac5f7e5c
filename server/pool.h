/* Things that one thread may use at a time and that are dear to make: taken
 * for a request, given back after it. The lock is held for the exchange only.
 * Any thread. */
#ifndef GABAY_SERVER_POOL_H
#define GABAY_SERVER_POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

enum { POOL_MAX = 16 };

struct pool {
    pthread_mutex_t lock; /* guards the rest */
    void *idle[POOL_MAX];
    size_t count;
};

void pool_init(struct pool *p);
/* NULL when none is idle: make one. */
void *pool_take(struct pool *p);
/* False when the pool is full: free it. */
bool pool_give(struct pool *p, void *thing);
/* Empty it by pool_take() first. */
void pool_release(struct pool *p);

#endif
