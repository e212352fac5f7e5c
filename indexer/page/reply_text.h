/* A canned reply as plain text, for chats and e-mails. */
#ifndef GABAY_INDEXER_REPLY_TEXT_H
#define GABAY_INDEXER_REPLY_TEXT_H

#include "lib/buf.h"
#include "lib/str.h"

/* Appends what `html`, as the pages have it, says in plain text: paragraphs
 * parted by empty lines, items with "- " or their number, a link's address in
 * brackets behind its words, cells parted by " | ". */
void reply_text_put(struct buf *out, struct str html);

#endif
