/* One immutable file of the site, theme's or content's, as an entry. */
#ifndef GABAY_INDEXER_ASSET_ENTRY_H
#define GABAY_INDEXER_ASSET_ENTRY_H

#include "lib/site/site_writer.h"

/* The type goes by the name's extension; text is stored compressed, with much
 * time to it if every reader fetches it. */
int asset_write(struct site_writer *w, struct str address, struct str name,
                struct str bytes, bool for_all, struct err *e);

#endif
