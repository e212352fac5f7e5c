#include "indexer/problem.h"

#include <stdarg.h>

enum { SHOWN_OF_A_KIND = 5 };

static const char *const severity_names[] = {
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

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
    char *copy = arena_new(a, char, s.len + 1);

    if (!copy)
        return (struct str){0};
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        copy[i] = c < ' ' || c == 0x7F ? ' ' : s.ptr[i];
    }
    return str_of(copy, s.len);
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

void problem_add(struct problems *p, enum check check, struct str path,
                 unsigned line, unsigned column, const char *format, ...)
{
    enum severity severity = check_row(check)->severity;
    va_list args;

    pthread_mutex_lock(&p->lock);
    struct problem *row = new_row(p);
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

static void print_row(const struct problem *row, FILE *out)
{
    fprintf(out, "%.*s:%u:%u: %s: %.*s\n", STR_ARG(row->path),
            row->line ? row->line : 1, row->column ? row->column : 1,
            severity_names[row->severity], STR_ARG(row->message));
}

/* How often a check warns, and how many of these were printed. */
struct kind {
    size_t count, shown;
};

static bool is_folded(const struct problem *row)
{
    return row->severity == SEVERITY_WARNING;
}

static void print_warning(const struct problem *row, struct kind *kind,
                          FILE *out)
{
    if (kind->shown++ < SHOWN_OF_A_KIND)
        print_row(row, out);
    if (kind->shown == SHOWN_OF_A_KIND && kind->count > kind->shown)
        fprintf(out, "... and %zu more of the kind \"%s\"\n",
                kind->count - kind->shown, check_row(row->check)->name);
}

void problems_print(struct problems *p, FILE *out)
{
    struct kind kinds[CHECK_COUNT] = {0};

    if (p->count)
        qsort(p->rows, p->count, sizeof(*p->rows), compare_rows);
    for (size_t i = 0; i < p->count; i++)
        kinds[p->rows[i].check].count += is_folded(&p->rows[i]);
    for (size_t i = 0; i < p->count; i++) {
        const struct problem *row = &p->rows[i];
        if (is_folded(row))
            print_warning(row, &kinds[row->check], out);
        else
            print_row(row, out);
    }
    if (p->failed)
        fprintf(out, "out of memory: some problems are not shown\n");
}
