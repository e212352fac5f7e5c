#include "indexer/preview/builder.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

/* The thread lives for one compile; what it made is read once it was joined,
 * so nothing here needs a lock. */
struct builder {
    struct compile_options options;
    struct keep *keep;
    bool forgets, is_busy;
    struct edition *made;
    pthread_t thread;
    int fd; /* counts compiles that ended */
};

struct builder *builder_new(struct err *e)
{
    struct builder *b = calloc(1, sizeof(*b));

    if (!b) {
        err_no_memory(e);
        return NULL;
    }
    b->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (b->fd < 0)
        err_errno(e, "cannot wait for a thread");
    else
        b->keep = keep_new(e);
    if (b->keep)
        return b;
    builder_free(b);
    return NULL;
}

void builder_free(struct builder *b)
{
    if (!b)
        return;
    if (b->is_busy) {
        pthread_join(b->thread, NULL);
        edition_free(b->made);
    }
    keep_free(b->keep);
    if (b->fd >= 0)
        close(b->fd);
    free(b);
}

int builder_fd(const struct builder *b)
{
    return b->fd;
}

bool builder_is_busy(const struct builder *b)
{
    return b->is_busy;
}

static void *work(void *arg)
{
    struct builder *b = arg;
    const uint64_t one = 1;

    if (b->forgets)
        keep_forget(b->keep);
    b->made = edition_make(&b->options, b->keep);
    /* It cannot fail: the counter is far from full. */
    ssize_t n = write(b->fd, &one, sizeof(one));
    (void)n;
    return NULL;
}

int builder_start(struct builder *b, const struct compile_options *o,
                  bool forgets, struct err *e)
{
    b->options = *o;
    b->forgets = forgets;
    b->made = NULL;
    if (pthread_create(&b->thread, NULL, work, b))
        return err_set(e, ERR_SYSTEM, "cannot start a thread");
    b->is_busy = true;
    return 0;
}

int builder_take(struct builder *b, struct edition **edition)
{
    uint64_t ended;

    if (read(b->fd, &ended, sizeof(ended)) != sizeof(ended))
        return -1;
    pthread_join(b->thread, NULL);
    b->is_busy = false;
    *edition = b->made;
    b->made = NULL;
    return 0;
}
