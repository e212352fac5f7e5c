/* How the shop is reached, and who is there now. */
#ifndef GABAY_SERVER_CONTACT_H
#define GABAY_SERVER_CONTACT_H

#include "server/site.h"

/* A map for templates, and for the API: `channels`, those of the locale, each
 * {id if it has one, type, label, value, shown, url, open_now, until, opens_at,
 * reply_time, status, hours, zone, zone_name} (docs/en/api.md), the open ones
 * first, then by when they open; `has_channels`; `open_channels`, those that
 * are open, and `has_open`.
 *
 * `now` is in seconds since 1970. `reader_zone` is the name of the reader's
 * time zone; empty, or none that is known: texts name the zone they mean.
 * Lives in `a`, strings of the site are borrowed; NULL when memory ran out. */
struct value *contact_value(struct site *site, struct site_locale *l,
                            int64_t now, struct str reader_zone,
                            struct arena *a);
/* Keeps of such a map the channels that an article asks for, by the words of
 * its row; all of them where none is asked for, or none of these is there. */
void contact_choose(struct arena *a, struct value *contact, struct str words);
/* The words of an article, by its id: empty where there is no such. */
struct str contact_words(const struct site_locale *l, struct str article);

#endif
