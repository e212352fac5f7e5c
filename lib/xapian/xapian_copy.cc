#include "lib/xapian/barrier.h"

#include <sys/mman.h>

int xapian_index_room(struct err *e)
{
    int room = memfd_create("gabay-index", MFD_CLOEXEC);

    return room < 0 ? err_errno(e, "cannot make room for the search index")
                    : room;
}
