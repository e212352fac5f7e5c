/* Which bytes a file holds, as far as can be told without reading them. */
#ifndef GABAY_SITE_STAMP_H
#define GABAY_SITE_STAMP_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

struct site_stamp {
    uint64_t device, inode, size;
    int64_t seconds, nanoseconds; /* last written to */
};

struct site_stamp site_stamp_from(const struct stat *st);
/* Of whatever is at `path` now; false with errno set when nothing is. */
bool site_stamp_of(const char *path, struct site_stamp *out);
bool site_stamp_eq(struct site_stamp a, struct site_stamp b);

/* As fstat(), once the kernel's clock has gone on from the time of the last
 * write (some milliseconds): a write from now on gives another stamp. */
int site_stamp_settled(int fd, struct stat *st);

#endif
