/* Where keys stand, for what is found out later. */
#ifndef GABAY_INDEXER_FRONT_MATTER_PLACE_H
#define GABAY_INDEXER_FRONT_MATTER_PLACE_H

#include "indexer/base/article.h"

/* Where the value of a front-matter key stands in the file; of `title` the
 * heading that is the title. 1, 1 where there is none. */
void front_matter_place(const struct article *a, struct str key, unsigned *line,
                        unsigned *column);

#endif
