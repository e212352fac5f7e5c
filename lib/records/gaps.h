/* What stands between the tokens of a text: a gap before each one and one
 * behind the last. Most are the usual one, a space or in scripts without spaces
 * nothing; the others are listed.
 *
 * A locale's gaps that come twice or more have numbers, the most frequent
 * first. A record's stream has an entry for each gap that is not the usual one;
 * before the first token of a section and behind its last, the usual one is
 * always nothing:
 *
 *   byte: usual gaps before it (0..14) << 4 | number (0..13)
 *   15 << 4: varint of usual gaps - 15 follows
 *   | 14: varint of number - 14 follows; | 15: a string follows instead
 *
 * English: 26 % of the gaps are entries, of 1.6 bytes each. */
#ifndef GABAY_RECORDS_GAPS_H
#define GABAY_RECORDS_GAPS_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/records/cursor.h"
#include "lib/str.h"

enum { GAPS_MAX = 1 << 16, GAP_INLINE = 15, GAP_FAR = 15, GAP_RARE = 14 };

/* Making the table: note all gaps with their counts, number them, write. */
struct gap {
    struct str text; /* in the builder's arena */
    uint64_t inner;  /* times between two tokens */
    uint64_t outer;  /* times at a section's border */
    uint32_t number; /* GAPS_MAX: has none */
    bool usual;
};

struct gaps_builder {
    struct arena arena;
    struct map gaps; /* text -> struct gap */
    struct gap **by_number;
    uint32_t count; /* numbered ones */
    struct str usual;
};

void gaps_builder_init(struct gaps_builder *b);
void gaps_builder_release(struct gaps_builder *b);
/* The same gap may come again. NULL: no memory. */
struct gap *gaps_note(struct gaps_builder *b, struct str text, uint64_t inner,
                      uint64_t outer);
/* Gives the numbers; they do not depend on the order of the notes. */
int gaps_number(struct gaps_builder *b, struct err *e);
/* The table: string usual; varint count, strings by number. */
void gaps_write(const struct gaps_builder *b, struct buf *out);

/* Writing a record's stream; begin with {&out, 0}, and anew for each part, so
 * that reading can begin there. */
struct gap_writer {
    struct buf *out;
    uint32_t usual; /* since the last entry */
};

void gap_put(struct gap_writer *w, const struct gap *gap, bool outer);

/* Reading: immutable, any thread. */
struct gaps {
    struct str usual, *rows; /* borrowed from the table's bytes */
    uint32_t count;
};

/* `c` stands at the table, and then behind it. */
int gaps_open(struct gaps *g, struct cursor *c, struct arena *a, struct err *e);

struct gap_reader {
    const struct gaps *table;
    struct cursor c;
    uint32_t usual;  /* before `entry` */
    struct str next; /* borrowed */
};

/* Any bytes are a stream: what cannot be is empty. */
void gap_reader_start(struct gap_reader *r, const struct gaps *table,
                      struct str stream);
struct str gap_next(struct gap_reader *r, bool outer);

#endif
