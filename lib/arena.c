#include "lib/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_chunk {
    struct arena_chunk *older;
    size_t size;
    _Alignas(max_align_t) char bytes[];
};

/* Chunks double: an article's arena stays small, a request's gets few. */
enum { CHUNK_MIN = 2 * 1024, CHUNK_MAX = 64 * 1024 };

void arena_release(struct arena *a)
{
    struct arena_chunk *c = a->chunks;

    while (c) {
        struct arena_chunk *older = c->older;
        free(c);
        c = older;
    }
    *a = (struct arena){0};
}

void arena_reset(struct arena *a)
{
    struct arena_chunk *keep = a->chunks;

    if (keep) {
        struct arena rest = {.chunks = keep->older};
        arena_release(&rest);
        keep->older = NULL;
        a->next = keep->bytes;
        a->left = keep->size;
    }
    a->failed = false;
}

static struct arena_chunk *new_chunk(size_t size)
{
    struct arena_chunk *c = NULL;

    if (size <= SIZE_MAX - sizeof(*c))
        c = malloc(sizeof(*c) + size);
    if (c)
        c->size = size;
    return c;
}

static bool add_chunk(struct arena *a, size_t need)
{
    size_t size = a->chunks ? 2 * a->chunks->size : CHUNK_MIN;

    if (size > CHUNK_MAX)
        size = CHUNK_MAX;
    struct arena_chunk *c = new_chunk(size < need ? need : size);
    if (!c)
        return false;
    c->older = a->chunks;
    a->chunks = c;
    a->next = c->bytes;
    a->left = c->size;
    return true;
}

/* A large piece gets a chunk of its own behind the newest, whose rest goes on
 * being used. */
static void *add_large(struct arena *a, size_t bytes)
{
    struct arena_chunk *c = new_chunk(bytes);

    if (!c)
        return NULL;
    c->older = a->chunks->older;
    a->chunks->older = c;
    return c->bytes;
}

void *arena_alloc(struct arena *a, size_t count, size_t size)
{
    const size_t align = _Alignof(max_align_t);

    if (size && count > (SIZE_MAX - align) / size)
        goto fail;

    size_t bytes = (count * size + align - 1) / align * align;

    if (bytes > a->left && a->chunks && bytes > a->chunks->size / 2) {
        void *large = add_large(a, bytes);
        if (!large)
            goto fail;
        return memset(large, 0, bytes);
    }
    if (bytes > a->left && !add_chunk(a, bytes))
        goto fail;
    if (!a->next)
        goto empty;

    void *p = a->next;

    a->next += bytes;
    a->left -= bytes;
    return memset(p, 0, bytes);

empty: /* nothing asked of an arena without chunks: any non-NULL will do */
    if (add_chunk(a, 0))
        return a->next;
fail:
    a->failed = true;
    return NULL;
}

struct str arena_str(struct arena *a, struct str s)
{
    char *copy = s.len < SIZE_MAX ? arena_alloc(a, s.len + 1, 1) : NULL;

    if (!copy)
        return (struct str){0};
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    return str_of(copy, s.len);
}

struct str arena_fmt(struct arena *a, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);

    char *text = len < 0 ? NULL : arena_alloc(a, (size_t)len + 1, 1);

    if (!text)
        return (struct str){0};
    va_start(args, format);
    vsnprintf(text, (size_t)len + 1, format, args);
    va_end(args);
    return str_of(text, (size_t)len);
}
