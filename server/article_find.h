/* A locale's articles by number, 0 to article_count() - 1, and by id. Numbers
 * hold for one generation of the site. Any thread. */
#ifndef GABAY_SERVER_ARTICLE_FIND_H
#define GABAY_SERVER_ARTICLE_FIND_H

#include "lib/records/articles_table.h"
#include "lib/records/records.h"
#include "server/site.h"

/* 0 in a locale whose tables are damaged. Whether it may be searched does not
 * matter, here and below. */
uint32_t article_count(const struct site_locale *l);
/* The article of exactly this id, or ARTICLE_NONE. It may have expired:
 * article_is_expired() knows by its address. */
uint32_t article_find(const struct site_locale *l, struct str id);
/* Of an article below article_count(); borrowed from the site. */
struct str article_id(const struct site_locale *l, uint32_t article);
/* Seconds since 1970, 0: unknown. Without a look into the file. */
int64_t article_updated(const struct site_locale *l, uint32_t article);
/* The front matter's short answer, or empty. Borrowed from the site. */
struct str article_answer(const struct site_locale *l, uint32_t article);
/* `url` is the record's. */
bool article_is_expired(const struct site_locale *l, struct str url,
                        int64_t now);
/* id, url, title, section, updated and tags, in `a`. ERR_CONTENT: damaged. */
int article_record(const struct site_locale *l, uint32_t article,
                   struct arena *a, struct record *out, struct err *e);

#endif
