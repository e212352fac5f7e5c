/* What templates are given (docs/en/themes.md): built here for static pages. */
#ifndef GABAY_INDEXER_PAGE_VALUES_H
#define GABAY_INDEXER_PAGE_VALUES_H

#include "indexer/site.h"
#include "indexer/theme.h"

/* Sets l->texts and l->values for every locale: site, locale, locales, assets.
 * In site->arena. */
int values_prepare(struct site *site, const struct theme *theme, struct err *e);
/* The texts compiled as messages, {key: MESSAGE}, in `a`; ERR_CONTENT names
 * locale and key. */
struct value *values_messages(struct arena *a, const struct locale *l,
                              struct err *e);

/* The whole root map of a page, in `a`; `t` is that of values_messages().
 * `formats` are the locale's. */
struct value *values_home(struct arena *a, const struct site *site,
                          const struct locale *l, struct value *t);
struct value *values_section(struct arena *a, const struct site *site,
                             const struct section *s, struct value *t,
                             struct formats *formats);
struct value *values_article(struct arena *a, const struct site *site,
                             const struct page *p, struct value *t,
                             struct formats *formats);

#endif
