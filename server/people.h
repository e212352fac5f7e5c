/* The way to people, for a reader whom the pages did not help. */
#ifndef GABAY_SERVER_PEOPLE_H
#define GABAY_SERVER_PEOPLE_H

#include "server/site.h"

enum { PEOPLE_SHOWN = 3 };

/* Sets `people` and has_people in a page's values: the channels of the locale
 * that are open, else those that open first, as contact_value() has them.
 * `now` is in seconds since 1970. */
void people_put(struct site *site, struct site_locale *l, int64_t now,
                struct arena *a, struct value *root);

#endif
