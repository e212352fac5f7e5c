#include "indexer/base/problem.h"

#include <stdarg.h>
#include <stdio.h>

#include "lib/utf8.h"

static bool is_new(struct problems *p, struct str key)
{
    if (!p->once.arena)
        map_init(&p->once, &p->arena);
    return key.ptr && !map_get(&p->once, key) && map_set(&p->once, key, p);
}

void problem_add_once(struct problems *p, enum check check, struct str path,
                      unsigned line, unsigned column, struct str message)
{
    pthread_mutex_lock(&p->lock);
    struct str key = arena_fmt(&p->arena, "%d %u %u %.*s\n%.*s", (int)check,
                               line, column, STR_ARG(path), STR_ARG(message));
    bool add = is_new(p, key);
    pthread_mutex_unlock(&p->lock);
    if (add)
        problem_add(p, check, path, line, column, "%.*s", STR_ARG(message));
}

void problem_add_shared(struct problems *p, enum check check, struct str path,
                        struct str shared, unsigned line, unsigned column,
                        const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);

    struct str message = utf8_cut(str_from(text), sizeof(text) - 4);

    if (shared.len)
        problem_add_once(p, check, shared, line, column, message);
    else
        problem_add(p, check, path, line, column, "%.*s", STR_ARG(message));
}
