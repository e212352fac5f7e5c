/* FILE.watch, the folder in which a preview keeps parts of the index, and the
 * lock that says who does. */
#ifndef GABAY_INDEXER_WATCH_FOLDER_H
#define GABAY_INDEXER_WATCH_FOLDER_H

#include "lib/arena.h"
#include "lib/err.h"

struct watch_folder {
    struct arena arena;
    const char *path, *agents; /* FILE.watch, and that of what is for agents */
    int fd;                    /* holds the lock; -1: none */
};

/* Makes it empty and locks it; ERR_USAGE when another process has it. Whatever
 * the result, the folder is to be closed. */
int watch_folder_open(struct watch_folder *f, const char *output,
                      struct err *e);
/* Makes it again where somebody has removed it. */
int watch_folder_mend(const struct watch_folder *f, struct err *e);
/* Removes it with all in it. */
void watch_folder_close(struct watch_folder *f);

#endif
