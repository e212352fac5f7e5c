#include "indexer/report/preview_report.h"

#include <string.h>

#include "indexer/base/path.h"
#include "indexer/page/internal_entries.h"
#include "lib/site/site_names.h"

void preview_report_release(struct preview_report *r)
{
    arena_release(&r->arena);
    *r = (struct preview_report){0};
}

static struct preview_row *new_row(struct preview_report *r)
{
    if (r->count == r->room) {
        size_t room = r->room ? r->room * 2 : 64;
        struct preview_row *rows =
            arena_new(&r->arena, struct preview_row, room);
        if (!rows)
            return NULL;
        if (r->count)
            memcpy(rows, r->rows, r->count * sizeof(*rows));
        r->rows = rows;
        r->room = room;
    }
    return &r->rows[r->count++];
}

void preview_report_add(struct preview_report *r, const struct problem *p,
                        struct str address)
{
    struct preview_row *row = new_row(r);

    if (!row)
        return;
    row->problem = *p;
    row->problem.path = arena_str(&r->arena, p->path);
    row->problem.message = arena_str(&r->arena, p->message);
    row->address = arena_str(&r->arena, address);
}

struct str preview_address(const struct site *site, struct str path)
{
    struct arena scratch = {0};
    const struct page *p = map_get(&site->by_file, path_key(&scratch, path));

    arena_release(&scratch);
    if (!p || p->dropped || site->for_agents)
        return (struct str){0};
    if (!p->is_index)
        return p->address;
    if (!p->section)
        return p->locale->home;
    return p->section->total ? p->section->address : (struct str){0};
}

void preview_report_take(struct preview_report *r, const struct site *site)
{
    for (size_t i = 0; i < site->problems.count; i++) {
        const struct problem *p = &site->problems.rows[i];
        preview_report_add(r, p, preview_address(site, p->path));
    }
}

void preview_report_err(struct preview_report *r, enum check check,
                        const struct err *e)
{
    const struct problem p = {
        .check = check,
        .severity = SEVERITY_ERROR,
        .path = str_from(e->path),
        .line = e->line,
        .column = e->column,
        .message = str_from(e->message),
    };

    preview_report_add(r, &p, (struct str){0});
}

static void put_row(struct buf *out, const struct preview_row *row)
{
    const struct problem *p = &row->problem;

    buf_text(out, "{\"path\":");
    buf_json(out, p->path);
    buf_text(out, ",\"address\":");
    if (row->address.len)
        buf_json(out, row->address);
    else
        buf_text(out, "null");
    buf_fmt(out, ",\"line\":%u,\"column\":%u,\"severity\":\"%s\"",
            p->line ? p->line : 1, p->column ? p->column : 1,
            p->severity == SEVERITY_ERROR ? "error" : "warning");
    buf_fmt(out, ",\"check\":\"%s\",\"message\":", check_row(p->check)->name);
    buf_json(out, p->message);
    buf_char(out, '}');
}

static bool is_error(const struct preview_row *row)
{
    return row->problem.severity == SEVERITY_ERROR;
}

void preview_report_put(const struct preview_report *r, struct buf *out)
{
    size_t errors = 0, written = 0, skipped = 0;

    for (size_t i = 0; i < r->count; i++)
        errors += is_error(&r->rows[i]);
    size_t warnings = r->count - errors;

    buf_text(out, "{\"problems\":[");
    for (size_t i = 0; i < r->count; i++) {
        const struct preview_row *row = &r->rows[i];
        if (!is_error(row) && skipped + PREVIEW_WARNINGS_MAX < warnings) {
            skipped++;
            continue;
        }
        if (written++)
            buf_char(out, ',');
        put_row(out, row);
    }
    buf_fmt(out, "],\"errors\":%zu,\"warnings\":%zu}", errors, warnings);
    out->failed |= r->arena.failed;
}

int preview_report_write(const struct preview_report *r, struct site_writer *w,
                         struct err *e)
{
    struct buf json = {0};

    preview_report_put(r, &json);
    int result = internal_json_write(w, S(SITE_NAME_PREVIEW), &json, e);
    buf_release(&json);
    return result;
}
