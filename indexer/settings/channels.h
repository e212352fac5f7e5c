/* The channels of site.yaml: how customers reach the shop. */
#ifndef GABAY_INDEXER_CHANNELS_H
#define GABAY_INDEXER_CHANNELS_H

#include "indexer/base/site.h"

/* Checks config.channels, a list of maps, and puts what is known of them in its
 * place, for the manifest: id, type, value, url (made from the two; none of an
 * address), label, hours, zone, holidays, reply_time, locales, without those
 * that are not said. What is wrong
 * are problems, what is unknown warnings, at their places of `yaml`, the text
 * of `file`. */
void channels_read(struct site *site, struct str file, struct str yaml);
/* The i-th key that a channel may have; NULL behind the last. */
const char *channel_key(size_t i);
/* Warns of locales that the site does not have, and of articles that name a
 * channel that it does not have. After the content was read. */
void channels_check_names(struct site *site);

/* Sets what templates are given of the channels of a locale (docs/en/themes.md)
 * in the map `site_value`: contact, contact_api, channels, has_channels. */
void channels_values(struct arena *a, const struct site *site,
                     const struct locale *l, struct value *site_value);

#endif
