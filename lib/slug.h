/* Slugs and anchors: NFC, case-folded, spaces and punctuation to '-', letters
 * of every script kept. */
#ifndef GABAY_SLUG_H
#define GABAY_SLUG_H

#include "lib/buf.h"
#include "lib/str.h"

/* Appends the slug of one path segment; nothing for text without a letter or
 * digit. "Zwrot towaru?" -> "zwrot-towaru". '.' '_' '~' inside are punctuation
 * too; no '-' at either end, none doubled. At most 200 bytes, cut at a code
 * point. */
void slug_put(struct buf *out, struct str text);

#endif
