/* What the API says of an article. */
#ifndef GABAY_SERVER_ARTICLE_VALUE_H
#define GABAY_SERVER_ARTICLE_VALUE_H

#include "server/article_find.h"

/* {id, locale, url, title, description, section, updated, tags}, in `a`;
 * strings of the record are borrowed. `record` is one of the locale. NULL when
 * memory ran out. */
struct value *article_value(const struct site_locale *l,
                            const struct record *record, struct arena *a);
/* An address of the site as programs are given it: absolute where a base_url
 * is known. */
struct value *article_url(const struct site *site, struct str url,
                          struct arena *a);

#endif
