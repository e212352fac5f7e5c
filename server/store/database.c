#include "server/store/database.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/file.h"
#include "server/store/schema.h"

static const char *const statements[STATEMENTS] = {
    [STATEMENT_BEGIN] = "BEGIN IMMEDIATE",
    [STATEMENT_COMMIT] = "COMMIT",
    [STATEMENT_ROLLBACK] = "ROLLBACK",
    /* On the right of SET stand the values of before. */
    [STATEMENT_VOTE] =
        "INSERT INTO votes"
        " (visitor, article, day, locale, at, yes, reason, comment)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (visitor, article, day) DO UPDATE SET"
        " locale = excluded.locale, at = excluded.at, yes = excluded.yes,"
        " reason = iif(excluded.yes <> yes OR excluded.reason <> '',"
        "  excluded.reason, reason),"
        " comment = iif(excluded.yes <> yes OR excluded.comment <> '',"
        "  excluded.comment, comment)"
        " WHERE excluded.yes <> yes"
        " OR excluded.reason NOT IN ('', reason)"
        " OR excluded.comment NOT IN ('', comment)",
    [STATEMENT_QUESTION] =
        "INSERT INTO questions"
        " (visitor, day, locale, at, text, asked, reply_to)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
        " ON CONFLICT (visitor, day, text) DO UPDATE SET"
        " reply_to = excluded.reply_to WHERE excluded.reply_to <> ''",
    [STATEMENT_REPLY_USE] =
        "INSERT INTO reply_uses (reply, locale, day, count)"
        " VALUES (?1, ?2, ?3, 1)"
        " ON CONFLICT (reply, locale, day) DO UPDATE SET count = count + 1",
    [STATEMENT_FIND_KEY] = "SELECT key FROM day_keys WHERE day = ?1",
    [STATEMENT_ADD_KEY] = "INSERT INTO day_keys (day, key) VALUES (?1, ?2)",
    [STATEMENT_DROP_KEYS] = "DELETE FROM day_keys WHERE day < ?1 - 1",
};

/* Of a connection that writes. What is deleted is overwritten with zeros. */
static const char settings[] = "PRAGMA journal_mode = WAL;"
                               "PRAGMA synchronous = FULL;"
                               "PRAGMA secure_delete = ON;"
                               "PRAGMA journal_size_limit = 8388608;";

static const struct {
    int sqlite;
    enum err_code code;
    const char *message;
} failures[] = {
    {SQLITE_NOTADB, ERR_CONTENT, "no database: move this file away"},
    {SQLITE_CORRUPT, ERR_CONTENT, "damaged: take the last backup"},
    {SQLITE_BUSY, ERR_SYSTEM, "another program has locked it: end that"},
    {SQLITE_FULL, ERR_SYSTEM, "no space left on the disk"},
    {SQLITE_NOMEM, ERR_SYSTEM, "out of memory"},
};

static bool is_no_space(int code, int why)
{
    return code == SQLITE_FULL ||
           (code == SQLITE_IOERR &&
            (why == ENOSPC || why == EDQUOT || why == EFBIG));
}

enum store_result database_failed(struct database *d, int code, struct err *e)
{
    const char *text = sqlite3_errstr(code);
    int why = d->why;

    if (!why && d->handle)
        why = sqlite3_system_errno(d->handle);

    code = is_no_space(code & 0xff, why) ? SQLITE_FULL : code & 0xff;
    if (code == SQLITE_IOERR || code == SQLITE_CANTOPEN)
        err_set(e, ERR_SYSTEM, "%s: %s", text, strerror(why));
    else
        err_set(e, ERR_SYSTEM, "%s", text);
    for (size_t i = 0; i < sizeof(failures) / sizeof(failures[0]); i++)
        if (failures[i].sqlite == code)
            err_set(e, failures[i].code, "%s", failures[i].message);
    err_at(e, str_from(d->path), 0, 0);
    return code == SQLITE_FULL ? STORE_NO_SPACE : STORE_FAILED;
}

static int name_file(struct database *d, const char *folder, struct err *e)
{
    d->folder = arena_fmt(&d->arena, "%s", folder).ptr;
    d->path = arena_fmt(&d->arena, "%s/gabay.db", folder).ptr;
    return d->folder && d->path ? 0 : err_no_memory(e);
}

static bool is_missing(int why)
{
    return why == ENOENT || why == ENOTDIR;
}

static int check_folder(const char *folder, struct err *e)
{
    struct stat st;
    int why = stat(folder, &st) == 0 ? 0 : errno;

    if (why == 0 && S_ISDIR(st.st_mode))
        return 0;
    if (why && !is_missing(why))
        err_errno(e, "cannot look at this folder");
    else
        err_set(e, ERR_CONTENT, "no such folder: make it first");
    return err_at(e, str_from(folder), 0, 0);
}

static int take_lock(struct database *d, const char *folder, struct err *e)
{
    const char *path = arena_fmt(&d->arena, "%s/gabay.lock", folder).ptr;

    if (!path)
        return err_no_memory(e);
    d->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (d->lock < 0) {
        err_errno(e, "cannot write in this folder");
        return err_at(e, str_from(folder), 0, 0);
    }
    if (flock(d->lock, LOCK_EX | LOCK_NB) == 0)
        return 0;
    if (errno == EWOULDBLOCK)
        err_set(e, ERR_SYSTEM,
                "another server has this data folder: end it, or give each "
                "a folder of its own");
    else
        err_errno(e, "cannot lock");
    return err_at(e, str_from(folder), 0, 0);
}

