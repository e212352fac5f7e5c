/* What search asks of every article that matches, not only of those it shows:
 * a locale's articles as columns, kept in memory.
 *
 *   u32 articles, tags, references, bytes of strings
 *   by article: u32 section + 1 (0: none) [articles],
 *               u32 boost in hundredths [articles],
 *               u32 first reference [articles + 1]
 *   references: u32 tag
 *   tags, by bytes: u32 string offset [tags + 1]
 *   strings */
#ifndef GABAY_RECORDS_COLUMNS_H
#define GABAY_RECORDS_COLUMNS_H

#include <stdint.h>

#include "lib/arena.h"
#include "lib/buf.h"
#include "lib/err.h"
#include "lib/map.h"
#include "lib/str.h"

/* Front matter's `boost` in hundredths. */
enum { BOOST_NONE = 100, BOOST_MIN = 10, BOOST_MAX = 1000 };

enum { COLUMN_NO_SECTION = UINT32_MAX };

/* Making the table: add all articles in the order of their numbers. */
struct column_row {
    uint32_t section; /* index, or COLUMN_NO_SECTION */
    uint32_t boost;
    const struct str *tags;
    size_t tag_count;
};

/* Appends the blob; false when memory ran out. */
bool columns_write(const struct column_row *rows, uint32_t count,
                   struct buf *out);

/* Reading it: immutable, any thread. */
struct columns {
    struct buf bytes;
    uint32_t articles, tags;
    const uint32_t *section, *boost, *first;
    const uint32_t *reference, *tag_at;
    const char *strings;
};

/* Takes over `bytes` (emptied), whether it succeeds or not. Sections must be
 * smaller than `sections`. */
int columns_open(struct columns *c, struct buf *bytes, uint32_t sections,
                 struct err *e);
void columns_close(struct columns *c);
/* The tag of a number < tags. */
struct str columns_tag(const struct columns *c, uint32_t number);
/* The boost of an article < articles as a factor. */
double columns_boost(const struct columns *c, uint32_t article);

#endif
