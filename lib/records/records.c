#include "lib/records/records.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/file.h"
#include "lib/records/cursor.h"

enum { ROW_SIZE = 28, PARTS_MAX = 1 << 20 };

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

static int read_rows(struct records *r, struct cursor *c, uint64_t length,
                     struct err *e)
{
    r->rows = arena_new(&r->arena, struct records_row, r->count);
    if (!r->rows)
        return err_no_memory(e);
    for (uint32_t i = 0; i < r->count; i++) {
        struct records_row *row = &r->rows[i];
        row->offset = cursor_u64(c);
        row->head = cursor_u32(c);
        row->tokens = cursor_u32(c);
        row->text = cursor_u32(c);
        row->head_check = cursor_u32(c);
        row->text_check = cursor_u32(c);
        uint64_t size = (uint64_t)row->head + row->tokens + row->text;
        if (c->bad || row->offset > length || size > length - row->offset)
            return damaged(e);
    }
    return 0;
}

int records_open(struct records *r, const struct site_file *f,
                 const struct site_entry *entry, struct err *e)
{
    uint64_t length = entry->blob[SITE_PLAIN].length;
    char head[12];

    *r = (struct records){.file = f, .base = entry->blob[SITE_PLAIN].offset};
    if (length < sizeof(head))
        return damaged(e);
    if (file_pread(site_file_fd(f), head, sizeof(head), r->base, e))
        return -1;

    struct cursor c = cursor_of(str_of(head, sizeof(head)));
    r->count = cursor_u32(&c);
    r->section_count = cursor_u32(&c);
    uint64_t sections = cursor_u32(&c);
    uint64_t table = sections + (uint64_t)r->count * ROW_SIZE;
    /* A section takes four bytes at least. */
    if (table > length - sizeof(head) || r->section_count > sections / 4)
        return damaged(e);

    char *room = buf_room(&r->table, (size_t)table + 1);
    if (!room) {
        records_close(r);
        return err_no_memory(e);
    }
    int result = file_pread(site_file_fd(f), room, (size_t)table,
                            r->base + sizeof(head), e);
    c = cursor_of(str_of(room, (size_t)sections));
    if (result == 0)
        result = read_sections(r, &c, e);
    c = cursor_of(str_of(room + sections, (size_t)(table - sections)));
    if (result == 0)
        result = read_rows(r, &c, length, e);
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
                        uint32_t check, struct arena *a, struct str *out,
                        struct err *e)
{
    char *bytes = arena_alloc(a, length + 1, 1);

    if (!bytes)
        return err_no_memory(e);
    if (file_pread(site_file_fd(r->file), bytes, length, r->base + offset, e))
        return -1;
    if ((uint32_t)XXH3_64bits(bytes, length) != check)
        return damaged(e);
    *out = str_of(bytes, length);
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

static int read_parts(struct cursor *c, uint32_t text, struct arena *a,
                      struct record *out, struct err *e)
{
    uint64_t count = cursor_varint(c), at = 0;

    if (c->bad || count > cursor_left(c) || count > PARTS_MAX)
        return damaged(e);
    out->part_count = (uint32_t)count;
    out->parts = arena_new(a, struct record_part, out->part_count);
    if (!out->parts)
        return err_no_memory(e);
    for (uint32_t i = 0; i < out->part_count; i++) {
        struct record_part *p = &out->parts[i];
        uint64_t heading = cursor_varint(c), body = cursor_varint(c);
        p->anchor = cursor_str(c);
        if (c->bad || heading > text || body > text ||
            at + heading + body > text)
            return damaged(e);
        p->start = (uint32_t)at;
        p->body = (uint32_t)(at + heading);
        p->end = (uint32_t)(at + heading + body);
        at += heading + body;
    }
    return 0;
}

int record_read(const struct records *r, uint32_t n, struct arena *a,
                struct record *out, struct err *e)
{
    struct str bytes;

    *out = (struct record){0};
    if (n >= r->count)
        return damaged(e);

    const struct records_row *row = &r->rows[n];
    if (read_checked(r, row->offset, (size_t)row->head + row->tokens,
                     row->head_check, a, &bytes, e))
        return -1;

    struct cursor c = cursor_of(str_of(bytes.ptr, row->head));
    out->id = cursor_str(&c);
    out->url = cursor_str(&c);
    out->title = cursor_str(&c);
    uint64_t section = cursor_varint(&c);
    if (section > r->section_count)
        return damaged(e);
    out->section = section ? (uint32_t)section - 1 : RECORD_NO_SECTION;
    out->updated = unzigzag(cursor_varint(&c));
    out->tokens = str_skip(bytes, row->head);
    if (read_tags(&c, a, out, e))
        return -1;
    return read_parts(&c, row->text, a, out, e);
}

int record_read_text(const struct records *r, uint32_t n, struct arena *a,
                     struct str *text, struct err *e)
{
    const struct records_row *row = &r->rows[n];

    return read_checked(r, row->offset + row->head + row->tokens, row->text,
                        row->text_check, a, text, e);
}
