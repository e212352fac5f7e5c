#include "lib/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void fill(struct err *e, enum err_code code, const char *format,
                 va_list args)
{
    e->code = code;
    e->line = e->column = 0;
    e->path[0] = '\0';
    vsnprintf(e->message, sizeof(e->message), format, args);
}

int err_set(struct err *e, enum err_code code, const char *format, ...)
{
    if (e) {
        va_list args;
        va_start(args, format);
        fill(e, code, format, args);
        va_end(args);
    }
    return -1;
}

int err_errno(struct err *e, const char *format, ...)
{
    int why = errno;

    if (e) {
        va_list args;
        va_start(args, format);
        fill(e, ERR_SYSTEM, format, args);
        va_end(args);
        size_t used = strlen(e->message);
        snprintf(e->message + used, sizeof(e->message) - used, ": %s",
                 strerror(why));
    }
    return -1;
}

int err_no_memory(struct err *e)
{
    return err_set(e, ERR_SYSTEM, "out of memory");
}

int err_at(struct err *e, struct str path, unsigned line, unsigned column)
{
    if (e) {
        snprintf(e->path, sizeof(e->path), "%.*s", STR_ARG(path));
        e->line = line;
        e->column = column;
    }
    return -1;
}

const char *err_text(const struct err *e, char *out, size_t size)
{
    if (!e->path[0])
        snprintf(out, size, "%s", e->message);
    else if (!e->line)
        snprintf(out, size, "%s: %s", e->path, e->message);
    else if (!e->column)
        snprintf(out, size, "%s:%u: %s", e->path, e->line, e->message);
    else
        snprintf(out, size, "%s:%u:%u: %s", e->path, e->line, e->column,
                 e->message);
    return out;
}
