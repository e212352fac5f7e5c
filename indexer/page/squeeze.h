/* Style sheets and scripts without what only their writers read: comments,
 * indentation and, in CSS, the spaces round punctuation. What they mean stays;
 * strings, url() and, in a script, everything between code stays as it is. */
#ifndef GABAY_INDEXER_SQUEEZE_H
#define GABAY_INDEXER_SQUEEZE_H

#include "lib/buf.h"
#include "lib/str.h"

/* Comments that begin with "!" are kept: licences stand in them. */
void squeeze_css(struct str css, struct buf *out);
/* Leading spaces, empty lines and block comments that begin a line. A script
 * with a backtick or a line that ends in a backslash is left as it is: its
 * spaces may be text. */
void squeeze_js(struct str js, struct buf *out);

#endif
