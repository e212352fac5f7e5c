/* Answers that are kept ready, in bounded memory: those of one generation that
 * were asked for more than once of late. What an answer is made of is known
 * to whoever makes it. Any thread. */
#ifndef GABAY_SERVER_KEPT_H
#define GABAY_SERVER_KEPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kept;
struct kept_answers;

typedef void kept_destroy(void *answer);

/* Up to about `bytes` in all; NULL when memory ran out. */
struct kept_answers *kept_new(size_t bytes, kept_destroy *destroy);
/* Nothing that was found may be in use any more. */
void kept_free(struct kept_answers *k);

/* The answer named so in the generation, or NULL: then `*wanted` says whether
 * it is worth to be kept. kept_put() it. */
struct kept *kept_find(struct kept_answers *k, uint64_t generation,
                       uint64_t name, bool *wanted);
void *kept_answer(const struct kept *one);
void kept_put(struct kept_answers *k, struct kept *one);

/* Takes over an answer of so many bytes, whatever happens. One of another
 * generation than was asked for last is dropped at once. */
void kept_add(struct kept_answers *k, uint64_t generation, uint64_t name,
              void *answer, size_t bytes);

#endif
