#include "lib/records/records.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/file.h"
#include "lib/records/cursor.h"

enum { HEAD_SIZE = 16, ROW_SIZE = 24, PARTS_MAX = 1 << 20 };

struct row {
    uint64_t offset;
    uint32_t body, head, body_check, head_check;
};

static int damaged(struct err *e)
{
    return err_set(e, ERR_CONTENT, "the search records are damaged");
}

static int read_sections(struct records *r, struct cursor *c, struct err *e)
{
    r->sections = arena_new(&r->arena, struct record_section, r->section_count);
    if (!r->sections)
        return err_no_memory(e);
    for (uint32_t i = 0; i < r->section_count; i++) {
        struct record_section *s = &r->sections[i];
        s->id = cursor_str(c);
        s->title = cursor_str(c);
        s->url = cursor_str(c);
        uint64_t parent = cursor_varint(c);
        if (c->bad || parent > i)
            return damaged(e);
        s->parent = parent ? (uint32_t)parent - 1 : RECORD_NO_SECTION;
    }
    return cursor_left(c) ? damaged(e) : 0;
}

static struct row row_of(const struct records *r, uint32_t n)
{
    struct row row;

    _Static_assert(sizeof(row) == ROW_SIZE, "a row is as it lies in the file");
    memcpy(&row, r->directory + (size_t)n * ROW_SIZE, ROW_SIZE);
    return row;
}

static bool is_inside(uint64_t length, uint64_t offset, uint64_t size)
{
    return offset <= length && size <= length - offset;
}

static int check_rows(const struct records *r, struct err *e)
{
    for (uint32_t i = 0; i < r->count; i++) {
        struct row row = row_of(r, i);
        if (!is_inside(r->length, row.offset, (uint64_t)row.body + row.head))
            return damaged(e);
    }
    return 0;
}

static int read_tables(struct records *r, struct cursor *head, struct err *e)
{
    uint64_t sections = cursor_u32(head), gaps = cursor_u32(head);
    uint64_t all = sections + gaps + (uint64_t)r->count * ROW_SIZE;

    /* A section takes four bytes at least. */
    if (all > r->length - HEAD_SIZE || r->section_count > sections / 4)
        return damaged(e);
    char *room = buf_room(&r->table, (size_t)all + 1);
    if (!room)
        return err_no_memory(e);
    if (file_pread(site_file_fd(r->file), room, (size_t)all,
                   r->base + HEAD_SIZE, e))
        return -1;
    struct cursor c = cursor_of(str_of(room, (size_t)sections));
    if (read_sections(r, &c, e))
        return -1;
    c = cursor_of(str_of(room + sections, (size_t)gaps));
    if (gaps_open(&r->gaps, &c, &r->arena, e))
        return -1;
    r->directory = room + sections + gaps;
    return check_rows(r, e);
}

int records_open(struct records *r, const struct site_file *f,
                 const struct site_entry *entry, struct err *e)
{
    const struct site_blob *blob = &entry->blob[SITE_PLAIN];
    char head[HEAD_SIZE];

    *r = (struct records){
        .file = f, .base = blob->offset, .length = blob->length};
    if (r->length < sizeof(head))
        return damaged(e);
    if (file_pread(site_file_fd(f), head, sizeof(head), r->base, e))
        return -1;

    struct cursor c = cursor_of(str_of(head, sizeof(head)));
    r->count = cursor_u32(&c);
    r->section_count = cursor_u32(&c);
    int result = read_tables(r, &c, e);
    if (result)
        records_close(r);
    return result;
}

void records_close(struct records *r)
{
    buf_release(&r->table);
    arena_release(&r->arena);
    *r = (struct records){0};
}

static int read_checked(const struct records *r, uint64_t offset, size_t length,
                        uint32_t check, char *to, struct err *e)
{
    if (!to)
        return err_no_memory(e);
    if (file_pread(site_file_fd(r->file), to, length, r->base + offset, e))
        return -1;
    return (uint32_t)XXH3_64bits(to, length) == check ? 0 : damaged(e);
}

static int read_parts(struct cursor *c, struct arena *a,
                      struct record_body *out, struct err *e)
{
    uint64_t count = cursor_varint(c), at = 0;

    if (c->bad || count > cursor_left(c) || count > PARTS_MAX)
        return damaged(e);
    out->part_count = (uint32_t)count;
    out->parts = arena_new(a, struct record_part, out->part_count);
    if (!out->parts)
        return err_no_memory(e);
    for (uint32_t i = 0; i < out->part_count; i++) {
        uint64_t heading = cursor_varint(c), body = cursor_varint(c);
        if (c->bad || heading > UINT32_MAX || body > UINT32_MAX ||
            at + heading + body > UINT32_MAX)
            return damaged(e);
        out->parts[i] =
            (struct record_part){(uint32_t)at, (uint32_t)(at + heading),
                                 (uint32_t)(at + heading + body)};
        at += heading + body;
    }
    return 0;
}

