/* The generations kept beside a published file: FILE.1 is the one before,
 * FILE.2 the one before that. After a publish or rollback that was killed in
 * the middle a number may be missing, or FILE.1 be FILE itself by another name:
 * both are put right by the next one. */
#ifndef GABAY_SERVER_KEPT_H
#define GABAY_SERVER_KEPT_H

#include "lib/err.h"

enum { KEPT_MAX = 99 };

struct site_file;

/* Makes `path` a copy of an open file, in one step: written beside it, checked
 * whole, synced, renamed. What was there before is kept, the others move one
 * further, and what is beyond `keep` (0..KEPT_MAX) is removed. */
int kept_publish(const struct site_file *from, const char *path, long keep,
                 struct err *e);
/* 0: take this one; 1: look at the one before; -1: end with this error. */
typedef int kept_check(const char *path, void *ctx, struct err *e);
/* Renames the newest one kept that `check` takes to `path`. What was there
 * before is dropped. 1, without an error, when there is none. */
int kept_restore(const char *path, kept_check *check, void *ctx, struct err *e);
/* Nothing is published at `path` any more: what was there is kept as above.
 * Fine when there is nothing. */
int kept_retire(const char *path, long keep, struct err *e);

#endif