/* Questions say how to answer them: nobody but the server reads the file.
 * SQLite makes the files beside it as this one is. */
static int make_file(const char *path, struct err *e)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

    if (fd < 0) {
        err_errno(e, "cannot write");
        return err_at(e, str_from(path), 0, 0);
    }
    close(fd);
    return file_sync_folder(path, e);
}

static int wrong_version(struct database *d, int version, struct err *e)
{
    if (version > SCHEMA_VERSION)
        err_set(e, ERR_CONTENT,
                "schema %d, this program knows %d: install a newer Gabay",
                version, SCHEMA_VERSION);
    else
        err_set(e, ERR_CONTENT, "a database, but not of Gabay's");
    return err_at(e, str_from(d->path), 0, 0);
}

static int connect_to(struct database *d, int flags, int *version,
                      struct err *e)
{
    int code =
        sqlite3_open_v2(d->path, &d->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);

    if (code == SQLITE_OK)
        code = sqlite3_busy_timeout(d->handle, DATABASE_BUSY_MS);
    if (code == SQLITE_OK)
        code = schema_version(d->handle, version);
    if (code) {
        database_failed(d, code, e);
        return -1;
    }
    if (*version > SCHEMA_VERSION || *version == SCHEMA_FOREIGN)
        return wrong_version(d, *version, e);
    return 0;
}

static int prepare(struct database *d)
{
    int code = SQLITE_OK;

    for (int i = 0; i < STATEMENTS && code == SQLITE_OK; i++)
        code = sqlite3_prepare_v3(d->handle, statements[i], -1,
                                  SQLITE_PREPARE_PERSISTENT, &d->statements[i],
                                  NULL);
    return code;
}

static int set_up(struct database *d, int version, struct err *e)
{
    int code = sqlite3_exec(d->handle, settings, NULL, NULL, NULL);

    if (code == SQLITE_OK)
        code = schema_bring(d->handle, version);
    if (code == SQLITE_OK)
        code = prepare(d);
    if (code == SQLITE_OK)
        return 0;
    database_failed(d, code, e);
    return -1;
}

int database_open(struct database *d, const char *folder, struct err *e)
{
    int version;

    *d = (struct database){.lock = -1};
    pthread_mutex_init(&d->mutex, NULL);
    if (name_file(d, folder, e) || check_folder(folder, e) ||
        take_lock(d, folder, e) || make_file(d->path, e) ||
        connect_to(d, SQLITE_OPEN_READWRITE, &version, e) ||
        set_up(d, version, e)) {
        database_close(d);
        return -1;
    }
    return 0;
}

static int check_file(struct database *d, const char *folder, struct err *e)
{
    if (access(d->path, R_OK) == 0)
        return 0;
    if (is_missing(errno))
        err_set(e, ERR_CONTENT,
                "no database here: no server has used this "
                "data folder yet");
    else
        err_errno(e, "cannot read the database here");
    return err_at(e, str_from(folder), 0, 0);
}

static int check_present(struct database *d, int version, struct err *e)
{
    if (version == SCHEMA_VERSION)
        return 0;
    err_set(e, ERR_CONTENT,
            "older than this program: start the server, it "
            "brings it up to date");
    return err_at(e, str_from(d->path), 0, 0);
}

int database_open_to_read(struct database *d, const char *folder, struct err *e)
{
    int version;

    *d = (struct database){.lock = -1};
    pthread_mutex_init(&d->mutex, NULL);
    if (name_file(d, folder, e) || check_folder(folder, e) ||
        check_file(d, folder, e) ||
        connect_to(d, SQLITE_OPEN_READONLY, &version, e) ||
        check_present(d, version, e)) {
        database_close(d);
        return -1;
    }
    return 0;
}

void database_close(struct database *d)
{
    for (int i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(d->statements[i]);
    sqlite3_close(d->handle);
    if (d->lock >= 0)
        close(d->lock);
    arena_release(&d->arena);
    pthread_mutex_destroy(&d->mutex);
}

/* SQLite forgets the system's reason when a commit fails. */
int database_step(struct database *d, enum statement which)
{
    errno = 0;
    int code = sqlite3_step(d->statements[which]);
    d->why = errno;
    return code;
}

int database_run(struct database *d, enum statement which)
{
    sqlite3_stmt *statement = d->statements[which];
    int code = database_step(d, which);

    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    return code == SQLITE_DONE || code == SQLITE_ROW ? SQLITE_OK : code;
}

enum store_result database_transact(struct database *d, database_work *work,
                                    const void *ctx, struct err *e)
{
    enum store_result result = STORE_OK;

    pthread_mutex_lock(&d->mutex);
    int code = database_run(d, STATEMENT_BEGIN);
    if (code == SQLITE_OK)
        code = work(d, ctx);
    if (code == SQLITE_OK)
        code = database_run(d, STATEMENT_COMMIT);
    if (code) {
        /* Before the rollback, which has an error of its own. */
        result = database_failed(d, code, e);
        if (!sqlite3_get_autocommit(d->handle))
            database_run(d, STATEMENT_ROLLBACK);
    }
    pthread_mutex_unlock(&d->mutex);
    return result;
}
