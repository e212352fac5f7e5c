#include "indexer/base/jobs.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

/* The one piece of global state that a signal handler may touch. */
static volatile sig_atomic_t interrupted;

void jobs_interrupt(void)
{
    interrupted = 1;
}

int jobs_check(struct err *e)
{
    return interrupted ? err_set(e, ERR_SYSTEM, "interrupted") : 0;
}

struct loop {
    jobs_item *item;
    void *ctx;
    size_t count;
    atomic_size_t next;
    atomic_bool stop;
    pthread_mutex_t lock; /* guards what follows */
    size_t failed_at;
    struct err error;
};

struct worker {
    struct loop *loop;
    unsigned number;
    pthread_t thread;
};

static void note_failure(struct loop *l, size_t index, const struct err *e)
{
    pthread_mutex_lock(&l->lock);
    if (index < l->failed_at) {
        l->failed_at = index;
        l->error = *e;
    }
    pthread_mutex_unlock(&l->lock);
    atomic_store(&l->stop, true);
}

static void *work(void *arg)
{
    struct worker *w = arg;
    struct loop *l = w->loop;

    while (!atomic_load(&l->stop)) {
        size_t index = atomic_fetch_add(&l->next, 1);
        struct err e = {0};
        if (index >= l->count)
            break;
        if (jobs_check(&e) || l->item(l->ctx, w->number, index, &e))
            note_failure(l, index, &e);
    }
    return NULL;
}

int jobs_run(unsigned workers, size_t count, jobs_item *item, void *ctx,
             struct err *e)
{
    struct loop l = {.item = item, .ctx = ctx, .count = count};
    struct worker *all = calloc(workers, sizeof(*all));
    unsigned started = 1;

    if (!all)
        return err_no_memory(e);
    l.failed_at = count;
    pthread_mutex_init(&l.lock, NULL);
    for (unsigned i = 0; i < workers; i++)
        all[i] = (struct worker){.loop = &l, .number = i};
    /* The caller works too; fewer threads than asked for do as well. */
    while (started < workers && started < count &&
           pthread_create(&all[started].thread, NULL, work, &all[started]) == 0)
        started++;
    work(&all[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(all[i].thread, NULL);
    pthread_mutex_destroy(&l.lock);
    free(all);
    if (l.failed_at == count)
        return 0;
    if (e)
        *e = l.error;
    return -1;
}
