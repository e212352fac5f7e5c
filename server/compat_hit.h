/* One search for the clients of other searches, and its hits in the shape of
 * records that those know: a section's, an article's, a heading's title above a
 * passage. The adapters (algolia.c, meilisearch.c) only write them down. */
#ifndef GABAY_SERVER_COMPAT_HIT_H
#define GABAY_SERVER_COMPAT_HIT_H

#include "lib/query/passage_text.h"
#include "lib/query/search.h"
#include "server/compat_query.h"
#include "server/site.h"

enum {
    COMPAT_LEVELS = 7, /* lvl0 section, lvl1 title, lvl2 heading, no others */
    COMPAT_LEVELS_USED = 3,
};

struct compat_query {
    struct str text; /* empty: the first articles of the locale */
    uint32_t limit, offset;
    struct compat_filter filter;
    struct str origin; /* stands before the addresses: origin_of() */
    int64_t now;
};

struct marked {
    struct str text;
    const struct text_span *marks; /* in order, apart */
    uint32_t count;
};

struct compat_hit {
    struct str id, url, anchor, locale; /* url: with the anchor */
    struct str section;                 /* id, or empty */
    struct str updated;                 /* RFC 3339, or empty */
    struct marked level[COMPAT_LEVELS_USED], content;
    const struct value *tags;
};

struct compat_found {
    struct compat_hit *hits;
    size_t count;
    uint32_t total;
    bool total_is_estimate;
    const struct value *facets; /* {section, tag}, as the API has them */
    uint32_t milliseconds;
};

/* "ko", an alias of it, "help" for the default, "help_ko": the locale of an
 * index's name, or NULL. */
struct site_locale *compat_locale(const struct site *site, struct str name);

/* Asks in the locale. What was only begun to be typed and finds nothing gets
 * the suggestions, since such clients ask at every key. Everything is in `a`.
 * When there is no answer, the log says why. */
int compat_ask(struct site_locale *l, const struct compat_query *query,
               struct arena *a, struct compat_found *out, struct err *e);

struct compat_tags {
    struct str before, after;
};

/* The two texts that an object gives for them, or these. */
struct compat_tags compat_tags_read(const struct value *from,
                                    const char *before, const char *after);
/* The text with its marks between the tags. Where the tags are markup the text
 * is escaped, since it is shown as HTML then. */
struct value *compat_marked(struct arena *a, const struct marked *m,
                            const struct compat_tags *tags);
struct value *compat_text_or_null(struct arena *a, struct str s);
/* "returns#heading": one for each hit of an answer. */
struct value *compat_object_id(struct arena *a, const struct compat_hit *h);
/* A level or a passage as an answer has it. */
typedef struct value *compat_write(struct arena *a, const struct marked *m,
                                   const struct compat_tags *tags);
/* compat_marked() without the marks; `tags` may be NULL. */
compat_write compat_plain;
/* Adds "lvl0" to "lvl6", each behind `prefix`; those that the hit has not are
 * null if `all`, else left out. */
void compat_levels(struct arena *a, struct value *to, const char *prefix,
                   const struct compat_hit *h, compat_write *write,
                   const struct compat_tags *tags, bool all);
/* {value: count} of the facet of an attribute ("section", "tag", "tags"), or
 * NULL. */
struct value *compat_facet(struct arena *a, const struct value *facets,
                           const char *attribute);

#endif
