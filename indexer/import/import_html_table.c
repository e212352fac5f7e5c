#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "indexer/import/import_html_parts.h"

static uint64_t span_of(const struct html_part *cell, enum html_field field)
{
    uint64_t n = 1;

    if (!str_to_u64(cell->fields[field], &n) || n < 1)
        return 1;
    return n > 100 ? 100 : n;
}

static const struct html_part *first_cell(const struct html_part *row)
{
    const struct html_part *k = row->child;

    while (k && k->kind != KIND_CELL)
        k = k->next;
    return k;
}

struct rows {
    const struct html_part **items;
    size_t count, room, widest;
    bool spans;
};

static void add_row(struct writer *w, struct rows *rows,
                    const struct html_part *row)
{
    size_t wide = 0;

    for (const struct html_part *k = row->child; k; k = k->next)
        if (k->kind == KIND_CELL) {
            wide += span_of(k, FIELD_COLSPAN);
            rows->spans |= span_of(k, FIELD_ROWSPAN) > 1;
        }
    if (!wide)
        return;
    if (rows->count == rows->room) {
        size_t room = rows->room ? rows->room * 2 : 16;
        const struct html_part **items =
            arena_new(&w->arena, const struct html_part *, room);
        if (!items)
            return;
        if (rows->count)
            memcpy(items, rows->items, rows->count * sizeof(*items));
        rows->items = items;
        rows->room = room;
    }
    rows->items[rows->count++] = row;
    rows->widest = wide > rows->widest ? wide : rows->widest;
}

static void find_rows(struct writer *w, const struct html_part *n,
                      struct rows *rows)
{
    for (const struct html_part *k = n->child; k; k = k->next) {
        if (k->kind == KIND_ROW)
            add_row(w, rows, k);
        else if (k->kind == KIND_ROWS)
            find_rows(w, k, rows);
    }
}

static void put_cell(struct writer *w, const struct html_part *cell)
{
    w->in_cell = true;
    writer_children(w, cell);
    w->in_cell = false;
    w->space = SPACE_NONE;
    w->closed = 0;
    while (str_ends(buf_str(&w->text), S("<br>")))
        w->text.len -= 4;
    buf_fmt(w->out, " %.*s%s|", STR_ARG(buf_str(&w->text)),
            w->text.len ? " " : "");
    buf_clear(&w->text);
}

/* Rows behind the head may be short. */
static void put_row(struct writer *w, const struct html_part *row, size_t width)
{
    size_t column = 0;

    buf_char(w->out, '|');
    for (const struct html_part *k = row->child; k; k = k->next) {
        if (k->kind != KIND_CELL)
            continue;
        put_cell(w, k);
        column += span_of(k, FIELD_COLSPAN);
        for (uint64_t i = 1; i < span_of(k, FIELD_COLSPAN); i++)
            buf_text(w->out, " |");
    }
    for (; column < width; column++)
        buf_text(w->out, " |");
}

static void put_table(struct writer *w, const struct html_part *n,
                      const struct rows *rows)
{
    if (rows->spans)
        writer_lose(w, n, "cells of a table that reach over several rows",
                    S(""), "");
    writer_begin_line(w);
    for (size_t i = 0; i < rows->count; i++) {
        if (i)
            writer_end_line(w, false);
        put_row(w, rows->items[i], i ? 0 : rows->widest);
        if (i)
            continue;
        writer_end_line(w, false);
        buf_char(w->out, '|');
        for (size_t c = 0; c < rows->widest; c++)
            buf_text(w->out, " --- |");
    }
    writer_need_gap(w, 2);
}

static void walk_caption(struct writer *w, const struct html_part *n)
{
    for (const struct html_part *k = n->child; k; k = k->next)
        if (k->kind == KIND_CAPTION) {
            writer_marked(w, k, &w->strong, S("**"));
            writer_end_text(w);
        }
}

/* A table of one cell is a frame. */
void writer_table(struct writer *w, const struct html_part *n)
{
    struct rows rows = {0};
    const char *note = import_note_kind(n->fields[FIELD_CLASS]);

    writer_begin_block(w);
    if (w->in_cell) {
        writer_lose(w, n, "a table in a table", S(""), "");
        writer_children(w, n);
        return;
    }
    walk_caption(w, n);
    find_rows(w, n, &rows);
    if (rows.count == 1 && rows.widest == 1)
        writer_quote(w, first_cell(rows.items[0]), note);
    else if (rows.count)
        put_table(w, n, &rows);
    writer_need_gap(w, 2);
}
