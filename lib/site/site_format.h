/* The layout of NAME.gabay, version 1. All numbers are little-endian.
 *
 *     +-----------------------------+ 0
 *     | header, 64 bytes            |
 *     +-----------------------------+ 64
 *     | blobs, one after the other, |   each at a multiple of 8; an index
 *     | indexes last                |   database at a multiple of 4096
 *     +-----------------------------+ table_offset
 *     | entry rows, by path bytes   |   entry_count * ENTRY_SIZE
 *     | strings                     |   paths, types, tags, targets
 *     +-----------------------------+ file length
 *
 * header: magic 8 | version u32 | flags u32 (0) | file length u64 |
 *         table_offset u64 | table_length u64 | entry_count u32 | zero u32 |
 *         check of all bytes from 64 on u64 (site_check.h: site_check_body) |
 *         check of bytes 0..55 u64
 * entry:  path, type, etag, target: each offset u32, length u32 into strings |
 *         kind u32 | cache u32 | changed i64 | expires i64 (0: never; seconds
 *         since 1970) | identity length u64 | three blobs (plain, gzip,
 *         brotli): each offset u64, length u64, check u64 (all 0: not stored)
 *
 * Checks are XXH3, 64 bits, seed 0. The magic has a byte beyond ASCII and a CR
 * LF, so that a text-mode copy is noticed at once. The header's size, magic,
 * version and check stay where they are in every later version: a newer file
 * can be told from a damaged one. */
#ifndef GABAY_SITE_FORMAT_H
#define GABAY_SITE_FORMAT_H

#define SITE_MAGIC "\x89GABAY\r\n"

enum {
    SITE_VERSION = 1,
    SITE_HEADER_SIZE = 64,
    SITE_ENTRY_SIZE = 4 * 8 + 2 * 4 + 3 * 8 + 3 * 24,
    SITE_ENTRIES_MAX = 10 * 1000 * 1000,
};

enum site_kind {
    SITE_PAGE = 1,     /* HTML at a public address */
    SITE_ASSET = 2,    /* style, script, image, attachment: public */
    SITE_REDIRECT = 3, /* public; `target` is where to (root-relative) */
    SITE_INTERNAL = 4, /* never served: manifest, templates, texts, records */
    SITE_INDEX = 5,    /* never served: a Xapian database */
};

enum site_cache {
    SITE_CACHE_REVALIDATE = 0, /* no-cache with an ETag */
    SITE_CACHE_IMMUTABLE = 1,  /* the address holds a hash of the content */
};

enum site_coding { SITE_PLAIN = 0, SITE_GZIP = 1, SITE_BROTLI = 2 };

#endif
