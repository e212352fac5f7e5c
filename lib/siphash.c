#include "lib/siphash.h"

enum { WORD = 8, ROUNDS_A_WORD = 2, ROUNDS_AT_END = 4 };

struct sip {
    uint64_t v[4];
};

static uint64_t rotate(uint64_t n, unsigned by)
{
    return n << by | n >> (64 - by);
}

static void half_round(uint64_t *a, uint64_t *b, uint64_t *c, uint64_t *d,
                       unsigned s, unsigned t)
{
    *a += *b;
    *c += *d;
    *b = rotate(*b, s) ^ *a;
    *d = rotate(*d, t) ^ *c;
    *a = rotate(*a, 32);
}

static void stir(struct sip *s, int rounds)
{
    while (rounds-- > 0) {
        half_round(&s->v[0], &s->v[1], &s->v[2], &s->v[3], 13, 16);
        half_round(&s->v[2], &s->v[1], &s->v[0], &s->v[3], 17, 21);
    }
}

/* Up to eight bytes, the lowest first. */
static uint64_t word_of(const char *bytes, size_t n)
{
    uint64_t word = 0;

    for (size_t i = 0; i < n; i++)
        word |= (uint64_t)(unsigned char)bytes[i] << (8 * i);
    return word;
}

static void take_word(struct sip *s, uint64_t word)
{
    s->v[3] ^= word;
    stir(s, ROUNDS_A_WORD);
    s->v[0] ^= word;
}

static void put_word(const struct sip *s, uint8_t *out)
{
    uint64_t word = s->v[0] ^ s->v[1] ^ s->v[2] ^ s->v[3];

    for (unsigned i = 0; i < WORD; i++)
        out[i] = (uint8_t)(word >> (8 * i));
}

void siphash(const uint8_t key[SIPHASH_KEY_SIZE], struct str message,
             uint8_t out[SIPHASH_SIZE])
{
    const char *bytes = (const char *)key;
    uint64_t k0 = word_of(bytes, WORD), k1 = word_of(bytes + WORD, WORD);
    struct sip s = {{k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d ^ 0xee,
                     k0 ^ 0x6c7967656e657261, k1 ^ 0x7465646279746573}};
    size_t whole = message.len - message.len % WORD;

    for (size_t at = 0; at < whole; at += WORD)
        take_word(&s, word_of(message.ptr + at, WORD));
    uint64_t last = (uint64_t)message.len << 56;
    if (message.len > whole)
        last |= word_of(message.ptr + whole, message.len - whole);
    take_word(&s, last);
    s.v[2] ^= 0xee;
    stir(&s, ROUNDS_AT_END);
    put_word(&s, out);
    s.v[1] ^= 0xdd;
    stir(&s, ROUNDS_AT_END);
    put_word(&s, out + WORD);
}
