/* The notices of site.yaml: what a shop has to say on every page for a while.
 */
#ifndef GABAY_INDEXER_NOTICES_H
#define GABAY_INDEXER_NOTICES_H

#include "indexer/base/site.h"

struct notice {
    struct str id;
    struct str kind;                 /* "info" or "warning" */
    const struct value *text;        /* TEXT, or a map from tag to TEXT */
    const struct value *url, *label; /* the same, or NULL */
    const struct value *locales;     /* list of tags, or NULL: all */
    int64_t until;                   /* 0: for good */
};

/* Reads config.notices into site->notices: those that are published now. What
 * is wrong with them becomes problems at their places of `yaml`, the text of
 * site.yaml. After all other keys were read. */
void notices_read(struct site *site, struct str yaml);
/* The i-th key that a notice may have; NULL behind the last. */
const char *notice_key(size_t i);
/* What pages of the locale are given: a list of {id, kind, text, url,
 * url_label, until}. A notice whose texts have none for it is not there. */
struct value *notices_value(struct arena *a, const struct site *site,
                            const struct locale *l);

#endif
