#include "lib/site/site_layout.h"

#include "lib/file.h"

enum { HEADER_CHECKED = SITE_HEADER_SIZE - 8, BLOCK = 256 * 1024 };

/* Takes a little-endian number of `size` bytes off the front. */
static uint64_t take(const char **at, size_t size)
{
    uint64_t n = 0;

    for (size_t i = 0; i < size; i++)
        n |= (uint64_t)(unsigned char)(*at)[i] << (8 * i);
    *at += size;
    return n;
}

static uint32_t take_u32(const char **at)
{
    return (uint32_t)take(at, 4);
}

static uint64_t take_u64(const char **at)
{
    return take(at, 8);
}

void site_header_put(struct buf *out, const struct site_header *h)
{
    size_t start = out->len;

    buf_add(out, SITE_MAGIC, sizeof(SITE_MAGIC) - 1);
    buf_u32(out, h->version);
    buf_u32(out, 0);
    buf_u64(out, h->length);
    buf_u64(out, h->table_offset);
    buf_u64(out, h->table_length);
    buf_u32(out, h->entry_count);
    buf_u32(out, 0);
    buf_u64(out, h->body_check);
    buf_u64(out, site_check_bytes(str_skip(buf_str(out), start)));
}

bool site_header_get(const char *bytes, struct site_header *h)
{
    const char *at = bytes + sizeof(SITE_MAGIC) - 1;

    h->version = take_u32(&at);
    uint32_t flags = take_u32(&at);
    h->length = take_u64(&at);
    h->table_offset = take_u64(&at);
    h->table_length = take_u64(&at);
    h->entry_count = take_u32(&at);
    uint32_t zero = take_u32(&at);
    h->body_check = take_u64(&at);
    if (take_u64(&at) != site_check_bytes(str_of(bytes, HEADER_CHECKED)))
        return false;
    return h->version != SITE_VERSION || (flags == 0 && zero == 0);
}

void site_row_put(struct buf *out, const struct site_row *row)
{
    for (size_t i = 0; i < SITE_TEXTS; i++) {
        buf_u32(out, row->text[i].offset);
        buf_u32(out, row->text[i].length);
    }
    buf_u32(out, row->kind);
    buf_u32(out, row->cache);
    buf_u64(out, (uint64_t)row->changed);
    buf_u64(out, (uint64_t)row->expires);
    buf_u64(out, row->plain_length);
    for (size_t i = 0; i < 3; i++) {
        buf_u64(out, row->blob[i].offset);
        buf_u64(out, row->blob[i].length);
        buf_u64(out, row->blob[i].check);
    }
}

void site_row_get(const char *bytes, struct site_row *row)
{
    for (size_t i = 0; i < SITE_TEXTS; i++) {
        row->text[i].offset = take_u32(&bytes);
        row->text[i].length = take_u32(&bytes);
    }
    row->kind = take_u32(&bytes);
    row->cache = take_u32(&bytes);
    row->changed = (int64_t)take_u64(&bytes);
    row->expires = (int64_t)take_u64(&bytes);
    row->plain_length = take_u64(&bytes);
    for (size_t i = 0; i < 3; i++) {
        row->blob[i].offset = take_u64(&bytes);
        row->blob[i].length = take_u64(&bytes);
        row->blob[i].check = take_u64(&bytes);
    }
}

/* All of these end up in lines of text: log, HTTP header, a tool's output. */
static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
            return true;
    return false;
}

static const char *blob_fault(const struct site_entry *entry, size_t coding,
                              uint64_t end)
{
    const struct site_blob *b = &entry->blob[coding];
    uint64_t align =
        entry->kind == SITE_INDEX ? SITE_INDEX_ALIGN : SITE_BLOB_ALIGN;

    if (b->offset == 0)
        return b->length || b->check ? "a blob without a place" : NULL;
    if (b->offset < SITE_HEADER_SIZE || b->offset > end ||
        b->length > end - b->offset)
        return "a blob outside the file's blobs";
    if (b->offset % align)
        return "a blob at an odd offset";
    if (coding == SITE_PLAIN && b->length != entry->plain_length)
        return "another length than its blob's";
    return NULL;
}

static bool stores_what_its_kind_needs(const struct site_entry *entry)
{
    bool plain = entry->blob[SITE_PLAIN].offset;
    bool packed =
        entry->blob[SITE_GZIP].offset || entry->blob[SITE_BROTLI].offset;

    switch (entry->kind) {
    case SITE_PAGE:
    case SITE_ASSET: return plain || packed;
    case SITE_REDIRECT: return entry->target.len;
    case SITE_INTERNAL:
    case SITE_INDEX: return plain;
    }
    return false;
}

const char *site_entry_fault(const struct site_entry *entry, uint64_t blobs_end)
{
    bool public = entry->kind < SITE_INTERNAL;

    if (entry->kind < SITE_PAGE || entry->kind > SITE_INDEX)
        return "an unknown kind";
    if (entry->cache > SITE_CACHE_IMMUTABLE)
        return "an unknown cache class";
    if (entry->path.len == 0)
        return "an empty path";
    if (public != (entry->path.ptr[0] == '/'))
        return public ? "a public path without '/' in front"
                      : "an internal path with '/' in front";
    if (has_control(entry->path) || has_control(entry->type) ||
        has_control(entry->etag) || has_control(entry->target))
        return "control characters";
    for (size_t i = 0; i < 3; i++) {
        const char *fault = blob_fault(entry, i, blobs_end);
        if (fault)
            return fault;
    }
    if (!stores_what_its_kind_needs(entry))
        return "nothing stored";
    return NULL;
}
