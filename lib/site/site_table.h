/* The table of entries in memory, found by path. Immutable once loaded. */
#ifndef GABAY_SITE_TABLE_H
#define GABAY_SITE_TABLE_H

#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"
#include "lib/site/site_file.h"
#include "lib/str.h"

struct site_slot {
    uint32_t entry; /* its number + 1, or 0 for none */
    uint32_t tag;   /* bits of its path's hash: most others are told apart */
};

struct site_table {
    struct site_entry *entries; /* sorted by path bytes, no two alike */
    size_t count;
    struct site_slot *slots; /* a power of two of them */
    size_t slot_count;
};

/* Reads `count` rows and the strings behind them. `bytes` are borrowed for the
 * table's life. Each row is checked; blobs must end before `blobs_end`.
 * Whatever the result, the table is to be released. */
int site_table_load(struct site_table *t, struct str bytes, size_t count,
                    uint64_t blobs_end, struct err *e);
void site_table_release(struct site_table *t);
/* NULL when there is none. */
const struct site_entry *site_table_find(const struct site_table *t,
                                         struct str path);

#endif
