#include "server/rate.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum {
    MINUTE = 60 * 1000 * 1000, /* microseconds */
    SECOND = 1000 * 1000,
    WAYS = 8,   /* places for one name: 128 bytes, two lines of the cache */
    LOCKS = 64, /* a power of two, as the counts of sets */
};

/* Half a megabyte for addresses: 32,768 that have asked within a minute. */
static const uint32_t set_counts[RATE_KINDS] = {
    [RATE_ADDRESS] = 4096,
    [RATE_TOKEN] = 512,
};

struct bucket {
    uint64_t name; /* 64 bits of the keyed hash */
    uint64_t due;
};

struct set {
    struct bucket ways[WAYS];
};

struct table {
    uint32_t limit;
    uint32_t mask; /* of the number of a set */
    struct set *sets;
};

/* Guards every LOCKS-th set of all tables. */
struct lock {
    _Alignas(64) pthread_mutex_t mutex;
};

struct rate {
    struct lock locks[LOCKS];
    struct table tables[RATE_KINDS];
    uint8_t key[SIPHASH_KEY_SIZE];
};

static uint32_t seconds(uint64_t microseconds)
{
    uint64_t n = (microseconds + SECOND - 1) / SECOND;

    return n ? (uint32_t)n : 1;
}

uint64_t rate_bucket_take(uint64_t due, uint64_t now, uint32_t limit,
                          struct rate_verdict *out)
{
    uint64_t each = MINUTE / limit, whole = each * limit;
    uint64_t next = (due > now ? due : now) + each;

    out->counted = true;
    out->limit = limit;
    out->fine = next - now <= whole;
    if (!out->fine) {
        out->left = 0;
        out->wait = seconds(next - now - whole);
        return due;
    }
    out->left = (uint32_t)((whole - (next - now)) / each);
    out->wait = seconds(out->left ? next - now : next + each - now - whole);
    return next;
}

/* Its place, or that of the fullest. */
static struct bucket *find(struct set *set, uint64_t name)
{
    struct bucket *fullest = &set->ways[0];

    for (size_t i = 0; i < WAYS; i++) {
        struct bucket *b = &set->ways[i];
        if (b->due && b->name == name)
            return b;
        if (b->due < fullest->due)
            fullest = b;
    }
    *fullest = (struct bucket){.name = name};
    return fullest;
}

bool rate_take(struct rate *r, enum rate_kind kind, struct str who,
               uint64_t now, struct rate_verdict *out)
{
    struct table *t = &r->tables[kind];
    uint64_t hash[2];
    uint8_t bytes[SIPHASH_SIZE];

    *out = (struct rate_verdict){.fine = true, .kind = kind};
    if (!t->limit)
        return true;
    siphash(r->key, who, bytes);
    memcpy(hash, bytes, sizeof(hash));
    size_t at = hash[1] & t->mask;
    pthread_mutex_t *lock = &r->locks[at % LOCKS].mutex;
    pthread_mutex_lock(lock);
    struct bucket *b = find(&t->sets[at], hash[0]);
    b->due = rate_bucket_take(b->due, now * 1000, t->limit, out);
    pthread_mutex_unlock(lock);
    return out->fine;
}

struct rate *rate_new(const uint32_t limits[RATE_KINDS],
                      const uint8_t key[SIPHASH_KEY_SIZE])
{
    struct rate *r = aligned_alloc(_Alignof(struct rate), sizeof(*r));
    bool failed = false;

    if (!r)
        return NULL;
    memset(r, 0, sizeof(*r));
    memcpy(r->key, key, sizeof(r->key));
    for (size_t i = 0; i < LOCKS; i++)
        pthread_mutex_init(&r->locks[i].mutex, NULL);
    for (size_t i = 0; i < RATE_KINDS; i++) {
        struct table *t = &r->tables[i];
        t->limit = limits[i];
        t->mask = set_counts[i] - 1;
        if (t->limit)
            t->sets = calloc(set_counts[i], sizeof(*t->sets));
        failed = failed || (t->limit && !t->sets);
    }
    if (!failed)
        return r;
    rate_free(r);
    return NULL;
}

void rate_free(struct rate *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < RATE_KINDS; i++)
        free(r->tables[i].sets);
    for (size_t i = 0; i < LOCKS; i++)
        pthread_mutex_destroy(&r->locks[i].mutex);
    free(r);
}
