/* The Host header of a request (RFC 9110, 7.2). Pure; any thread. */
#ifndef GABAY_SERVER_HOST_H
#define GABAY_SERVER_HOST_H

#include <stdbool.h>

#include "lib/str.h"

enum { HOST_MAX = 255 };

/* Is it a name, an IPv4 address or an IPv6 address in brackets, with or
 * without a port? Narrower than the RFC: letters, digits, '-', '_' and '.'
 * only, no escapes, so that it may stand in any text as it is. */
bool host_is_valid(struct str host);
/* Is it "localhost" or an address in numbers, which nobody can make name
 * another machine's? With or without a port. */
bool host_is_local(struct str host);

#endif
