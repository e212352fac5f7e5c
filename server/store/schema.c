#include "server/store/schema.h"

#include <stdbool.h>

/* "GBAY", also in the first SQL text below. */
enum { APPLICATION_ID = 1195524441 };

/* Row N leads from version N to N + 1. What was released is not changed any
 * more: a new row is added, and SCHEMA_VERSION raised. */
static const char *const migrations[SCHEMA_VERSION] = {
    "CREATE TABLE votes ("
    " id INTEGER PRIMARY KEY,"
    " article TEXT NOT NULL, locale TEXT NOT NULL,"
    " visitor BLOB NOT NULL, day INTEGER NOT NULL, at INTEGER NOT NULL,"
    " yes INTEGER NOT NULL, reason TEXT NOT NULL, comment TEXT NOT NULL,"
    " UNIQUE (visitor, article, day));"
    "CREATE TABLE questions ("
    " id INTEGER PRIMARY KEY,"
    " locale TEXT NOT NULL,"
    " visitor BLOB NOT NULL, day INTEGER NOT NULL, at INTEGER NOT NULL,"
    " text TEXT NOT NULL, asked TEXT NOT NULL, reply_to TEXT NOT NULL,"
    " UNIQUE (visitor, day, text));"
    "CREATE TABLE day_keys (day INTEGER PRIMARY KEY, key BLOB NOT NULL);"
    "PRAGMA application_id = 1195524441;"
    "PRAGMA user_version = 1;",
    "CREATE TABLE reply_uses ("
    " reply TEXT NOT NULL, locale TEXT NOT NULL, day INTEGER NOT NULL,"
    " count INTEGER NOT NULL,"
    " PRIMARY KEY (reply, locale, day)) WITHOUT ROWID;"
    "PRAGMA user_version = 2;",
};

/* The one number that a statement gives. */
static int number_of(sqlite3 *db, const char *sql, int *out)
{
    sqlite3_stmt *statement;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);

    if (code)
        return code;
    if (sqlite3_step(statement) == SQLITE_ROW)
        *out = sqlite3_column_int(statement, 0);
    return sqlite3_finalize(statement);
}

int schema_version(sqlite3 *db, int *version)
{
    int application = 0, tables = 0, code;

    *version = 0;
    if ((code = number_of(db, "PRAGMA user_version", version)) ||
        (code = number_of(db, "PRAGMA application_id", &application)) ||
        (code = number_of(db, "SELECT count(*) FROM sqlite_schema", &tables)))
        return code;
    bool empty = !*version && !application && !tables;
    if (*version < 0 || (!empty && application != APPLICATION_ID))
        *version = SCHEMA_FOREIGN;
    return SQLITE_OK;
}

int schema_bring(sqlite3 *db, int version)
{
    int code = SQLITE_OK;

    for (; version < SCHEMA_VERSION && code == SQLITE_OK; version++) {
        code = sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL);
        if (code == SQLITE_OK)
            code = sqlite3_exec(db, migrations[version], NULL, NULL, NULL);
        if (code == SQLITE_OK)
            code = sqlite3_exec(db, "COMMIT", NULL, NULL, NULL);
    }
    return code;
}
