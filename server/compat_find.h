/* Where the hits of compat_hit.h come from. */
#ifndef GABAY_SERVER_COMPAT_FIND_H
#define GABAY_SERVER_COMPAT_FIND_H

#include "server/compat_hit.h"

/* The articles of a locale in its own order, for an empty query. */
int compat_first(struct site_locale *l, const struct compat_query *query,
                 struct arena *a, struct compat_found *out, struct err *e);
/* Fills a hit from an article; outside sections the site's title is lvl0. */
int compat_article(struct site_locale *l, uint32_t article, struct str origin,
                   struct arena *a, struct compat_hit *out, struct err *e);

#endif
