#include "lib/site/site_stamp.h"

#include <time.h>

enum { TICK_TRIES = 20 };

struct site_stamp site_stamp_from(const struct stat *st)
{
    return (struct site_stamp){
        .device = (uint64_t)st->st_dev,
        .inode = (uint64_t)st->st_ino,
        .size = (uint64_t)st->st_size,
        .seconds = (int64_t)st->st_mtim.tv_sec,
        .nanoseconds = (int64_t)st->st_mtim.tv_nsec,
    };
}

bool site_stamp_of(const char *path, struct site_stamp *out)
{
    struct stat st;

    if (stat(path, &st) < 0)
        return false;
    *out = site_stamp_from(&st);
    return true;
}

bool site_stamp_eq(struct site_stamp a, struct site_stamp b)
{
    return a.device == b.device && a.inode == b.inode && a.size == b.size &&
           a.seconds == b.seconds && a.nanoseconds == b.nanoseconds;
}

/* Files are stamped with the coarse clock: is its tick still the one of the
 * last write? */
static bool is_same_tick(const struct stat *st)
{
    struct timespec now;

    return clock_gettime(CLOCK_REALTIME_COARSE, &now) == 0 &&
           now.tv_sec == st->st_mtim.tv_sec &&
           now.tv_nsec <= st->st_mtim.tv_nsec;
}

int site_stamp_settled(int fd, struct stat *st)
{
    const struct timespec pause = {.tv_nsec = 2000000};

    for (int i = 0; i < TICK_TRIES; i++) {
        if (fstat(fd, st) < 0)
            return -1;
        if (!is_same_tick(st))
            return 0;
        nanosleep(&pause, NULL);
    }
    return fstat(fd, st);
}
