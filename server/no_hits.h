/* A search page without hits: the ways on that it offers. */
#ifndef GABAY_SERVER_NO_HITS_H
#define GABAY_SERVER_NO_HITS_H

#include "server/site.h"

/* Sets in `root`: `near` and has_near, searches for words near those that were
 * asked, as {text, url}; `top` and has_top, the articles of the section that
 * the search was kept to, else of the site, that are read first. `near` are the
 * words of the search's answer, or NULL; `section` is the id, or empty. */
void no_hits_put(struct arena *a, const struct site_locale *l,
                 const struct value *near, struct str section,
                 struct value *root);

#endif
