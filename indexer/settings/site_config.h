/* site.yaml: the shop's settings. */
#ifndef GABAY_INDEXER_SITE_CONFIG_H
#define GABAY_INDEXER_SITE_CONFIG_H

#include "indexer/base/site.h"

/* Reads `root`/site.yaml into site->config; without the file the defaults
 * stand. An unknown key is a warning; what is wrong otherwise are problems too,
 * all of them, and then the result is -1 with ERR_CONTENT: what the settings
 * would have kept private is not known. */
int site_config_read(struct site *site, struct err *e);
/* Splits a base URL into the part kept and the prefix: only http and https,
 * no query, no fragment. ERR_USAGE otherwise. */
int site_config_base_url(struct site *site, struct str url, struct err *e);
/* The default locale as asked for, if there is such a locale; else "en", else
 * the first. After the content was scanned. */
struct str site_default_locale(const struct site *site);

/* The i-th key that site.yaml may have; NULL behind the last. */
const char *site_config_key(size_t i);

#endif
