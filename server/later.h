/* Answers that wait for another thread: a worker hands a request on and serves
 * others; when the other thread is done the worker goes on with it. A queue is
 * a worker's; whoever says later_done() knows nothing else of it. */
#ifndef GABAY_SERVER_LATER_H
#define GABAY_SERVER_LATER_H

#include <pthread.h>

struct later_queue {
    pthread_mutex_t lock; /* guards the rest, and the bell while it rings */
    pthread_cond_t arrived;
    struct later *done;
    unsigned open; /* begun, not done */
    /* Wakes the worker; any thread. */
    void (*ring)(void *ctx);
    void *ctx;
};

struct site;
struct request;
struct response;
struct later;

/* Fills the response, on the worker's thread. The site may be a later one than
 * that of the beginning. */
typedef void later_finish(struct site *site, struct request *request,
                          struct response *response, const struct later *later);

/* A request's place in the queue. */
struct later {
    struct later_queue *queue;
    struct later *next;
    later_finish *finish; /* NULL: it does not wait */
    void *state;          /* of whoever began it, in the request's arena */
    int result;           /* what later_done() was told */
};

void later_queue_init(struct later_queue *q, void (*ring)(void *), void *ctx);
/* Nothing may be open or left to be taken. */
void later_queue_release(struct later_queue *q);

/* From now on later_done() must come exactly once, or, before anybody else
 * knows of it, later_cancel(). */
void later_begin(struct later *l, later_finish *finish, void *state);
void later_cancel(struct later *l);
/* Any thread. The queue is not touched any more once later_take() or
 * later_wait() saw it. */
void later_done(struct later *l, int result);

/* All that are done, in a list by `next`, or NULL. */
struct later *later_take(struct later_queue *q);
/* Blocks until nothing is open. */
void later_wait(struct later_queue *q);

#endif
