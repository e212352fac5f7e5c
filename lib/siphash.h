/* SipHash-2-4 with 128 bits of output (Aumasson and Bernstein, 2012): a keyed
 * hash that tells nothing of what it was made of to whoever lacks the key.
 * Pure; any thread. */
#ifndef GABAY_SIPHASH_H
#define GABAY_SIPHASH_H

#include <stdint.h>

#include "lib/str.h"

enum { SIPHASH_KEY_SIZE = 16, SIPHASH_SIZE = 16 };

void siphash(const uint8_t key[SIPHASH_KEY_SIZE], struct str message,
             uint8_t out[SIPHASH_SIZE]);

#endif
