/* What has expired since the file was made, but is in its indexes still. */
#ifndef GABAY_SERVER_EXPIRY_H
#define GABAY_SERVER_EXPIRY_H

#include "lib/site/site_file.h"
#include "lib/value.h"

/* When the first page expires, in seconds since 1970; 0: none does. */
int64_t expiry_first(const struct site_file *f);
/* Takes such pages out of an answer of the search or of suggestions, those of
 * other locales and those on top too: a look-up for each, at most as many as a
 * page of hits. `origin` is what stands before the addresses. */
void expiry_drop(const struct site_file *f, struct value *answer,
                 struct str origin, int64_t now);
/* Takes out notices whose `until` has passed. */
struct value *expiry_notices(struct arena *a, const struct value *notices,
                             int64_t now);

#endif
