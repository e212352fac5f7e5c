#include "server/descriptors.h"

#include <sys/resource.h>

#include "server/log.h"

enum {
    INDEXES = 4096, /* one a locale, worker and generation: room for many */
    LEAST = 256,    /* without these even a small site does not work */
};

void descriptors_raise(unsigned connections)
{
    struct rlimit limit;
    const rlim_t wanted = (rlim_t)connections + INDEXES;

    if (getrlimit(RLIMIT_NOFILE, &limit) || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    if (setrlimit(RLIMIT_NOFILE, &limit) == 0 &&
        limit.rlim_cur >= (rlim_t)connections + LEAST)
        return;
    log_line("only %llu open files are allowed, %u connections need %u: raise "
             "the limit (LimitNOFILE=, ulimit -n) or lower --max-connections",
             (unsigned long long)limit.rlim_cur, connections,
             connections + LEAST);
}
