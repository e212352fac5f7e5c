#include "server/sha256.h"

#include <nettle/sha2.h>

_Static_assert((int)SHA256_SIZE == SHA256_DIGEST_SIZE, "one size");

void sha256(struct str message, uint8_t out[SHA256_SIZE])
{
    struct sha256_ctx state;

    sha256_init(&state);
    if (message.len)
        sha256_update(&state, message.len, (const uint8_t *)message.ptr);
    sha256_digest(&state, SHA256_SIZE, out);
}
