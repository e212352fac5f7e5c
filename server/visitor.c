#include "server/visitor.h"

#include <string.h>

#include "lib/siphash.h"

_Static_assert((int)SIPHASH_SIZE == (int)STORE_VISITOR_SIZE, "one hash");
_Static_assert(2 * (int)SIPHASH_KEY_SIZE == (int)STORE_KEY_SIZE, "two keys");

/* The browser is hashed first, by the other half of the key, so that what is
 * hashed at the end has one length. */
void visitor_token(const uint8_t key[STORE_KEY_SIZE],
                   struct client_address address, struct str user_agent,
                   uint8_t out[STORE_VISITOR_SIZE])
{
    struct client_address network = client_address_network(address);
    char both[sizeof(network.bytes) + SIPHASH_SIZE];
    uint8_t browser[SIPHASH_SIZE];

    siphash(key + SIPHASH_KEY_SIZE, user_agent, browser);
    memcpy(both, network.bytes, sizeof(network.bytes));
    memcpy(both + sizeof(network.bytes), browser, sizeof(browser));
    siphash(key, str_of(both, sizeof(both)), out);
}
