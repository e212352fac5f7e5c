/* Maps of texts as CSV (RFC 4180), for spreadsheets. */
#ifndef GABAY_SERVER_CSV_H
#define GABAY_SERVER_CSV_H

#include "lib/buf.h"
#include "lib/value.h"

/* The line of the map's keys. */
void csv_names(struct buf *out, const struct value *row);
/* The line of its texts. Spreadsheets run what begins with = + - @, a tab or a
 * line end: such a text gets an apostrophe before it. */
void csv_row(struct buf *out, const struct value *row);

#endif
