/* Does a form come from one of our own pages? Pure; any thread. */
#ifndef GABAY_SERVER_SAME_ORIGIN_H
#define GABAY_SERVER_SAME_ORIGIN_H

#include <stdbool.h>

#include "lib/str.h"

/* What the request says, and what we know. Empty is absent, but that a header
 * which is there and empty is not. */
struct same_origin {
    bool has_site;   /* there is a Sec-Fetch-Site header */
    struct str site; /* which says this */
    struct str origin, host;
    struct str own; /* "https://shop.example" of the base_url, or "" */
};

/* A browser that says where a form comes from is believed, since no page can
 * make it lie: same-origin it must be. One that does not must name an Origin
 * equal to ours: that of `own`, or http or https with the request's Host. */
bool same_origin(const struct same_origin *s);

#endif
