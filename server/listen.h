/* The socket that is listened on. */
#ifndef GABAY_SERVER_LISTEN_H
#define GABAY_SERVER_LISTEN_H

#include <stdbool.h>

#include "lib/err.h"

enum { LISTEN_NAME_MAX = 160 };

struct listen {
    int fd;
    char name[LISTEN_NAME_MAX];      /* "http://127.0.0.1:8080" or "unix:/x" */
    char unix_path[LISTEN_NAME_MAX]; /* to unlink at the end; "" for TCP */
};

/* "ADDR:PORT" (a numeric address or "localhost"; IPv6 in brackets; no address:
 * loopback; port 0: any free one) or "unix:PATH". A socket file that nobody
 * listens on any more is replaced. ERR_USAGE for what is no address. */
int listen_open(const char *address, struct listen *out, struct err *e);
void listen_close(struct listen *l);

#endif
