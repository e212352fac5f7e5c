/* Whose request it is: the address behind the proxies that we trust. Pure; any
 * thread. */
#ifndef GABAY_SERVER_CLIENT_ADDRESS_H
#define GABAY_SERVER_CLIENT_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

#include "lib/arena.h"
#include "lib/err.h"
#include "lib/str.h"

/* As IPv6 writes it (IPv4 as ::ffff:a.b.c.d); all zero: not known, as of
 * whoever comes over a unix socket. */
struct client_address {
    unsigned char bytes[16];
};

struct network {
    unsigned char bytes[16];
    unsigned bits; /* of the 128 that count */
};

/* Whose X-Forwarded-For is believed. */
struct proxies {
    struct network *networks;
    size_t count;
    bool local; /* peers of a unix socket */
};

/* "127.0.0.1, 10.0.0.0/8, fd00::/8, unix"; lives in `a`. ERR_USAGE names what
 * is no address. */
int proxies_read(struct arena *a, struct str list, struct proxies *out,
                 struct err *e);

/* `from` may be NULL. */
struct client_address client_address_of(const struct sockaddr *from);
/* The peer, or where the peer is a trusted proxy the rightmost address of
 * `forwarded` (X-Forwarded-For, all lines joined by commas) that is no trusted
 * proxy; the leftmost where all are. What stands left of that, or left of what
 * is no address, anybody may have written. */
struct client_address client_address_find(const struct proxies *trusted,
                                          struct client_address peer,
                                          struct str forwarded);
/* Somebody on this machine: loopback, or over a unix socket. */
bool client_address_is_local(struct client_address address);
/* `trusted` may be NULL. */
bool client_address_is_trusted(const struct proxies *trusted,
                               struct client_address address);
/* For whom it counts: an IPv4 address as it is, of IPv6 the 64 bits of the
 * network that one customer has. */
struct client_address client_address_network(struct client_address address);

#endif
