/* Can the site's colours be read? */
#ifndef GABAY_INDEXER_CONTRAST_H
#define GABAY_INDEXER_CONTRAST_H

#include "indexer/base/problem.h"
#include "lib/value.h"

/* Warns where text in the colours of site.yaml (name -> CSS colour) would have
 * less contrast than WCAG 2.2 asks for normal text on what the default theme
 * puts it on, with the ratio and the nearest colour that has it; and where a
 * colour cannot be read, so that nothing is known. The place is theirs in
 * site.yaml. */
void contrast_check(const struct value *colours, struct problems *problems,
                    unsigned line, unsigned column);

#endif
