/* The socket that is listened on. Main thread only. */
#ifndef GABAY_SERVER_LISTEN_H
#define GABAY_SERVER_LISTEN_H

#include <stdbool.h>

#include "lib/err.h"

enum { LISTEN_NAME_MAX = 160 };

struct listen {
    int fd;
    bool is_unix;
    bool is_inherited;                /* whoever started us goes on with it */
    char name[LISTEN_NAME_MAX];       /* "http://127.0.0.1:8080" or "unix:/x" */
    char unix_path[LISTEN_NAME_MAX];  /* to unlink at the end; "" for none */
    unsigned long long device, inode; /* of that path while it is ours */
};

/* "ADDR:PORT" (a numeric address or "localhost"; IPv6 in brackets; no address:
 * loopback; "[::]" takes IPv4 too; port 0: any free one) or "unix:PATH" with
 * the permissions `mode`. A socket file that nobody listens on any more is
 * replaced, one in use or another kind of file never. ERR_USAGE for what is no
 * address. */
int listen_open(const char *address, unsigned mode, struct listen *out,
                struct err *e);
/* The one socket of `count` that was handed to this process as descriptor 3.
 */
int listen_inherit(unsigned count, struct listen *out, struct err *e);
/* Removes the socket file if it is still the one that was opened. */
void listen_close(struct listen *l);

#endif
