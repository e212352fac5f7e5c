/* Sends votes and questions to a store as fast as it takes them and prints
 * what was acknowledged, to be killed at it.
 *
 *     submit FOLDER ROUND [COUNT]
 *
 * Four threads vote on COUNT articles each (without it, on and on), three
 * times on each: "v0" yes, "v1" no, "v2" yes, and ask one question. A line is
 * "vote ARTICLE VERSION", "question TEXT", or "no-space", "failed". */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "server/store/store.h"

enum { THREADS = 4, VERSIONS = 3, NAME = 64 };

struct sender {
    struct store *store;
    long round, count;
    int number;
    atomic_long told; /* by the store's thread */
    atomic_bool refused;
    long sent;
};

struct message {
    struct sender *sender;
    char line[NAME];
};

static void print_result(void *ctx, enum store_result result)
{
    struct message *m = ctx;
    const char *lines[] = {[STORE_OK] = m->line,
                           [STORE_FULL] = "full\n",
                           [STORE_NO_SPACE] = "no-space\n",
                           [STORE_FAILED] = "failed\n"};

    /* One write a line: a kill leaves whole lines. */
    if (write(1, lines[result], strlen(lines[result])) < 0)
        abort();
    if (result != STORE_OK)
        m->sender->refused = true;
    atomic_fetch_add(&m->sender->told, 1);
    free(m);
}

static void wait_us(long microseconds)
{
    nanosleep(&(struct timespec){.tv_nsec = microseconds * 1000}, NULL);
}

static struct message *message_new(struct sender *s, const char *kind,
                                   const char *name, int version)
{
    struct message *m = malloc(sizeof(*m));

    if (!m)
        abort();
    m->sender = s;
    if (version < 0)
        snprintf(m->line, sizeof(m->line), "%s %s\n", kind, name);
    else
        snprintf(m->line, sizeof(m->line), "%s %s %d\n", kind, name, version);
    return m;
}

static void vote(struct sender *s, const char *article, int version)
{
    struct message *m = message_new(s, "vote", article, version);
    char comment[16];

    snprintf(comment, sizeof(comment), "v%d", version);
    struct vote v = {.article = str_from(article),
                     .locale = S("en"),
                     .visitor = {1},
                     .yes = version % 2 == 0,
                     .comment = str_from(comment)};
    while (store_vote(s->store, &v, print_result, m) == STORE_FULL)
        wait_us(500);
    s->sent++;
}

static void ask(struct sender *s, const char *text)
{
    struct message *m = message_new(s, "question", text, -1);
    struct question q = {
        .locale = S("en"), .visitor = {1}, .text = str_from(text)};

    while (store_question(s->store, &q, print_result, m) == STORE_FULL)
        wait_us(500);
    s->sent++;
}

/* Half of the threads wait for each answer, so that groups are small, too; all
 * wait a little after a refusal. */
static void rest(struct sender *s)
{
    while (s->number % 2 && s->told < s->sent)
        wait_us(500);
    if (atomic_exchange(&s->refused, false))
        wait_us(100000);
}

static void *send_all(void *ctx)
{
    struct sender *s = ctx;

    for (long i = 0; i < s->count; i++) {
        char name[NAME / 2];
        snprintf(name, sizeof(name), "r%ld-t%d-%ld", s->round, s->number, i);
        for (int version = 0; version < VERSIONS; version++) {
            vote(s, name, version);
            rest(s);
        }
        ask(s, name);
        rest(s);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    struct sender senders[THREADS] = {0};
    pthread_t threads[THREADS];
    struct err e;
    char text[1200];

    if (argc < 3)
        return 2;
    struct store *store = store_open(argv[1], &e);
    if (!store) {
        fprintf(stderr, "submit: %s\n", err_text(&e, text, sizeof(text)));
        return (int)e.code;
    }
    for (int i = 0; i < THREADS; i++) {
        senders[i] = (struct sender){
            .store = store,
            .round = strtol(argv[2], NULL, 10),
            .count = argc > 3 ? strtol(argv[3], NULL, 10) : 1000000000,
            .number = i};
        if (pthread_create(&threads[i], NULL, send_all, &senders[i]))
            abort();
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    store_close(store);
    return 0;
}
