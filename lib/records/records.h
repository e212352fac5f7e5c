/* Forward records: per article what search shows and re-ranks by, without
 * another look at the page.
 *
 *   u32 records, sections; u32 bytes of the section table
 *   section table: per section strings id, title, url; varint parent + 1
 *   directory: per record u64 offset (from the blob's start), u32 length of
 *              the head, of the tokens, of the text, u32 check of head and
 *              tokens, u32 check of the text
 *   records: head, tokens (token_stream.h), text (UTF-8)
 *
 * head: strings id, url, title; varint section + 1; zigzag varint updated;
 *       varint count, strings: tags; varint count, parts: varint length of the
 *       heading, of the body, string anchor. The text is parts one after the
 *       other; the first part's heading is the title.
 * Checks are the low half of XXH3. */
#ifndef GABAY_RECORDS_RECORDS_H
#define GABAY_RECORDS_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/site/site_file.h"
#include "lib/str.h"

enum { RECORD_NO_SECTION = UINT32_MAX };

struct record_section {
    struct str id, title, url;
    uint32_t parent; /* index, smaller than its own; or RECORD_NO_SECTION */
};

/* A heading with the text under it; bytes in the record's text. */
struct record_part {
    uint32_t start, body, end; /* heading: start..body, body: body..end */
    struct str anchor;
};

struct record {
    struct str id, url, title;
    uint32_t section;
    int64_t updated; /* seconds since 1970, 0: unknown */
    struct str *tags;
    uint32_t tag_count;
    struct record_part *parts;
    uint32_t part_count;
    struct str tokens; /* packed */
};

/* Making the blob in place, so that there is one copy of the bodies only:
 * begin, all sections, records_reserve(), as many records as reserved. */
struct records_builder {
    struct buf blob;
    size_t directory; /* its place in the blob, once reserved */
    uint32_t count, section_count, reserved;
};

void records_begin(struct records_builder *b);
void records_add_section(struct records_builder *b,
                         const struct record_section *s);
void records_reserve(struct records_builder *b, uint32_t count);
/* `r->tokens` and `text` are copied. */
void records_add(struct records_builder *b, const struct record *r,
                 struct str text);
/* The blob is b->blob, failed when memory ran out or a length does not fit into
 * 32 bits. */
void records_builder_release(struct records_builder *b);

/* Reading: immutable, any thread; bodies are read from the file when asked. */
struct records_row {
    uint64_t offset;
    uint32_t head, tokens, text;
    uint32_t head_check, text_check;
};

struct records {
    const struct site_file *file;
    uint64_t base; /* of the blob in the file */
    struct buf table;
    struct arena arena;
    struct record_section *sections;
    uint32_t section_count;
    struct records_row *rows;
    uint32_t count;
};

int records_open(struct records *r, const struct site_file *f,
                 const struct site_entry *entry, struct err *e);
void records_close(struct records *r);
/* Reads head and tokens of record `n` into `a`. ERR_CONTENT: damaged. */
int record_read(const struct records *r, uint32_t n, struct arena *a,
                struct record *out, struct err *e);
int record_read_text(const struct records *r, uint32_t n, struct arena *a,
                     struct str *text, struct err *e);

#endif
