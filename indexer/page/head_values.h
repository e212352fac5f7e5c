/* What pages say of themselves in their <head>: to search engines, to whoever
 * shows a link to them, to the browser. What needs an absolute address is there
 * only with a base_url. */
#ifndef GABAY_INDEXER_HEAD_VALUES_H
#define GABAY_INDEXER_HEAD_VALUES_H

#include "indexer/page/page_values.h"

/* url, alternates, og and json_ld of a page. */
void head_page(struct arena *a, const struct site *site,
               const struct subject *s, struct value *page);
/* feed, opensearch, icon, icon_type and touch_icon of a locale's `site`. */
void head_site(struct arena *a, const struct site *site, const struct locale *l,
               const struct theme *theme, struct value *v);

/* The tag as search engines know it: Filipino by its two-letter code only. */
struct str hreflang_of(struct arena *a, struct str tag);

#endif
