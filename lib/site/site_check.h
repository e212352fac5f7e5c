/* Checks of bytes: XXH3, 64 bits, seed 0 (xxHash's specification). */
#ifndef GABAY_SITE_CHECK_H
#define GABAY_SITE_CHECK_H

#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"

/* The whole is checked in pieces of this size, so that several threads can
 * share the work: half of a server's start is this. */
enum { SITE_PIECE = 8 << 20 };

uint64_t site_check_bytes(struct str bytes);
/* The check of `length` bytes of the file from `offset` on, read in blocks. */
int site_check_range(int fd, uint64_t offset, uint64_t length, uint64_t *check,
                     struct err *e);
/* The same, and writes the bytes that were checked to `to`. */
int site_check_copy(int fd, uint64_t offset, uint64_t length, int to,
                    uint64_t *check, struct err *e);

/* The check of a body: of the checks of its blobs' pieces, in order, and of
 * that of its table, each as a little-endian u64. The blobs are `length` bytes
 * of the file from `offset` on, read by as many threads as there are
 * processors (at most 4). */
int site_check_body(int fd, uint64_t offset, uint64_t length, struct str table,
                    uint64_t *check, struct err *e);
/* The same of bytes in memory. */
int site_check_body_bytes(struct str blobs, struct str table, uint64_t *check);

#endif
