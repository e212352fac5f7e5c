/* Titles by prefix, for suggestions: every word of every folded title begins an
 * entry that reaches to the title's end.
 *
 *   u32 entries, bytes of strings
 *   entries, by text: u32 offset into the strings, u32 record
 *   strings: folded titles, each followed by a line feed */
#ifndef GABAY_RECORDS_TITLES_H
#define GABAY_RECORDS_TITLES_H

#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

struct title_entry {
    uint32_t at, record;
};

/* Making the table: add in the order of records, then write. */
struct titles_builder {
    struct buf strings, entries; /* entries: struct title_entry */
};

void titles_add(struct titles_builder *b, struct str title, uint32_t record);
/* Sorts and appends the blob; false when memory ran out or the titles
 * are longer than 4 GiB. Releases nothing. */
bool titles_write(struct titles_builder *b, struct buf *out);
void titles_builder_release(struct titles_builder *b);

struct titles {
    struct buf bytes;
    const struct title_entry *entries;
    uint32_t count;
    const char *strings;
    uint32_t string_bytes;
};

/* Takes over `bytes`. */
int titles_open(struct titles *t, struct buf *bytes, struct err *e);
void titles_close(struct titles *t);

enum { TITLES_SCAN_MAX = 400 };

/* Up to `max` records, each once, with a word of the title that begins with
 * the text typed (folded here): those that begin with it first, short titles
 * before long ones. At most TITLES_SCAN_MAX entries are looked at. */
uint32_t titles_find(const struct titles *t, struct str typed,
                     uint32_t *records, uint32_t max);

#endif
