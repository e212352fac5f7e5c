#include "indexer/base/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "indexer/base/check_rules.h"
#include "lib/utf8.h"

const char *severity_name(enum severity severity)
{
    static const char *const names[] = {
        [SEVERITY_OFF] = "off",
        [SEVERITY_WARNING] = "warning",
        [SEVERITY_ERROR] = "error",
    };

    return names[severity];
}

void problems_init(struct problems *p)
{
    *p = (struct problems){0};
    pthread_mutex_init(&p->lock, NULL);
}

void problems_release(struct problems *p)
{
    arena_release(&p->arena);
    pthread_mutex_destroy(&p->lock);
}

/* A message may quote the content: no line break and no terminal escape of it
 * reaches the screen. */
static struct str one_line(struct arena *a, struct str s)
{
    char *out = arena_new(a, char, s.len + 1);

    if (!out)
        return (struct str){0};
    for (size_t i = 0; i < s.len;) {
        size_t control = utf8_control(str_skip(s, i));
        if (!control)
            out[i] = s.ptr[i];
        for (size_t k = 0; k < control; k++)
            out[i + k] = ' ';
        i += control ? control : 1;
    }
    return str_of(out, s.len);
}

static struct str format_message(struct arena *a, const char *format,
                                 va_list args)
{
    va_list again;

    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, again);
    va_end(again);

    char *text = len < 0 ? NULL : arena_new(a, char, (size_t)len + 1);

    if (!text)
        return (struct str){0};
    vsnprintf(text, (size_t)len + 1, format, args);
    return one_line(a, str_of(text, (size_t)len));
}

static struct problem *new_row(struct problems *p)
{
    if (p->count == p->room) {
        size_t room = p->room ? p->room * 2 : 64;
        struct problem *rows = arena_new(&p->arena, struct problem, room);
        if (!rows)
            return NULL;
        if (p->count)
            memcpy(rows, p->rows, p->count * sizeof(*rows));
        p->rows = rows;
        p->room = room;
    }
    return &p->rows[p->count++];
}

/* An article may have the same problem in each line: its path is held against
 * the patterns once. */
static enum severity severity_of(struct problems *p, enum check check,
                                 struct str path)
{
    struct problem *last = &p->last;

    if (!p->rules)
        return check_row(check)->severity;
    if (last->check == check && str_eq(last->path, path))
        return last->severity;
    *last = (struct problem){
        .check = check,
        .severity = check_rules_severity(p->rules, check, path, &p->arena),
        .path = arena_str(&p->arena, path),
    };
    return last->severity;
}

void problem_add(struct problems *p, enum check check, struct str path,
                 unsigned line, unsigned column, const char *format, ...)
{
    va_list args;

    pthread_mutex_lock(&p->lock);
    enum severity severity = severity_of(p, check, path);
    struct problem *row = severity == SEVERITY_OFF ? NULL : new_row(p);
    if (row) {
        va_start(args, format);
        *row = (struct problem){
            check, severity, one_line(&p->arena, path),
            line,  column,   format_message(&p->arena, format, args)};
        va_end(args);
    }
    p->errors += severity == SEVERITY_ERROR;
    p->warnings += severity == SEVERITY_WARNING;
    p->failed = p->arena.failed;
    pthread_mutex_unlock(&p->lock);
}

void problem_add_err(struct problems *p, enum check check, struct str path,
                     const struct err *e)
{
    if (e->code != ERR_SYSTEM) {
        problem_add(p, check, path, e->line, e->column, "%s", e->message);
        return;
    }
    pthread_mutex_lock(&p->lock);
    if (!p->fatal.code) {
        p->fatal = *e;
        err_at(&p->fatal, path, e->line, e->column);
    }
    pthread_mutex_unlock(&p->lock);
}

static int compare_numbers(unsigned a, unsigned b)
{
    return (a > b) - (a < b);
}

static int compare_rows(const void *left, const void *right)
{
    const struct problem *a = left, *b = right;
    int order = str_cmp(a->path, b->path);

    if (!order)
        order = compare_numbers(a->line, b->line);
    if (!order)
        order = compare_numbers(a->column, b->column);
    if (!order)
        order = (a->check > b->check) - (a->check < b->check);
    return order ? order : str_cmp(a->message, b->message);
}

void problems_sort(struct problems *p)
{
    if (p->count)
        qsort(p->rows, p->count, sizeof(*p->rows), compare_rows);
}

void problems_join(struct problems *p, const struct problems *more)
{
    for (size_t i = 0; i < more->count; i++) {
        struct problem *row = new_row(p);
        if (row)
            *row = more->rows[i];
    }
    p->errors += more->errors;
    p->warnings += more->warnings;
    p->failed |= more->failed || p->arena.failed;
}
