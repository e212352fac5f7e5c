/* What a channel's hours say to a reader, in words of the locale. */
#ifndef GABAY_SERVER_CONTACT_TEXT_H
#define GABAY_SERVER_CONTACT_TEXT_H

#include "server/channels.h"
#include "server/site.h"

struct contact_reader {
    struct site_locale *locale;
    struct arena *a;
    int64_t now;
    struct zone *zone;       /* the reader's; NULL: unknown */
    struct formats *formats; /* the locale's */
};

/* "Open now, until 15:00", "Opens tomorrow at 09:00 (11:00 your time)". */
struct str contact_status(const struct contact_reader *r,
                          const struct channel *c, struct open_state state);
/* "Warsaw time", where the reader's clocks show something else or nobody knows
 * what they show; else empty. */
struct str contact_zone_name(const struct contact_reader *r,
                             const struct channel *c);
/* A list of lines: "Monday – Friday: 09:00–12:00, 13:00–15:00". Dates that are
 * over are left out. */
struct value *contact_hours(const struct contact_reader *r,
                            const struct channel *c);

#endif
