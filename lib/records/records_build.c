#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/records/cursor.h"
#include "lib/records/records.h"

enum { HEAD_SIZE = 12, ROW_SIZE = 28 };

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

void records_reserve(struct records_builder *b, uint32_t count)
{
    static const char row[ROW_SIZE];
    struct buf head = {0};

    b->blob.failed |= b->blob.len > UINT32_MAX;
    buf_u32(&head, count);
    buf_u32(&head, b->section_count);
    buf_u32(&head, (uint32_t)(b->blob.len - HEAD_SIZE));
    patch(&b->blob, 0, &head);
    buf_release(&head);
    b->directory = b->blob.len;
    b->reserved = count;
    for (uint32_t i = 0; i < count; i++)
        buf_add(&b->blob, row, ROW_SIZE);
}

static void put_head(struct buf *out, const struct record *r)
{
    put_str(out, r->id);
    put_str(out, r->url);
    put_str(out, r->title);
    buf_varint(out, r->section == RECORD_NO_SECTION ? 0 : r->section + 1u);
    buf_varint(out, zigzag(r->updated));
    buf_varint(out, r->tag_count);
    for (uint32_t i = 0; i < r->tag_count; i++)
        put_str(out, r->tags[i]);
    buf_varint(out, r->part_count);
    for (uint32_t i = 0; i < r->part_count; i++) {
        const struct record_part *p = &r->parts[i];
        buf_varint(out, p->body - p->start);
        buf_varint(out, p->end - p->body);
        put_str(out, p->anchor);
    }
}

static uint32_t check_of(const char *bytes, size_t len)
{
    return (uint32_t)XXH3_64bits(bytes, len);
}

void records_add(struct records_builder *b, const struct record *r,
                 struct str text)
{
    struct buf row = {0};
    size_t start = b->blob.len;

    put_head(&b->blob, r);
    size_t head = b->blob.len - start;
    buf_put(&b->blob, r->tokens);
    buf_put(&b->blob, text);
    if (head + r->tokens.len > UINT32_MAX || text.len > UINT32_MAX)
        b->blob.failed = true; /* its lengths are 32 bits wide */
    if (b->blob.failed)
        return;
    buf_u64(&row, start);
    buf_u32(&row, (uint32_t)head);
    buf_u32(&row, (uint32_t)r->tokens.len);
    buf_u32(&row, (uint32_t)text.len);
    buf_u32(&row, check_of(b->blob.ptr + start, head + r->tokens.len));
    buf_u32(&row, check_of(text.ptr, text.len));
    patch(&b->blob, b->directory + (size_t)b->count * ROW_SIZE, &row);
    buf_release(&row);
    b->count++;
}
