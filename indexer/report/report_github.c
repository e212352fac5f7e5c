#include "indexer/report/report.h"

/* What would end the message, or in a property that. */
static void put_escaped(struct buf *out, struct str s, bool is_property)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool escaped = c == '%' || c == '\r' || c == '\n' ||
                       (is_property && (c == ':' || c == ','));
        if (escaped)
            buf_fmt(out, "%%%02X", (unsigned)(unsigned char)c);
        else
            buf_char(out, c);
    }
}

void report_github(const struct report *r, struct buf *out)
{
    const struct problems *p = r->problems;
    struct arena a = {0};

    for (size_t i = 0; i < p->count; i++) {
        const struct problem *row = &p->rows[i];
        buf_fmt(out, "::%s file=", severity_name(row->severity));
        put_escaped(out, report_path(&a, r, row), true);
        buf_fmt(out, ",line=%u,col=%u,title=", row->line ? row->line : 1,
                row->column ? row->column : 1);
        put_escaped(out, str_from(check_row(row->check)->name), true);
        buf_text(out, "::");
        put_escaped(out, row->message, false);
        buf_char(out, '\n');
    }
    out->failed |= a.failed;
    arena_release(&a);
}
