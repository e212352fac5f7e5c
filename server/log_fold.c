#include "server/log_fold.h"

#include "server/log.h"

enum { QUIET_SECONDS = 60 };

void log_folded(struct log_fold *f, const struct err *e)
{
    char text[sizeof(e->path) + sizeof(e->message) + 32];
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    long long until = atomic_load(&f->quiet_until);
    if (now.tv_sec < until ||
        !atomic_compare_exchange_strong(&f->quiet_until, &until,
                                        now.tv_sec + QUIET_SECONDS)) {
        atomic_fetch_add(&f->held, 1);
        return;
    }
    unsigned held = atomic_exchange(&f->held, 0);
    err_text(e, text, sizeof(text));
    if (held)
        log_line("%s (and %u more since)", text, held);
    else
        log_line("%s", text);
}

void log_fold_end(struct log_fold *f, const char *path)
{
    unsigned held = atomic_exchange(&f->held, 0);

    if (held)
        log_line("%s: %u more requests failed on the file of before", path,
                 held);
}
