/* Paths below the content folder, parted by '/'. */
#ifndef GABAY_INDEXER_PATH_H
#define GABAY_INDEXER_PATH_H

#include "lib/arena.h"
#include "lib/str.h"

/* A path as names are compared: in NFC. File systems keep what was typed, and
 * some typed accents as marks of their own. */
struct str path_key(struct arena *a, struct str path);

/* "a/b" for "a/b/c.md"; "" for "c.md". */
struct str path_folder(struct str path);
struct str path_name(struct str path);

/* `target` seen from `folder`, without "." and "..", in `a`; empty when it
 * leaves the content folder. */
struct str path_join(struct arena *a, struct str folder, struct str target);
/* Turns %XX into bytes, in `a`; what is no escape stays. */
struct str path_unescape(struct arena *a, struct str s);

#endif
