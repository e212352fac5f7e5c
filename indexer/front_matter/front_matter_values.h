/* One value of front matter into its field of the article. */
#ifndef GABAY_INDEXER_FRONT_MATTER_VALUES_H
#define GABAY_INDEXER_FRONT_MATTER_VALUES_H

#include "indexer/base/article.h"
#include "indexer/front_matter/front_matter_keys.h"

/* Reads `v`, whose scalars are texts and which is not null, as `kind` says into
 * the fields of `key`. What it keeps is copied into the article's arena, whose
 * failure is to be asked for behind it; maps are borrowed. False: the value is
 * none of that kind. */
bool front_value_read(struct article *a, const struct front_key *key,
                      enum front_kind kind, const struct value *v);

#endif
