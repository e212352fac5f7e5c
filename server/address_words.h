/* What an address that leads nowhere was about: the words in it. Pure; any
 * thread. */
#ifndef GABAY_SERVER_ADDRESS_WORDS_H
#define GABAY_SERVER_ADDRESS_WORDS_H

#include "lib/arena.h"
#include "lib/str.h"

enum { ADDRESS_WORDS_MAX = 120 }; /* bytes that are taken, the last ones */

/* "return an order" for "/help/en/orders/how-to/return-an-order.html" with
 * "orders" and "how to" before it; without the prefix, the locale `tag` (may be
 * empty), numbers alone and endings of pages. Empty for a file that is no page
 * ("/en/photo.jpg"). In `a`. */
struct str address_words(struct arena *a, struct str path, struct str prefix,
                         struct str tag);

#endif
