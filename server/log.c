#include "server/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "lib/buf.h"

static void put_line(const char *line, size_t length)
{
    ssize_t done = write(STDERR_FILENO, line, length);

    (void)done; /* a log that cannot be written is no reason not to serve */
}

static void write_line(struct buf *line)
{
    buf_char(line, '\n');
    if (!line->failed)
        put_line(line->ptr, line->len);
    buf_release(line);
}

/* Bare where it is plain ASCII without quotes, spaces or '='; else quoted with
 * \xNN for what could break a line or a terminal. */
static void put_value(struct buf *b, struct str s)
{
    bool plain = s.len > 0;

    for (size_t i = 0; i < s.len && plain; i++)
        plain = s.ptr[i] > ' ' && s.ptr[i] < 0x7F && s.ptr[i] != '"' &&
                s.ptr[i] != '=' && s.ptr[i] != '\\';
    if (plain) {
        buf_put(b, s);
        return;
    }
    buf_char(b, '"');
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c == '"' || c == '\\')
            buf_fmt(b, "\\%c", c);
        else if (c < ' ' || c == 0x7F)
            buf_fmt(b, "\\x%02x", c);
        else
            buf_char(b, (char)c);
    }
    buf_char(b, '"');
}

static double milliseconds_since(struct timespec start)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start.tv_sec) * 1e3 +
           (double)(now.tv_nsec - start.tv_nsec) / 1e6;
}

void log_request(const struct log_request *r)
{
    struct buf line = {0};
    struct tm day;
    char time[32] = "";

    if (gmtime_r(&r->began.tv_sec, &day))
        strftime(time, sizeof(time), "%Y-%m-%dT%H:%M:%S", &day);
    buf_fmt(&line, "time=%s.%03ldZ method=", time, r->began.tv_nsec / 1000000);
    put_value(&line, r->method);
    buf_text(&line, " path=");
    put_value(&line, r->path);
    buf_fmt(&line, " status=%d bytes=%llu ms=%.3f locale=", r->status,
            (unsigned long long)r->bytes, milliseconds_since(r->started));
    put_value(&line, r->locale.len ? r->locale : S("-"));
    write_line(&line);
}

void log_line(const char *format, ...)
{
    /* No allocation: what is told may be that there is no memory. */
    char line[sizeof(((struct err *)0)->path) + 600] = "gabay-server: ";
    size_t head = strlen(line);
    va_list args;

    va_start(args, format);
    vsnprintf(line + head, sizeof(line) - head - 1, format, args);
    va_end(args);
    size_t length = strlen(line);
    line[length] = '\n';
    put_line(line, length + 1);
}

void log_error(const struct err *e)
{
    char text[sizeof(e->path) + sizeof(e->message) + 32];

    log_line("%s", err_text(e, text, sizeof(text)));
}
