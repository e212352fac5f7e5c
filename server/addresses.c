#include "server/addresses.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "lib/str.h"

struct count {
    struct address address;
    size_t open;
    struct count *next; /* in the bucket, or of the free ones */
};

struct addresses {
    pthread_mutex_t lock; /* guards what the pointers below lead to */
    size_t each;
    size_t bucket_count;
    struct count **buckets;
    struct count *unused;
    struct count all[];
};

struct addresses *addresses_new(size_t all, size_t each)
{
    struct addresses *a = calloc(1, sizeof(*a) + all * sizeof(a->all[0]));

    if (!a)
        return NULL;
    a->each = each;
    a->bucket_count = all + 1;
    a->buckets = calloc(a->bucket_count, sizeof(a->buckets[0]));
    if (!a->buckets) {
        free(a);
        return NULL;
    }
    pthread_mutex_init(&a->lock, NULL);
    for (size_t i = 0; i < all; i++) {
        a->all[i].next = a->unused;
        a->unused = &a->all[i];
    }
    return a;
}

void addresses_free(struct addresses *a)
{
    if (!a)
        return;
    pthread_mutex_destroy(&a->lock);
    free(a->buckets);
    free(a);
}

/* An IPv4 address is written as IPv6 has it, so that both ways to reach a
 * socket of both kinds are one. */
static struct address address_of(const struct sockaddr *from)
{
    struct address out = {.counted = true};
    struct sockaddr_in v4;
    struct sockaddr_in6 v6;

    if (from->sa_family == AF_INET) {
        memcpy(&v4, from, sizeof(v4));
        memset(out.bytes + 10, 0xFF, 2);
        memcpy(out.bytes + 12, &v4.sin_addr, 4);
    } else if (from->sa_family == AF_INET6) {
        memcpy(&v6, from, sizeof(v6));
        memcpy(out.bytes, &v6.sin6_addr,
               IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr) ? 16 : 8);
    } else {
        out.counted = false;
    }
    return out;
}

/* Where the pointer to the address's count stands, or would stand. */
static struct count **find(struct addresses *a, const struct address *whose)
{
    struct str key = str_of((const char *)whose->bytes, sizeof(whose->bytes));
    struct count **at = &a->buckets[str_hash(key) % a->bucket_count];

    while (*at && memcmp((*at)->address.bytes, whose->bytes,
                         sizeof(whose->bytes)) != 0)
        at = &(*at)->next;
    return at;
}

static bool count_up(struct addresses *a, const struct address *whose)
{
    struct count **at = find(a, whose);
    struct count *c = *at;

    if (!c) {
        c = a->unused;
        if (!c)
            return false;
        a->unused = c->next;
        *c = (struct count){.address = *whose};
        *at = c;
    }
    if (c->open >= a->each)
        return false;
    c->open++;
    return true;
}

bool addresses_enter(struct addresses *a, const struct sockaddr *from,
                     struct address *out)
{
    *out = address_of(from);
    out->counted = out->counted && a->each > 0;
    if (!out->counted)
        return true;
    pthread_mutex_lock(&a->lock);
    bool fine = count_up(a, out);
    pthread_mutex_unlock(&a->lock);
    return fine;
}

void addresses_leave(struct addresses *a, const struct address *whose)
{
    if (!whose->counted)
        return;
    pthread_mutex_lock(&a->lock);
    struct count **at = find(a, whose), *c = *at;
    if (c && --c->open == 0) {
        *at = c->next;
        c->next = a->unused;
        a->unused = c;
    }
    pthread_mutex_unlock(&a->lock);
}
