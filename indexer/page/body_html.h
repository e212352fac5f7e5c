/* The last step from Markdown to HTML: the tags of links and images, and the
 * interface texts, put into their places. */
#ifndef GABAY_INDEXER_BODY_HTML_H
#define GABAY_INDEXER_BODY_HTML_H

#include "indexer/base/article.h"
#include "lib/icu/format.h"

/* In `a`. `t` are the locale's messages (values_messages()), `formats` its
 * numbers; both may be NULL: nothing stands for the texts then. Of a link that
 * leads nowhere its text stays. The first image is the only one that browsers
 * load before it is near; files to download say their kind and size. */
struct str body_html(struct arena *a, const struct article *x,
                     const struct value *t, struct formats *formats);

#endif
