/* Who votes, without a name: one hash for a reader's address, browser and day.
 * Pure; any thread. */
#ifndef GABAY_SERVER_VISITOR_H
#define GABAY_SERVER_VISITOR_H

#include <stdint.h>

#include "server/client_address.h"
#include "server/store/store.h"

/* Keyed by the day's key: when that is deleted nobody can tell any more whose
 * it was. */
void visitor_token(const uint8_t key[STORE_KEY_SIZE],
                   struct client_address address, struct str user_agent,
                   uint8_t out[STORE_VISITOR_SIZE]);

#endif
