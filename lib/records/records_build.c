#define XXH_INLINE_ALL
#include <xxhash.h>

#include "lib/records/cursor.h"
#include "lib/records/records.h"

void records_builder_release(struct records_builder *b)
{
    buf_release(&b->directory);
    buf_release(&b->bodies);
    buf_release(&b->sections);
}

static void put_str(struct buf *out, struct str s)
{
    buf_varint(out, s.len);
    buf_put(out, s);
}

void records_add_section(struct records_builder *b,
                         const struct record_section *s)
{
    put_str(&b->sections, s->id);
    put_str(&b->sections, s->title);
    put_str(&b->sections, s->url);
    buf_varint(&b->sections,
               s->parent == RECORD_NO_SECTION ? 0 : s->parent + 1u);
    b->section_count++;
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
    size_t start = b->bodies.len;

    put_head(&b->bodies, r);
    size_t head = b->bodies.len - start;
    buf_put(&b->bodies, r->tokens);
    buf_put(&b->bodies, text);
    if (head + r->tokens.len > UINT32_MAX || text.len > UINT32_MAX)
        b->bodies.failed = true; /* its lengths are 32 bits wide */
    if (b->bodies.failed)
        return;
    buf_u64(&b->directory, start);
    buf_u32(&b->directory, (uint32_t)head);
    buf_u32(&b->directory, (uint32_t)r->tokens.len);
    buf_u32(&b->directory, (uint32_t)text.len);
    buf_u32(&b->directory,
            check_of(b->bodies.ptr + start, head + r->tokens.len));
    buf_u32(&b->directory, check_of(text.ptr, text.len));
    b->count++;
}

bool records_write(const struct records_builder *b, struct buf *out)
{
    uint64_t bodies = 12 + b->sections.len + b->directory.len;

    buf_u32(out, b->count);
    buf_u32(out, b->section_count);
    buf_u32(out, (uint32_t)b->sections.len);
    buf_put(out, buf_str(&b->sections));
    /* Offsets count from the blob's start: raise them on the way. */
    struct cursor c = cursor_of(buf_str(&b->directory));
    while (cursor_left(&c)) {
        buf_u64(out, cursor_u64(&c) + bodies);
        buf_put(out, cursor_take(&c, 20));
    }
    buf_put(out, buf_str(&b->bodies));
    return b->sections.len <= UINT32_MAX && !out->failed && !b->bodies.failed &&
           !b->directory.failed && !b->sections.failed;
}
