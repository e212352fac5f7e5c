/* Errors as values. A function that can fail takes a `struct err *`, returns
 * int, 0 for fine and -1 for failed, and fills the error in the very statement
 * that returns:
 *
 *     return err_set(e, ERR_CONTENT, "expected a list, found text");
 *
 * The caller owns the struct; `e` may be NULL where nobody asks why. */
#ifndef GABAY_ERR_H
#define GABAY_ERR_H

#include "lib/str.h"

/* The codes are the exit codes of both programs. */
enum err_code {
    ERR_NONE = 0,
    ERR_CONTENT = 1, /* the input or the file given is not right */
    ERR_USAGE = 2,   /* the command line or configuration is not right */
    ERR_SYSTEM = 3,  /* memory, disk, network, permissions */
};

struct err {
    enum err_code code;
    unsigned line;   /* from 1; 0: unknown */
    unsigned column; /* from 1, in code points; 0: unknown */
    char path[512];  /* "" where there is none; cut if longer */
    char message[512];
};

/* Always returns -1. */
int err_set(struct err *e, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* ERR_SYSTEM with strerror(errno) behind the message. */
int err_errno(struct err *e, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
int err_no_memory(struct err *e);

/* Adds a place to an error that is set; returns -1. */
int err_at(struct err *e, struct str path, unsigned line, unsigned column);

/* "path:line:column: message", as far as known. Returns `out`. */
const char *err_text(const struct err *e, char *out, size_t size);

#endif
