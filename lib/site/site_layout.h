/* The bytes of site_format.h, both ways: headers, rows, checks. Any thread. */
#ifndef GABAY_SITE_LAYOUT_H
#define GABAY_SITE_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/site/site_file.h"
#include "lib/site/site_check.h"
#include "lib/site/site_format.h"
#include "lib/str.h"

enum { SITE_BLOB_ALIGN = 8, SITE_INDEX_ALIGN = 4096 };

struct site_header {
    uint32_t version;
    uint64_t length, table_offset, table_length, body_check;
    uint32_t entry_count;
};

/* Appends SITE_HEADER_SIZE bytes. */
void site_header_put(struct buf *out, const struct site_header *h);
/* `bytes`: SITE_HEADER_SIZE of them, the magic known to be right. False when
 * the header's own check or a field that must be 0 is wrong. */
bool site_header_get(const char *bytes, struct site_header *h);

enum { SITE_TEXTS = 4 }; /* path, type, etag, target */

struct site_row {
    struct {
        uint32_t offset, length;
    } text[SITE_TEXTS];
    uint32_t kind, cache;
    int64_t changed, expires;
    uint64_t plain_length;
    struct site_blob blob[3];
};

/* Appends, or reads, SITE_ENTRY_SIZE bytes. */
void site_row_put(struct buf *out, const struct site_row *row);
void site_row_get(const char *bytes, struct site_row *row);

/* What is wrong with an entry whose blobs must lie before `blobs_end`, as a
 * sentence fragment; NULL when nothing is. The writer asks the same as the
 * reader, so that whatever was written can be read. */
const char *site_entry_fault(const struct site_entry *entry,
                             uint64_t blobs_end);

#endif
