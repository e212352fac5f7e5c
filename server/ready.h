/* Answers that are kept ready, in bounded memory: those of one generation that
 * were asked for more than once of late. What an answer is made of is known
 * to whoever makes it. Any thread. */
#ifndef GABAY_SERVER_READY_H
#define GABAY_SERVER_READY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ready;
struct ready_answers;

typedef void ready_destroy(void *answer);

/* Up to about `bytes` in all; NULL when memory ran out. */
struct ready_answers *ready_new(size_t bytes, ready_destroy *destroy);
/* Nothing that was found may be in use any more. */
void ready_free(struct ready_answers *k);

/* The answer named so in the generation, or NULL: then `*wanted` says whether
 * it is worth to be kept. ready_put() it. */
struct ready *ready_find(struct ready_answers *k, uint64_t generation,
                         uint64_t name, bool *wanted);
void *ready_answer(const struct ready *one);
void ready_put(struct ready_answers *k, struct ready *one);

/* Takes over an answer of so many bytes, whatever happens. One of another
 * generation than was asked for last is dropped at once. */
void ready_add(struct ready_answers *k, uint64_t generation, uint64_t name,
               void *answer, size_t bytes);

#endif
