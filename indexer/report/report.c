#include "indexer/report/report.h"

static const char *const formats[] = {
    [REPORT_TEXT] = "text",
    [REPORT_JSON] = "json",
    [REPORT_GITHUB] = "github",
    [REPORT_SARIF] = "sarif",
};

bool report_format_of(const char *name, enum report_format *out)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
        if (str_eq(str_from(name), str_from(formats[i]))) {
            *out = (enum report_format)i;
            return true;
        }
    return false;
}

static void put_count(struct buf *out, size_t n, const char *what)
{
    buf_fmt(out, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

void report_put_counts(const struct report *r, struct buf *out)
{
    const struct problems *p = r->problems;

    if (p->errors)
        put_count(out, p->errors, "error");
    if (p->errors && p->warnings)
        buf_text(out, ", ");
    if (p->warnings)
        put_count(out, p->warnings, "warning");
    if (!p->errors && !p->warnings)
        buf_text(out, "no problems");
    buf_text(out, " in ");
    put_count(out, r->articles, "article");
}

struct value *report_problem(struct arena *a, const struct problem *row)
{
    struct value *v = value_map(a);

    value_set(a, v, "path", value_text(a, row->path));
    value_set(a, v, "line", value_integer(a, row->line ? row->line : 1));
    value_set(a, v, "column", value_integer(a, row->column ? row->column : 1));
    value_set(a, v, "severity",
              value_text(a, str_from(severity_name(row->severity))));
    value_set(a, v, "check",
              value_text(a, str_from(check_row(row->check)->name)));
    value_set(a, v, "message", value_text(a, row->message));
    return v;
}

struct str report_path(struct arena *a, const struct report *r,
                       const struct problem *row)
{
    struct str folder = str_from(r->content);

    if (row->check == CHECK_THEME)
        return row->path;
    while (str_starts(folder, S("./")))
        folder = str_skip(folder, 2);
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    if (!folder.len || str_eq(folder, S(".")))
        return row->path;
    return arena_fmt(a, "%.*s%s%.*s", STR_ARG(folder),
                     str_eq(folder, S("/")) ? "" : "/", STR_ARG(row->path));
}

static struct value *integer(struct arena *a, size_t n)
{
    return value_integer(a, (int64_t)n);
}

/* A problem a line: one that is there or gone is one line of difference. */
static void report_json(const struct report *r, struct buf *out)
{
    const struct problems *p = r->problems;
    struct arena a = {0};
    struct value *summary = value_map(&a);

    buf_text(out, "{\"content\":");
    buf_json(out, str_from(r->content));
    buf_text(out, ",\n\"problems\":[");
    for (size_t i = 0; i < p->count; i++) {
        struct arena row = {0};
        buf_text(out, i ? ",\n" : "\n");
        value_to_json(out, report_problem(&row, &p->rows[i]));
        out->failed |= row.failed;
        arena_release(&row);
    }
    value_set(&a, summary, "errors", integer(&a, p->errors));
    value_set(&a, summary, "warnings", integer(&a, p->warnings));
    value_set(&a, summary, "articles", integer(&a, r->articles));
    buf_text(out, "],\n\"summary\":");
    value_to_json(out, summary);
    buf_text(out, "}\n");
    out->failed |= a.failed;
    arena_release(&a);
}

void report_put(const struct report *r, enum report_format format,
                struct buf *out)
{
    switch (format) {
    case REPORT_TEXT: report_text(r, out); break;
    case REPORT_JSON: report_json(r, out); break;
    case REPORT_GITHUB: report_github(r, out); break;
    case REPORT_SARIF: report_sarif(r, out); break;
    }
}
