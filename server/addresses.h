/* How many connections each address has open. Any thread. */
#ifndef GABAY_SERVER_ADDRESSES_H
#define GABAY_SERVER_ADDRESSES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

/* Whom a connection counts for: an IPv4 address, or the 64 bits of an IPv6
 * network that one customer has. Unix sockets count for nobody. */
struct address {
    unsigned char bytes[16];
    bool counted;
};

struct addresses;

/* Up to `each` connections from one address (0: no limit), `all` in total.
 * NULL when memory ran out. */
struct addresses *addresses_new(size_t all, size_t each);
void addresses_free(struct addresses *a);

/* Counts a connection from `from` and says in `*out` for whom. False, and
 * nothing is counted, when there are too many. */
bool addresses_enter(struct addresses *a, const struct sockaddr *from,
                     struct address *out);
void addresses_leave(struct addresses *a, const struct address *whose);

#endif
