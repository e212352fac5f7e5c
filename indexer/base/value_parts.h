/* Pieces that the values of several pages are made of, all in the caller's
 * arena. */
#ifndef GABAY_INDEXER_VALUE_PARTS_H
#define GABAY_INDEXER_VALUE_PARTS_H

#include "indexer/base/site.h"

/* Empty becomes null. */
void set_text(struct arena *a, struct value *map, const char *key,
              struct str s);
void set_url(struct arena *a, struct value *map, const char *key, struct str s);
/* A list under `key`, and whether it has anything in it under `flag`: templates
 * cannot ask a list that without going through it. */
void set_list(struct arena *a, struct value *map, const char *key,
              const char *flag, struct value *list);
/* {title, url} */
struct value *link_value(struct arena *a, struct str title, struct str url);
/* The article's description, else the first words of its text. */
struct str description_of(struct arena *a, const struct page *p);
/* {title, url} and, if asked for, the description; null of NULL. */
struct value *page_link(struct arena *a, const struct page *p, bool described);
struct value *pages_value(struct arena *a, struct page **pages, size_t count,
                          bool described);
/* {iso, text}; null of 0. */
struct value *date_value(struct arena *a, const struct site *site,
                         int64_t seconds, struct formats *formats);
/* The names of the authors as one text, or null where the site does not show
 * them. */
struct value *authors_line(struct arena *a, const struct site *site,
                           const struct article *x, struct formats *formats);

#endif
