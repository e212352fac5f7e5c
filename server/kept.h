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
/* Renames the newest one kept to `path`, if `check` finds nothing wrong with
 * it (0). What was there before is dropped. */
int kept_restore(const char *path,
                 int check(const char *path, void *ctx, struct err *e),
                 void *ctx, struct err *e);

#endif
