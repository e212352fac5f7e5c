/* What operators read on standard error: one line a request in logfmt, and
 * one line for whatever goes wrong. Each line is one write, so lines of many
 * threads do not mix. Any thread. */
#ifndef GABAY_SERVER_LOG_H
#define GABAY_SERVER_LOG_H

#include <stdint.h>
#include <time.h>

#include "lib/err.h"
#include "lib/str.h"

struct log_request {
    struct timespec began;   /* CLOCK_REALTIME */
    struct timespec started; /* CLOCK_MONOTONIC, as began */
    struct str method, path, locale;
    int status; /* 0: it never got so far that we answered */
    uint64_t bytes;
};

void log_request(const struct log_request *r);
/* "gabay-server: " and the message. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_error(const struct err *e);

#endif
