#include "lib/xapian/barrier.h"

#include <cerrno>

#include <sys/mman.h>
#include <sys/sendfile.h>
#include <unistd.h>

static int fill(int to, int fd, uint64_t offset, uint64_t length, struct err *e)
{
    off_t at = static_cast<off_t>(offset);

    while (length > 0) {
        ssize_t n = sendfile(to, fd, &at, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return err_errno(e, "cannot copy the search index");
        if (n == 0)
            return err_set(e, ERR_CONTENT, "the file ends too early");
        length -= static_cast<uint64_t>(n);
    }
    return 0;
}

int xapian_index_copy(int fd, uint64_t offset, uint64_t length, struct err *e)
{
    int copy = memfd_create("gabay-index", MFD_CLOEXEC);

    if (copy < 0)
        return err_errno(e, "cannot make room for the search index");
    if (fill(copy, fd, offset, length, e)) {
        close(copy);
        return -1;
    }
    return copy;
}
