#include "indexer/preview/watch_say.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void watch_say_release(struct watch_say *s)
{
    free(s->told);
    *s = (struct watch_say){0};
}

void watch_say(const struct watch_say *s, const char *format, ...)
{
    va_list args;

    if (s->quiet)
        return;
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
    fflush(stdout);
}

void watch_say_err(const struct err *e)
{
    char text[1200];

    fprintf(stderr, "gabay-indexer: %s\n", err_text(e, text, sizeof(text)));
}

static uint64_t hash_of(const struct problem *p)
{
    return str_hash(p->path) * 31 + str_hash(p->message) +
           (uint64_t)p->check * 7;
}

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return (x > y) - (x < y);
}

static void add(struct problems *to, const struct problem *p)
{
    problem_add(to, p->check, p->path, p->line, p->column, "%.*s",
                STR_ARG(p->message));
}

static void print(const struct watch_say *s, struct problems *p)
{
    const struct report r = {
        .problems = p, .content = "", .colour = s->colour, .all = s->all};
    struct buf text = {0};

    problems_sort(p);
    report_text(&r, &text);
    if (text.len)
        fwrite(text.ptr, 1, text.len, stderr);
    buf_release(&text);
    problems_release(p);
}

/* Without memory it is told again. */
static void remember(struct watch_say *s, const struct preview_report *r)
{
    free(s->told);
    s->told_count = 0;
    s->told = calloc(r->count + 1, sizeof(*s->told));
    if (!s->told)
        return;
    for (size_t i = 0; i < r->count; i++)
        s->told[s->told_count++] = hash_of(&r->rows[i].problem);
    qsort(s->told, s->told_count, sizeof(*s->told), compare);
}

static bool is_told(const struct watch_say *s, const struct problem *p)
{
    uint64_t hash = hash_of(p);

    return s->told &&
           bsearch(&hash, s->told, s->told_count, sizeof(hash), compare);
}

/* Likewise. */
static void remember_more(struct watch_say *s, const struct problems *more)
{
    size_t count = s->told_count + more->count;
    uint64_t *told =
        more->count ? realloc(s->told, count * sizeof(*told)) : NULL;

    if (!told)
        return;
    for (size_t i = 0; i < more->count; i++)
        told[s->told_count++] = hash_of(&more->rows[i]);
    qsort(told, count, sizeof(*told), compare);
    s->told = told;
}

void watch_say_news(struct watch_say *s, const struct preview_report *r)
{
    struct problems news;

    problems_init(&news);
    for (size_t i = 0; i < r->count; i++)
        if (!is_told(s, &r->rows[i].problem))
            add(&news, &r->rows[i].problem);
    print(s, &news);
    remember(s, r);
}

void watch_say_file(struct watch_say *s, const struct preview_report *r,
                    struct str path)
{
    struct problems own;

    problems_init(&own);
    for (size_t i = 0; i < r->count; i++)
        if (str_eq(r->rows[i].problem.path, path) &&
            !is_told(s, &r->rows[i].problem))
            add(&own, &r->rows[i].problem);
    remember_more(s, &own);
    print(s, &own);
}

static void put_number(struct buf *out, size_t n, const char *what)
{
    if (n)
        buf_fmt(out, ", %zu %s%s", n, what, n == 1 ? "" : "s");
}

void watch_put_count(const struct preview_report *r, struct buf *out)
{
    size_t errors = 0;

    for (size_t i = 0; i < r->count; i++)
        errors += r->rows[i].problem.severity == SEVERITY_ERROR;
    put_number(out, errors, "error");
    put_number(out, r->count - errors, "warning");
}
