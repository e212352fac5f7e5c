#include "indexer/report/report.h"

enum { WARNINGS_SHOWN = 5, ERRORS_SHOWN = 20 };

/* Of a check's problems of one severity. */
struct kind {
    size_t count, shown, most;
};

struct writer {
    const struct report *r;
    struct buf *out;
    struct kind kinds[CHECK_COUNT][SEVERITY_ERROR + 1];
    bool is_tight; /* how many more there are stands in the same line */
};

static struct kind *kind_of(struct writer *w, const struct problem *row)
{
    return &w->kinds[row->check][row->severity];
}

static void count_kinds(struct writer *w)
{
    const struct problems *p = w->r->problems;

    for (size_t i = 0; i < p->count; i++)
        kind_of(w, &p->rows[i])->count++;
}

static void limit(struct kind *k, size_t most)
{
    k->most = k->count < most ? k->count : most;
}

/* The lines of all warnings if so many of each check are shown. */
static size_t lines_with(struct writer *w, size_t most)
{
    size_t lines = 0;

    for (size_t i = 0; i < CHECK_COUNT; i++) {
        struct kind *k = &w->kinds[i][SEVERITY_WARNING];
        limit(k, most);
        lines += k->most + (k->count > k->most);
    }
    return lines;
}

static void choose_limits(struct writer *w)
{
    size_t most = WARNINGS_SHOWN;

    for (size_t i = 0; i < CHECK_COUNT; i++) {
        limit(&w->kinds[i][SEVERITY_ERROR],
              w->r->all ? SIZE_MAX : ERRORS_SHOWN);
        limit(&w->kinds[i][SEVERITY_WARNING], SIZE_MAX);
    }
    while (!w->r->all && lines_with(w, most) > REPORT_LINES && most > 1)
        most--;
    w->is_tight = !w->r->all && lines_with(w, most) > REPORT_LINES;
}

static const char *style(const struct writer *w, const char *escape)
{
    return w->r->colour ? escape : "";
}

static void put_row(struct writer *w, const struct problem *row)
{
    bool is_error = row->severity == SEVERITY_ERROR;
    const char *end = style(w, "\x1B[0m");

    buf_fmt(w->out, "%s%.*s%s:%u:%u: %s%s:%s %.*s %s[%s]%s",
            style(w, "\x1B[1m"), STR_ARG(row->path), end,
            row->line ? row->line : 1, row->column ? row->column : 1,
            style(w, is_error ? "\x1B[1;31m" : "\x1B[1;33m"),
            severity_name(row->severity), end, STR_ARG(row->message),
            style(w, "\x1B[2m"), check_row(row->check)->name, end);
}

/* Behind the last row of a kind that is shown. */
static void put_folded(struct writer *w, const struct problem *row,
                       const struct kind *k)
{
    size_t more = k->count - k->shown;

    if (k->shown < k->most || !more)
        return;
    if (w->is_tight && row->severity == SEVERITY_WARNING)
        buf_fmt(w->out, " ... and %zu more", more);
    else
        buf_fmt(w->out, "\n... and %zu more %s[%s]%s", more,
                style(w, "\x1B[2m"), check_row(row->check)->name,
                style(w, "\x1B[0m"));
}

void report_text(const struct report *r, struct buf *out)
{
    struct writer w = {.r = r, .out = out};
    const struct problems *p = r->problems;

    count_kinds(&w);
    choose_limits(&w);
    for (size_t i = 0; i < p->count; i++) {
        struct kind *k = kind_of(&w, &p->rows[i]);
        if (k->shown == k->most)
            continue;
        k->shown++;
        put_row(&w, &p->rows[i]);
        put_folded(&w, &p->rows[i], k);
        buf_char(out, '\n');
    }
}
