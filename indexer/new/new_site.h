/* A new help centre: a small one in two or more languages, to be changed. */
#ifndef GABAY_INDEXER_NEW_SITE_H
#define GABAY_INDEXER_NEW_SITE_H

#include "lib/buf.h"
#include "lib/err.h"

enum { NEW_LOCALES_MAX = 32 };

/* Makes the content folder `folder`, which is not there yet or empty, in these
 * languages: tags parted by commas, the first is the default. All of it, or
 * after an error nothing. Where there is no text in a language it is English,
 * with a comment. What to type next goes into `said`. */
int new_site(const char *folder, struct str locales, struct buf *said,
             struct err *e);

#endif
