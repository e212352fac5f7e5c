#include "lib/site/site_check.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include <xxhash.h>

#include "lib/buf.h"
#include "lib/file.h"

enum { BLOCK = 256 << 10, THREADS_MAX = 4 };

uint64_t site_check_bytes(struct str bytes)
{
    return XXH3_64bits(bytes.ptr, bytes.len);
}

/* `to` is where a copy is written to, or -1. */
static int update(XXH3_state_t *state, char *block, int fd, uint64_t offset,
                  uint64_t length, int to, struct err *e)
{
    while (length > 0) {
        size_t n = length < BLOCK ? (size_t)length : BLOCK;
        if (file_pread(fd, block, n, offset, e))
            return -1;
        XXH3_64bits_update(state, block, n);
        if (to >= 0 && file_write(to, block, n, e))
            return -1;
        offset += n;
        length -= n;
    }
    return 0;
}

static int check_range(int fd, uint64_t offset, uint64_t length, int to,
                       uint64_t *check, struct err *e)
{
    XXH3_state_t *state = XXH3_createState();
    char *block = malloc(BLOCK);
    int result = -1;

    if (!state || !block || XXH3_64bits_reset(state) == XXH_ERROR) {
        err_no_memory(e);
        goto done;
    }
    if (update(state, block, fd, offset, length, to, e))
        goto done;
    *check = XXH3_64bits_digest(state);
    result = 0;
done:
    free(block);
    XXH3_freeState(state);
    return result;
}

int site_check_range(int fd, uint64_t offset, uint64_t length, uint64_t *check,
                     struct err *e)
{
    return check_range(fd, offset, length, -1, check, e);
}

int site_check_copy(int fd, uint64_t offset, uint64_t length, int to,
                    uint64_t *check, struct err *e)
{
    return check_range(fd, offset, length, to, check, e);
}

/* What the threads share; each takes the next piece. */
struct pieces {
    int fd;
    uint64_t offset, length;
    size_t count;
    uint64_t *checks;
    atomic_size_t next;
    pthread_mutex_t lock; /* guards what follows */
    int result;
    struct err error;
};

static void *check_pieces(void *arg)
{
    struct pieces *p = arg;
    size_t i;

    while ((i = atomic_fetch_add(&p->next, 1)) < p->count) {
        uint64_t from = (uint64_t)i * SITE_PIECE;
        uint64_t rest = p->length - from;
        struct err e = {0};
        if (site_check_range(p->fd, p->offset + from,
                             rest < SITE_PIECE ? rest : SITE_PIECE,
                             &p->checks[i], &e) == 0)
            continue;
        pthread_mutex_lock(&p->lock);
        p->result = -1;
        p->error = e;
        pthread_mutex_unlock(&p->lock);
        atomic_store(&p->next, p->count);
    }
    return NULL;
}

/* Fewer threads than wanted do as well; the caller's own always works. */
static void run_threads(struct pieces *p)
{
    pthread_t threads[THREADS_MAX] = {0};
    long wanted = sysconf(_SC_NPROCESSORS_ONLN);
    size_t started = 0;

    while (started + 1 <
               (size_t)(wanted < THREADS_MAX ? wanted : THREADS_MAX) &&
           started + 1 < p->count &&
           pthread_create(&threads[started], NULL, check_pieces, p) == 0)
        started++;
    check_pieces(p);
    while (started > 0)
        pthread_join(threads[--started], NULL);
}

static int join_checks(const uint64_t *checks, size_t count, struct str table,
                       uint64_t *check)
{
    struct buf all = {0};

    for (size_t i = 0; i < count; i++)
        buf_u64(&all, checks[i]);
    buf_u64(&all, site_check_bytes(table));
    *check = site_check_bytes(buf_str(&all));
    bool failed = all.failed;
    buf_release(&all);
    return failed ? -1 : 0;
}

static size_t piece_count(uint64_t length)
{
    return (size_t)(length / SITE_PIECE + (length % SITE_PIECE != 0));
}

int site_check_body(int fd, uint64_t offset, uint64_t length, struct str table,
                    uint64_t *check, struct err *e)
{
    struct pieces p = {.fd = fd,
                       .offset = offset,
                       .length = length,
                       .count = piece_count(length)};

    p.checks = calloc(p.count + 1, sizeof(*p.checks));
    if (!p.checks)
        return err_no_memory(e);
    pthread_mutex_init(&p.lock, NULL);
    run_threads(&p);
    pthread_mutex_destroy(&p.lock);
    if (p.result && e)
        *e = p.error;
    if (p.result == 0 && join_checks(p.checks, p.count, table, check))
        p.result = err_no_memory(e);
    free(p.checks);
    return p.result;
}

int site_check_body_bytes(struct str blobs, struct str table, uint64_t *check)
{
    size_t count = piece_count(blobs.len);
    uint64_t *checks = calloc(count + 1, sizeof(*checks));
    int result = -1;

    if (checks) {
        for (size_t i = 0; i < count; i++)
            checks[i] =
                site_check_bytes(str_sub(blobs, i * SITE_PIECE, SITE_PIECE));
        result = join_checks(checks, count, table, check);
    }
    free(checks);
    return result;
}
