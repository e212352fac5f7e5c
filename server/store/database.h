/* The database file and its lock: opened, checked, and written to in
 * transactions. Private to this room. */
#ifndef GABAY_STORE_DATABASE_H
#define GABAY_STORE_DATABASE_H

#include <pthread.h>
#include <sqlite3.h>

#include "lib/arena.h"
#include "server/store/store.h"

/* How long a lock of another program is waited for. */
enum { DATABASE_BUSY_MS = 5000 };

enum statement {
    STATEMENT_BEGIN,
    STATEMENT_COMMIT,
    STATEMENT_ROLLBACK,
    STATEMENT_VOTE,
    STATEMENT_QUESTION,
    STATEMENT_REPLY_USE,
    STATEMENT_FIND_KEY,
    STATEMENT_ADD_KEY,
    STATEMENT_DROP_KEYS,
    STATEMENTS
};

struct database {
    pthread_mutex_t mutex; /* guards all that follows: who has it, writes */
    struct arena arena;
    const char *folder, *path;
    sqlite3 *handle;
    sqlite3_stmt *statements[STATEMENTS];
    int why;  /* errno of the last step, or 0 */
    int lock; /* open while this server has the folder, or -1 */
};

/* As store_open(). To be closed only if it was opened. */
int database_open(struct database *d, const char *folder, struct err *e);
/* For reading beside a server; the statements are not prepared. */
int database_open_to_read(struct database *d, const char *folder,
                          struct err *e);
void database_close(struct database *d);

/* SQLite's code of one step; the caller resets the statement. */
int database_step(struct database *d, enum statement which);
/* Runs a statement whose parameters are bound, and makes it ready for the next
 * time. SQLite's code, SQLITE_OK also for one that gave a row. */
int database_run(struct database *d, enum statement which);
/* Fills the error for SQLite's code; STORE_NO_SPACE or STORE_FAILED. */
enum store_result database_failed(struct database *d, int code, struct err *e);

/* Returns SQLite's code. */
typedef int database_work(struct database *d, const void *ctx);
/* All of `work` and its commit, or nothing of it. */
enum store_result database_transact(struct database *d, database_work *work,
                                    const void *ctx, struct err *e);

#endif
