#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/records/cursor.h"
#include "lib/records/records.h"

enum { HEAD_SIZE = 16, ROW_SIZE = 24 };

void records_builder_release(struct records_builder *b)
{
    buf_release(&b->blob);
}

/* The head is written once its numbers are known. */
void records_begin(struct records_builder *b)
{
    *b = (struct records_builder){0};
    buf_add(&b->blob, (char[HEAD_SIZE]){0}, HEAD_SIZE);
}

static void put_str(struct buf *out, struct str s)
{
    buf_varint(out, s.len);
    buf_put(out, s);
}

void records_add_section(struct records_builder *b,
                         const struct record_section *s)
{
    put_str(&b->blob, s->id);
    put_str(&b->blob, s->title);
    put_str(&b->blob, s->url);
    buf_varint(&b->blob, s->parent == RECORD_NO_SECTION ? 0 : s->parent + 1u);
    b->section_count++;
}

/* Writes a few fixed-width numbers over what stands at `at`. */
static void patch(struct buf *blob, size_t at, const struct buf *numbers)
{
    if (!blob->failed && !numbers->failed)
        memcpy(blob->ptr + at, numbers->ptr, numbers->len);
    blob->failed |= numbers->failed;
}

void records_reserve(struct records_builder *b, uint32_t count,
                     const struct gaps_builder *gaps)
{
    static const char row[ROW_SIZE];
    struct buf head = {0};
    size_t sections = b->blob.len - HEAD_SIZE;

    gaps_write(gaps, &b->blob);
    b->blob.failed |= b->blob.len > UINT32_MAX;
    buf_u32(&head, count);
    buf_u32(&head, b->section_count);
    buf_u32(&head, (uint32_t)sections);
    buf_u32(&head, (uint32_t)(b->blob.len - HEAD_SIZE - sections));
    patch(&b->blob, 0, &head);
    buf_release(&head);
    b->directory = b->blob.len;
    for (uint32_t i = 0; i < count; i++)
        buf_add(&b->blob, row, ROW_SIZE);
}

static uint32_t check_of(struct str bytes)
{
    return (uint32_t)XXH3_64bits(bytes.ptr, bytes.len);
}

static void put_body(struct buf *out, const struct record_in *r)
{
    buf_varint(out, r->part_count);
    for (uint32_t i = 0; i < r->part_count; i++) {
        buf_varint(out, r->parts[i].heading);
        buf_varint(out, r->parts[i].body);
    }
    buf_put(out, str_sub(r->units, 0, 2 * RECORD_UNITS));
}

static void put_head(struct buf *out, const struct record_in *r,
                     struct str rest)
{
    buf_u32(out, (uint32_t)rest.len);
    buf_u32(out, check_of(rest));
    put_str(out, r->id);
    put_str(out, r->url);
    put_str(out, r->title);
    buf_varint(out, r->section == RECORD_NO_SECTION ? 0 : r->section + 1u);
    buf_varint(out, zigzag(r->updated));
    buf_varint(out, r->tag_count);
    for (uint32_t i = 0; i < r->tag_count; i++)
        put_str(out, r->tags[i]);
    buf_varint(out, r->gaps.len);
    for (uint32_t i = 0; i < r->part_count; i++) {
        put_str(out, r->parts[i].anchor);
        buf_varint(out, r->parts[i].units);
        buf_varint(out, r->parts[i].gaps);
    }
}

void records_add(struct records_builder *b, const struct record_in *r)
{
    struct buf row = {0}, rest = {0};
    size_t start = b->blob.len;

    buf_put(&rest, r->gaps);
    buf_put(&rest, str_skip(r->units, 2 * RECORD_UNITS));
    put_body(&b->blob, r);
    size_t body = b->blob.len - start;
    put_head(&b->blob, r, buf_str(&rest));
    size_t head = b->blob.len - start - body;
    buf_put(&b->blob, buf_str(&rest));
    b->blob.failed |= rest.failed || body > UINT32_MAX || head > UINT32_MAX ||
                      rest.len > UINT32_MAX;
    if (!b->blob.failed) {
        buf_u64(&row, start);
        buf_u32(&row, (uint32_t)body);
        buf_u32(&row, (uint32_t)head);
        buf_u32(&row, check_of(str_of(b->blob.ptr + start, body)));
        buf_u32(&row, check_of(str_of(b->blob.ptr + start + body, head)));
        patch(&b->blob, b->directory + (size_t)b->count * ROW_SIZE, &row);
        b->count++;
    }
    buf_release(&row);
    buf_release(&rest);
}
