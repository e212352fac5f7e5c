/* Another program run beside this one, without a shell, and what it writes. */
#ifndef GABAY_INDEXER_PROGRAM_H
#define GABAY_INDEXER_PROGRAM_H

#include <stdbool.h>
#include <sys/types.h>

#include "lib/buf.h"
#include "lib/err.h"

struct program {
    pid_t pid;
    int output; /* read end of its standard output */
};

enum program_start {
    PROGRAM_STARTED,
    PROGRAM_MISSING, /* there is no program of that name */
    PROGRAM_FAILED,  /* ERR_SYSTEM */
};

/* argv[0] is looked for in PATH; both arrays end with NULL. Its standard input
 * is empty; what it says on standard error is dropped, or comes with its
 * output. Started means that program_end() must follow. */
enum program_start program_start(struct program *p, char *const *argv,
                                 char *const *env, bool with_errors,
                                 struct err *e);
/* The next bytes: how many, 0 at the end, -1 with the error set. A Ctrl+C ends
 * it in order (jobs.h). */
ssize_t program_read(struct program *p, char *bytes, size_t room,
                     struct err *e);
/* Waits for its end, which `stop` brings about. Its exit code, or -1 if a
 * signal ended it. */
int program_end(struct program *p, bool stop);

#endif
