/* The staging file: appended to through a buffer, locked against a second
 * writer, and renamed to its final name at the end. One thread. */
#ifndef GABAY_SITE_STAGING_H
#define GABAY_SITE_STAGING_H

#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

struct site_staging {
    int fd;           /* -1: not open */
    char *path;       /* the final name */
    char *part;       /* path + ".part" */
    uint64_t flushed; /* bytes in the file; `pending` follows */
    struct buf pending;
};

/* A staging file that a killed process left is taken over; one that a living
 * process writes is an error. Whatever the result, the staging is to be
 * released. */
int site_staging_open(struct site_staging *s, const char *path, struct err *e);
/* Where the next byte goes. */
uint64_t site_staging_offset(const struct site_staging *s);
int site_staging_add(struct site_staging *s, struct str bytes, struct err *e);
/* Zero bytes up to a multiple of `size`. */
int site_staging_align(struct site_staging *s, uint64_t size, struct err *e);
int site_staging_flush(struct site_staging *s, struct err *e);
/* Takes in what somebody else wrote behind a flushed staging file; whatever
 * they wrote beyond `length` bytes is cut off. */
int site_staging_skip(struct site_staging *s, uint64_t length, struct err *e);
/* Overwrites the beginning. */
int site_staging_head(struct site_staging *s, struct str bytes, struct err *e);
/* Makes it durable under its final name. */
int site_staging_publish(struct site_staging *s, struct err *e);
/* Puts it under its final name, without waiting for the disk. */
int site_staging_rename(struct site_staging *s, struct err *e);
/* Removes the file if it was not published. */
void site_staging_release(struct site_staging *s);

#endif
