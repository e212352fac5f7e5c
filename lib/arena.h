/* Arenas: memory that is dropped all at once.
 *
 * One arena an article at compile time, one a request in the server. An arena
 * belongs to one thread at a time. When the system has no memory left,
 * allocation returns NULL and `failed` stays set: whoever dereferences what
 * it got checks it; whoever only collects (values, buffers) may check
 * `failed` once at the end. */
#ifndef GABAY_ARENA_H
#define GABAY_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/str.h"

struct arena_chunk;

struct arena {
    struct arena_chunk *chunks; /* newest first */
    char *next;
    size_t left;
    bool failed;
};

/* An all-zero arena is a valid empty one. */
void arena_release(struct arena *a);
/* Drops all contents but keeps one chunk for reuse; clears `failed`. */
void arena_reset(struct arena *a);

/* Zeroed memory for `count` objects of `size` bytes, aligned for any type;
 * NULL when there is none. Zero bytes give a valid pointer. */
void *arena_alloc(struct arena *a, size_t count, size_t size);
#define arena_new(arena, type, count)                                          \
    ((type *)arena_alloc((arena), (count), sizeof(type)))

/* A copy that ends in a NUL behind its length; the empty slice on failure. */
struct str arena_str(struct arena *a, struct str s);
/* As printf; the empty slice on failure. */
struct str arena_fmt(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
