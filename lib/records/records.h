/* Forward records: per article what search shows and re-ranks by, without
 * another look at the page. An article's text is not stored: it is made from
 * its tokens' spellings (lexicon.h) and the gaps between them (gaps.h), byte
 * for byte.
 *
 *   u32 records, sections; u32 bytes of the section table, of the gap table
 *   section table: per section strings id, title, url; varint parent + 1
 *   gap table (gaps.h)
 *   directory: per record u64 offset (from the blob's start), u32 length of
 *              the body, of the head, u32 check of the body, of the head
 *   records: body, head, rest
 *
 * A part is a heading and the text under it; the first part's heading is the
 * title. The text is parts one after the other, each heading followed by a
 * line feed; heading and body are sections of their own for the gaps. Places
 * and lengths are counted in tokens, parts of tokens (numbers.h) left out.
 *
 * body, what fifty hits of a search are ranked by: varint count of parts, per
 *       part varints tokens of the heading, of the body; then the first
 *       RECORD_UNITS units of all tokens
 * head, what a shown hit needs: u32 length of the rest, u32 its check;
 *       strings id, url, title; varint section + 1; zigzag varint updated;
 *       varint count, strings: tags; varint bytes of the gaps; per part its
 *       anchor, a string, and varints: units of its tokens, bytes of its gaps
 * rest: gaps, the further units
 * Checks are the low half of XXH3. */
#ifndef GABAY_RECORDS_RECORDS_H
#define GABAY_RECORDS_RECORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/records/gaps.h"
#include "lib/records/lexicon.h"
#include "lib/records/numbers.h"
#include "lib/site/site_file.h"
#include "lib/str.h"

enum {
    RECORD_NO_SECTION = UINT32_MAX,
    /* What a search reads of an article, however long it is. */
    RECORD_UNITS = 40000,
};

struct record_section {
    struct str id, title, url;
    uint32_t parent; /* index, smaller than its own; or RECORD_NO_SECTION */
};

/* Making the blob in place, so that there is one copy of the records only:
 * begin, all sections, records_reserve(), as many records as reserved. */
struct record_part_in {
    struct str anchor;
    uint32_t heading, body; /* tokens */
    uint32_t units, gaps;   /* of both: units, bytes of gaps */
};

struct record_in {
    struct str id, url, title;
    uint32_t section;
    int64_t updated; /* seconds since 1970, 0: unknown */
    const struct str *tags;
    uint32_t tag_count;
    const struct record_part_in *parts;
    uint32_t part_count;
    struct str units, gaps; /* bytes */
};

struct records_builder {
    struct buf blob;
    size_t directory; /* its place in the blob, once reserved */
    uint32_t count, section_count;
};

void records_begin(struct records_builder *b);
void records_add_section(struct records_builder *b,
                         const struct record_section *s);
void records_reserve(struct records_builder *b, uint32_t count,
                     const struct gaps_builder *gaps);
void records_add(struct records_builder *b, const struct record_in *r);
/* The blob is b->blob, failed when memory ran out or a length does not fit into
 * 32 bits. */
void records_builder_release(struct records_builder *b);

/* Reading: immutable, any thread; records are read from the file when asked. */
struct records {
    const struct site_file *file;
    uint64_t base, length; /* of the blob in the file */
    struct buf table;
    struct arena arena;
    struct record_section *sections;
    uint32_t section_count;
    struct gaps gaps;
    const char *directory;
    uint32_t count;
};

/* In tokens from the record's start: heading start..body, body body..end. */
struct record_part {
    uint32_t start, body, end;
};

struct record_body {
    struct record_part *parts;
    uint32_t part_count;
    struct units units; /* RECORD_UNITS at most */
};

struct record {
    struct str id, url, title;
    uint32_t section;
    int64_t updated;
    struct str *tags;
    uint32_t tag_count;
    struct str places; /* packed, for record_place() */
    uint32_t gap_bytes, rest_length, rest_check;
    uint64_t rest_offset;
};

/* Where a part's units begin, and its piece of the gaps. */
struct record_place {
    struct str anchor;
    uint32_t unit, gap, gap_bytes;
};

int records_open(struct records *r, const struct site_file *f,
                 const struct site_entry *entry, struct err *e);
void records_close(struct records *r);
/* ERR_CONTENT, here and below: damaged. The units are in `room`, whose content
 * is replaced, the parts in `a`. */
int record_read_body(const struct records *r, uint32_t n, struct buf *room,
                     struct arena *a, struct record_body *out, struct err *e);
/* All strings are in `a`. */
int record_read(const struct records *r, uint32_t n, struct arena *a,
                struct record *out, struct err *e);
int record_read_rest(const struct records *r, const struct record *record,
                     struct arena *a, struct str *gaps, struct str *units,
                     struct err *e);
/* False when there is no such part. */
bool record_place(const struct record *record, uint32_t part,
                  struct record_place *out);

/* A walk over the tokens of a part, from its heading on. Whoever walks knows
 * from record_part how many there are in each of the two sections, and asks for
 * the gap behind the last. */
struct record_walk {
    struct units units;
    uint32_t unit;
    struct gap_reader gaps;
};

struct record_token {
    struct str gap;                /* the text before it; borrowed */
    uint32_t number;               /* its spelling */
    uint32_t unit;                 /* its own */
    uint32_t parts_from, parts_to; /* units of its parts */
};

void record_walk_start(struct record_walk *w, const struct records *r,
                       struct units units, struct str gaps,
                       const struct record_place *place);
/* False when the units end before. */
bool record_walk_token(struct record_walk *w, bool first,
                       struct record_token *out);
/* The text behind a section's last token. */
struct str record_walk_end(struct record_walk *w);

#endif
