#include "server/live.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "lib/widen.h"

struct live {
    pthread_mutex_t lock; /* guards the rest, and the ears while they are rung:
                             whoever looked before a change is rung after it */
    struct live_ear *ears;
    uint64_t number;
    uint64_t began;             /* the number before the first change */
    struct buf kept[LIVE_KEPT]; /* change n: at n % LIVE_KEPT */
    unsigned clients, room;
};

/* A clock's time, so that the next run begins higher than this one ends. */
static uint64_t first_number(void)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

struct live *live_new(unsigned connections)
{
    struct live *l = calloc(1, sizeof(*l));

    if (!l)
        return NULL;
    pthread_mutex_init(&l->lock, NULL);
    l->number = l->began = first_number();
    l->room =
        connections / 2 < LIVE_CLIENTS_MAX ? connections / 2 : LIVE_CLIENTS_MAX;
    return l;
}

void live_free(struct live *l)
{
    if (!l)
        return;
    for (int i = 0; i < LIVE_KEPT; i++)
        buf_release(&l->kept[i]);
    pthread_mutex_destroy(&l->lock);
    free(l);
}

void live_listen(struct live *l, struct live_ear *ear)
{
    pthread_mutex_lock(&l->lock);
    ear->next = l->ears;
    l->ears = ear;
    pthread_mutex_unlock(&l->lock);
}

void live_deafen(struct live *l, struct live_ear *ear)
{
    pthread_mutex_lock(&l->lock);
    for (struct live_ear **at = &l->ears; *at; at = &(*at)->next)
        if (*at == ear) {
            *at = ear->next;
            break;
        }
    pthread_mutex_unlock(&l->lock);
}

bool live_enter(struct live *l)
{
    pthread_mutex_lock(&l->lock);
    bool room = l->clients < l->room;
    l->clients += room;
    pthread_mutex_unlock(&l->lock);
    return room;
}

void live_leave(struct live *l)
{
    pthread_mutex_lock(&l->lock);
    l->clients--;
    pthread_mutex_unlock(&l->lock);
}

uint64_t live_number(struct live *l)
{
    pthread_mutex_lock(&l->lock);
    uint64_t number = l->number;
    pthread_mutex_unlock(&l->lock);
    return number;
}

void live_changed(struct live *l, struct str addresses)
{
    pthread_mutex_lock(&l->lock);
    struct buf *b = &l->kept[++l->number % LIVE_KEPT];
    buf_clear(b);
    buf_put(b, addresses);
    WIDEN();
    for (const struct live_ear *ear = l->ears; ear; ear = ear->next)
        ear->ring(ear->ctx);
    pthread_mutex_unlock(&l->lock);
}

static void put(struct buf *out, uint64_t number, struct str addresses)
{
    buf_fmt(out,
            "id: %" PRIu64 "\nevent: change\ndata: {\"generation\":%" PRIu64
            ",\"changed\":%.*s}\n\n",
            number, number, STR_ARG(addresses));
}

/* A number that is not ours is of another run. */
static bool is_kept(const struct live *l, uint64_t seen)
{
    return seen >= l->began && seen < l->number &&
           l->number - seen <= LIVE_KEPT;
}

bool live_next(struct live *l, uint64_t *seen, struct buf *out)
{
    pthread_mutex_lock(&l->lock);
    bool news = *seen != l->number;
    if (news && !is_kept(l, *seen)) {
        put(out, l->number, S("null"));
    } else if (news) {
        for (uint64_t n = *seen + 1; n <= l->number; n++) {
            const struct buf *b = &l->kept[n % LIVE_KEPT];
            put(out, n, b->failed ? S("null") : buf_str(b));
        }
    }
    *seen = l->number;
    pthread_mutex_unlock(&l->lock);
    return news;
}
