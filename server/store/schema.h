/* The tables of gabay.db, and how an older database becomes one of this
 * program. Private to this room. */
#ifndef GABAY_STORE_SCHEMA_H
#define GABAY_STORE_SCHEMA_H

#include <sqlite3.h>

enum { SCHEMA_VERSION = 2 };

/* What a database is: 0 for an empty one, up to SCHEMA_VERSION for an older or
 * present one of Gabay, more for a newer one, SCHEMA_FOREIGN for that of
 * another program. Returns SQLite's code. */
enum { SCHEMA_FOREIGN = -1 };
int schema_version(sqlite3 *db, int *version);

/* Brings it from `version` to SCHEMA_VERSION, each step in a transaction of its
 * own. Returns SQLite's code. */
int schema_bring(sqlite3 *db, int version);

#endif
