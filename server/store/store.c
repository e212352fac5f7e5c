/* The queue and the thread that empties it. */
#include "server/store/store.h"

#include <stdlib.h>

#include "lib/widen.h"
#include "server/store/database.h"
#include "server/store/job.h"
#include "server/store/keys.h"

struct store {
    struct database database;
    struct day_keys keys;
    pthread_t writer;
    pthread_mutex_t mutex; /* guards all that follows; never held for long */
    pthread_cond_t wake;
    struct job *first, **end;
    size_t waiting; /* in the queue, or not told yet */
    bool closing;
    struct err trouble;
};

/* All that wait, once there are some; NULL when there will be no more. */
static struct job *take_group(struct store *s)
{
    pthread_mutex_lock(&s->mutex);
    while (!s->first && !s->closing)
        pthread_cond_wait(&s->wake, &s->mutex);
    struct job *group = s->first;
    s->first = NULL;
    s->end = &s->first;
    pthread_mutex_unlock(&s->mutex);
    WIDEN();
    return group;
}

static int keep_group(struct database *d, const void *group)
{
    int code = SQLITE_OK;

    for (const struct job *job = group; job && code == SQLITE_OK;
         job = job->next)
        code = job->keep(d, job);
    return code;
}

static void tell_group(struct store *s, struct job *group,
                       enum store_result result)
{
    size_t told = 0;

    while (group) {
        struct job *job = group;
        group = job->next;
        job->done(job->ctx, result);
        free(job);
        told++;
    }
    pthread_mutex_lock(&s->mutex);
    s->waiting -= told;
    pthread_mutex_unlock(&s->mutex);
}

static void *write_groups(void *ctx)
{
    struct store *s = ctx;
    struct job *group;

    while ((group = take_group(s))) {
        struct err e = {0};
        enum store_result result =
            database_transact(&s->database, keep_group, group, &e);

        pthread_mutex_lock(&s->mutex);
        s->trouble = e;
        pthread_mutex_unlock(&s->mutex);
        tell_group(s, group, result);
    }
    return NULL;
}

static enum store_result enqueue(struct store *s, struct job *job,
                                 store_done *done, void *ctx)
{
    enum store_result result = STORE_FULL;

    if (!job)
        return STORE_FAILED;
    job->done = done;
    job->ctx = ctx;
    pthread_mutex_lock(&s->mutex);
    if (s->waiting < STORE_QUEUE_MAX) {
        *s->end = job;
        s->end = &job->next;
        s->waiting++;
        result = STORE_OK;
        pthread_cond_signal(&s->wake);
    }
    pthread_mutex_unlock(&s->mutex);
    if (result != STORE_OK)
        free(job);
    return result;
}

enum store_result store_vote(struct store *s, const struct vote *vote,
                             store_done *done, void *ctx)
{
    return enqueue(s, job_of_vote(vote), done, ctx);
}

enum store_result store_question(struct store *s, const struct question *q,
                                 store_done *done, void *ctx)
{
    return enqueue(s, job_of_question(q), done, ctx);
}

enum store_result store_reply_use(struct store *s, const struct reply_use *use,
                                  store_done *done, void *ctx)
{
    return enqueue(s, job_of_reply_use(use), done, ctx);
}

const char *store_folder(const struct store *s)
{
    return s->database.folder;
}

int store_day_key(struct store *s, int64_t day, uint8_t key[STORE_KEY_SIZE],
                  struct err *e)
{
    return day_keys_find(&s->keys, &s->database, day, key, e);
}

void store_trouble(struct store *s, struct err *out)
{
    pthread_mutex_lock(&s->mutex);
    *out = s->trouble;
    pthread_mutex_unlock(&s->mutex);
}

static void release(struct store *s)
{
    database_close(&s->database);
    pthread_cond_destroy(&s->wake);
    pthread_mutex_destroy(&s->mutex);
    pthread_mutex_destroy(&s->keys.mutex);
    free(s);
}

struct store *store_open(const char *folder, struct err *e)
{
    struct store *s = calloc(1, sizeof(*s));

    if (!s) {
        err_no_memory(e);
        return NULL;
    }
    if (database_open(&s->database, folder, e)) {
        free(s);
        return NULL;
    }
    pthread_mutex_init(&s->keys.mutex, NULL);
    pthread_mutex_init(&s->mutex, NULL);
    pthread_cond_init(&s->wake, NULL);
    s->end = &s->first;
    if (pthread_create(&s->writer, NULL, write_groups, s)) {
        err_set(e, ERR_SYSTEM, "cannot start a thread for the data folder");
        release(s);
        return NULL;
    }
    return s;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->mutex);
    s->closing = true;
    pthread_cond_signal(&s->wake);
    pthread_mutex_unlock(&s->mutex);
    pthread_join(s->writer, NULL);
    release(s);
}