int record_read_body(const struct records *r, uint32_t n, struct buf *room,
                     struct arena *a, struct record_body *out, struct err *e)
{
    *out = (struct record_body){0};
    if (n >= r->count)
        return damaged(e);

    struct row row = row_of(r, n);
    buf_clear(room);
    if (read_checked(r, row.offset, row.body, row.body_check,
                     buf_room(room, (size_t)row.body + 1), e))
        return -1;
    struct cursor c = cursor_of(str_of(room->ptr, row.body));
    if (read_parts(&c, a, out, e))
        return -1;
    out->units = units_of(cursor_take(&c, cursor_left(&c)));
    return 0;
}

static int read_tags(struct cursor *c, struct arena *a, struct record *out,
                     struct err *e)
{
    uint64_t count = cursor_varint(c);

    if (c->bad || count > cursor_left(c))
        return damaged(e);
    out->tag_count = (uint32_t)count;
    out->tags = arena_new(a, struct str, out->tag_count);
    if (!out->tags)
        return err_no_memory(e);
    for (uint32_t i = 0; i < out->tag_count; i++)
        out->tags[i] = cursor_str(c);
    return 0;
}

int record_read(const struct records *r, uint32_t n, struct arena *a,
                struct record *out, struct err *e)
{
    *out = (struct record){0};
    if (n >= r->count)
        return damaged(e);

    struct row row = row_of(r, n);
    char *bytes = arena_alloc(a, (size_t)row.head + 1, 1);
    if (read_checked(r, row.offset + row.body, row.head, row.head_check, bytes,
                     e))
        return -1;
    struct cursor c = cursor_of(str_of(bytes, row.head));
    out->rest_offset = row.offset + row.body + row.head;
    out->rest_length = cursor_u32(&c);
    out->rest_check = cursor_u32(&c);
    out->id = cursor_str(&c);
    out->url = cursor_str(&c);
    out->title = cursor_str(&c);
    uint64_t section = cursor_varint(&c);
    if (section > r->section_count)
        return damaged(e);
    out->section = section ? (uint32_t)section - 1 : RECORD_NO_SECTION;
    out->updated = unzigzag(cursor_varint(&c));
    if (read_tags(&c, a, out, e))
        return -1;
    uint64_t gaps = cursor_varint(&c);
    if (c.bad || gaps > out->rest_length ||
        !is_inside(r->length, out->rest_offset, out->rest_length))
        return damaged(e);
    out->gap_bytes = (uint32_t)gaps;
    out->places = cursor_take(&c, cursor_left(&c));
    return 0;
}

int record_read_rest(const struct records *r, const struct record *record,
                     struct arena *a, struct str *gaps, struct str *units,
                     struct err *e)
{
    char *bytes = arena_alloc(a, (size_t)record->rest_length + 1, 1);

    if (read_checked(r, record->rest_offset, record->rest_length,
                     record->rest_check, bytes, e))
        return -1;
    struct str rest = str_of(bytes, record->rest_length);
    *gaps = str_sub(rest, 0, record->gap_bytes);
    *units = str_skip(rest, record->gap_bytes);
    return 0;
}

bool record_place(const struct record *record, uint32_t part,
                  struct record_place *out)
{
    struct cursor c = cursor_of(record->places);
    uint32_t units = 0;

    *out = (struct record_place){0};
    for (uint32_t i = 0; i <= part && !c.bad; i++) {
        out->unit += units;
        out->gap += out->gap_bytes;
        out->anchor = cursor_str(&c);
        units = (uint32_t)cursor_varint(&c);
        out->gap_bytes = (uint32_t)cursor_varint(&c);
    }
    return !c.bad;
}

void record_walk_start(struct record_walk *w, const struct records *r,
                       struct units units, struct str gaps,
                       const struct record_place *place)
{
    w->units = units;
    w->unit = place->unit;
    gap_reader_start(&w->gaps, &r->gaps,
                     str_sub(gaps, place->gap, place->gap_bytes));
}

bool record_walk_token(struct record_walk *w, bool first,
                       struct record_token *out)
{
    struct number_token t;
    uint32_t next;

    out->unit = w->unit;
    if (!number_next(w->units, &w->unit, &t))
        return false;
    out->number = t.number;
    out->gap = gap_next(&w->gaps, first);
    out->parts_from = w->unit;
    for (next = w->unit; number_next(w->units, &next, &t) && t.part;)
        w->unit = next;
    out->parts_to = w->unit;
    return true;
}

struct str record_walk_end(struct record_walk *w)
{
    return gap_next(&w->gaps, true);
}
