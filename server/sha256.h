/* SHA-256: the only file that knows nettle is sha256.c. Pure; any thread. */
#ifndef GABAY_SERVER_SHA256_H
#define GABAY_SERVER_SHA256_H

#include <stdint.h>

#include "lib/str.h"

enum { SHA256_SIZE = 32 };

void sha256(struct str message, uint8_t out[SHA256_SIZE]);

#endif
