#include "server/ready.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

/* Shards let threads pass each other. Each is a table by name; a hand goes
 * round its ring and drops what was not asked for since it last came by. */
enum {
    SHARDS = 8,
    BUCKETS = 512,
    SEEN = 1024, /* names asked for lately, by the same number */
    TURNS = 32,  /* when full, one of so many displaces others */
};

struct ready {
    struct ready *in_bucket;      /* the next one */
    struct ready *before, *after; /* of the ring */
    uint64_t name;
    void *answer;
    size_t bytes;
    unsigned references; /* the table's and those in use */
    bool used;           /* since the hand came by */
};

struct shard {
    pthread_mutex_t lock; /* guards all below and what it leads to */
    uint64_t generation;
    bool full; /* something had to go for the one added last */
    unsigned turn;
    size_t bytes, most;
    struct ready *hand;
    struct ready *buckets[BUCKETS];
    uint32_t seen[SEEN];
};

struct ready_answers {
    ready_destroy *destroy;
    struct shard shards[SHARDS];
};

static uint64_t mix(uint64_t name)
{
    name *= 0x9E3779B97F4A7C15u; /* 2^64 divided by the golden ratio */
    return name ^ name >> 29;
}

static struct shard *shard_of(struct ready_answers *k, uint64_t hash)
{
    return &k->shards[hash % SHARDS];
}

static struct ready **bucket_of(struct shard *s, uint64_t name)
{
    return &s->buckets[mix(name) / SHARDS % BUCKETS];
}

struct ready_answers *ready_new(size_t bytes, ready_destroy *destroy)
{
    struct ready_answers *k = calloc(1, sizeof(*k));

    if (!k)
        return NULL;
    k->destroy = destroy;
    for (size_t i = 0; i < SHARDS; i++) {
        pthread_mutex_init(&k->shards[i].lock, NULL);
        k->shards[i].most = bytes / SHARDS;
    }
    return k;
}

static void drop_reference(struct ready_answers *k, struct ready *one)
{
    if (--one->references)
        return;
    k->destroy(one->answer);
    free(one);
}

static void take_out(struct ready_answers *k, struct shard *s,
                     struct ready *one)
{
    struct ready **at = bucket_of(s, one->name);

    while (*at != one)
        at = &(*at)->in_bucket;
    *at = one->in_bucket;
    one->before->after = one->after;
    one->after->before = one->before;
    if (s->hand == one)
        s->hand = one->after == one ? NULL : one->after;
    s->bytes -= one->bytes;
    drop_reference(k, one);
}

static void empty(struct ready_answers *k, struct shard *s)
{
    while (s->hand)
        take_out(k, s, s->hand);
}

void ready_free(struct ready_answers *k)
{
    if (!k)
        return;
    for (size_t i = 0; i < SHARDS; i++) {
        empty(k, &k->shards[i]);
        pthread_mutex_destroy(&k->shards[i].lock);
    }
    free(k);
}

/* What is asked for once only, as by a crawler, displaces nothing. Of the rest
 * a few do: with more pages in a round than there is room for, each would be
 * gone when its turn comes again. */
static bool is_worth_it(struct shard *s, uint64_t hash)
{
    uint32_t *at = &s->seen[hash / SHARDS % SEEN];
    const uint32_t tag = (uint32_t)(hash >> 32) | 1;
    bool before = *at == tag;

    *at = tag;
    return before && (!s->full || ++s->turn % TURNS == 0);
}

static struct ready *find(struct shard *s, uint64_t name)
{
    struct ready *one = *bucket_of(s, name);

    while (one && one->name != name)
        one = one->in_bucket;
    return one;
}

struct ready *ready_find(struct ready_answers *k, uint64_t generation,
                         uint64_t name, bool *wanted)
{
    const uint64_t hash = mix(name);
    struct shard *s = shard_of(k, hash);

    pthread_mutex_lock(&s->lock);
    if (s->generation != generation) {
        empty(k, s);
        s->full = false;
    }
    s->generation = generation;
    struct ready *one = find(s, name);
    *wanted = !one && is_worth_it(s, hash);
    if (one) {
        one->used = true;
        one->references++;
    }
    pthread_mutex_unlock(&s->lock);
    return one;
}

void *ready_answer(const struct ready *one)
{
    return one->answer;
}

void ready_put(struct ready_answers *k, struct ready *one)
{
    struct shard *s = shard_of(k, mix(one->name));

    pthread_mutex_lock(&s->lock);
    drop_reference(k, one);
    pthread_mutex_unlock(&s->lock);
}

static void make_room(struct ready_answers *k, struct shard *s, size_t bytes)
{
    s->full = s->bytes + bytes > s->most;
    while (s->hand && s->bytes + bytes > s->most) {
        struct ready *one = s->hand;
        if (!one->used) {
            take_out(k, s, one);
            continue;
        }
        one->used = false;
        s->hand = one->after;
    }
}

static void put_in(struct shard *s, struct ready *one)
{
    struct ready **bucket = bucket_of(s, one->name);

    one->in_bucket = *bucket;
    *bucket = one;
    one->after = s->hand ? s->hand : one;
    one->before = s->hand ? s->hand->before : one;
    one->before->after = one;
    one->after->before = one;
    s->hand = one->after;
    s->bytes += one->bytes;
}

void ready_add(struct ready_answers *k, uint64_t generation, uint64_t name,
               void *answer, size_t bytes)
{
    struct shard *s = shard_of(k, mix(name));
    struct ready *one = calloc(1, sizeof(*one));

    if (one)
        *one = (struct ready){.name = name,
                              .answer = answer,
                              .bytes = bytes + sizeof(*one),
                              .references = 1};
    pthread_mutex_lock(&s->lock);
    bool fits = one && s->generation == generation && one->bytes <= s->most &&
                !find(s, name);
    if (fits) {
        make_room(k, s, one->bytes);
        put_in(s, one);
    }
    pthread_mutex_unlock(&s->lock);
    if (!fits) {
        k->destroy(answer);
        free(one);
    }
}
