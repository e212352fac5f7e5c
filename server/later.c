#include "server/later.h"

#include "lib/widen.h"

void later_queue_init(struct later_queue *q, void (*ring)(void *), void *ctx)
{
    *q = (struct later_queue){.ring = ring, .ctx = ctx};
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->arrived, NULL);
}

void later_queue_release(struct later_queue *q)
{
    pthread_cond_destroy(&q->arrived);
    pthread_mutex_destroy(&q->lock);
}

void later_begin(struct later *l, later_finish *finish, void *state)
{
    l->finish = finish;
    l->state = state;
    pthread_mutex_lock(&l->queue->lock);
    l->queue->open++;
    pthread_mutex_unlock(&l->queue->lock);
}

void later_cancel(struct later *l)
{
    l->finish = NULL;
    pthread_mutex_lock(&l->queue->lock);
    l->queue->open--;
    pthread_mutex_unlock(&l->queue->lock);
}

/* The worker may take it, and free the queue, as soon as the lock is open: so
 * the bell is rung before. */
void later_done(struct later *l, int result)
{
    struct later_queue *q = l->queue;

    WIDEN();
    pthread_mutex_lock(&q->lock);
    l->result = result;
    l->next = q->done;
    q->done = l;
    q->open--;
    q->ring(q->ctx);
    pthread_cond_signal(&q->arrived);
    pthread_mutex_unlock(&q->lock);
}

struct later *later_take(struct later_queue *q)
{
    pthread_mutex_lock(&q->lock);
    struct later *done = q->done;
    q->done = NULL;
    pthread_mutex_unlock(&q->lock);
    return done;
}

void later_wait(struct later_queue *q)
{
    pthread_mutex_lock(&q->lock);
    while (q->open)
        pthread_cond_wait(&q->arrived, &q->lock);
    pthread_mutex_unlock(&q->lock);
}
