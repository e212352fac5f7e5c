#include "server/store/keys.h"

#include <string.h>
#include <sys/random.h>

#include "lib/widen.h"

struct wanted {
    int64_t day;
    uint8_t *key; /* a new one, replaced by that of the database */
    bool *dropped;
};

/* SQLITE_ROW if there is one. */
static int find(struct database *d, const struct wanted *w)
{
    sqlite3_stmt *statement = d->statements[STATEMENT_FIND_KEY];

    sqlite3_bind_int64(statement, 1, w->day);
    int code = database_step(d, STATEMENT_FIND_KEY);
    if (code == SQLITE_ROW) {
        if (sqlite3_column_bytes(statement, 0) == STORE_KEY_SIZE)
            memcpy(w->key, sqlite3_column_blob(statement, 0), STORE_KEY_SIZE);
        else
            code = SQLITE_CORRUPT;
    }
    sqlite3_reset(statement);
    return code;
}

static int add(struct database *d, const struct wanted *w)
{
    sqlite3_stmt *statement = d->statements[STATEMENT_ADD_KEY];

    sqlite3_bind_int64(statement, 1, w->day);
    sqlite3_bind_blob(statement, 2, w->key, STORE_KEY_SIZE, SQLITE_STATIC);
    return database_run(d, STATEMENT_ADD_KEY);
}

static int find_or_add(struct database *d, const void *ctx)
{
    const struct wanted *w = ctx;
    int code = find(d, w);

    if (code == SQLITE_DONE)
        code = add(d, w);
    else if (code == SQLITE_ROW)
        code = SQLITE_OK;
    if (code)
        return code;
    sqlite3_bind_int64(d->statements[STATEMENT_DROP_KEYS], 1, w->day);
    code = database_run(d, STATEMENT_DROP_KEYS);
    *w->dropped = sqlite3_changes(d->handle) > 0;
    return code;
}

/* The log beside the database still has what was deleted. Where an export is
 * reading it, it goes with a later checkpoint: nobody waits for that. */
static void empty_log(struct database *d)
{
    pthread_mutex_lock(&d->mutex);
    sqlite3_busy_timeout(d->handle, 0);
    sqlite3_wal_checkpoint_v2(d->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
                              NULL);
    sqlite3_busy_timeout(d->handle, DATABASE_BUSY_MS);
    pthread_mutex_unlock(&d->mutex);
}

static int make(struct database *d, int64_t day, uint8_t key[STORE_KEY_SIZE],
                struct err *e)
{
    bool dropped = false;
    const struct wanted w = {.day = day, .key = key, .dropped = &dropped};

    if (getrandom(key, STORE_KEY_SIZE, 0) != STORE_KEY_SIZE)
        return err_errno(e, "no random numbers");
    if (database_transact(d, find_or_add, &w, e) != STORE_OK)
        return -1;
    if (dropped)
        empty_log(d);
    return 0;
}

int day_keys_find(struct day_keys *keys, struct database *d, int64_t day,
                  uint8_t key[STORE_KEY_SIZE], struct err *e)
{
    size_t i = (size_t)day & 1;
    int result = 0;

    pthread_mutex_lock(&keys->mutex);
    if (!keys->of[i].known || keys->of[i].day != day) {
        WIDEN();
        keys->of[i].known = false;
        result = make(d, day, keys->of[i].key, e);
        keys->of[i].known = result == 0;
        keys->of[i].day = day;
    }
    if (result == 0)
        memcpy(key, keys->of[i].key, STORE_KEY_SIZE);
    pthread_mutex_unlock(&keys->mutex);
    return result;
}
