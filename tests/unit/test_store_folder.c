/* The data folder of a store: what is taken for one, who may read it, and the
 * keys of the day. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <sqlite3.h>
#include <sys/stat.h>

#include "tests/unit/store_folder.h"

static void ignore(void *ctx, enum store_result result)
{
    (void)ctx;
    (void)result;
}

static void put_file(const char *folder, const char *name, struct str bytes)
{
    char path[200];
    struct err e;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    assert_int_equal(file_replace(path, bytes, &e), 0);
}

static void run_sql(const char *folder, const char *sql)
{
    char path[200];
    sqlite3 *db;

    snprintf(path, sizeof(path), "%s/gabay.db", folder);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static void refused(const char *folder, enum err_code code, const char *says)
{
    struct err e = {0};
    struct store *s = store_open(folder, &e);

    store_close(s);
    assert_null(s);
    assert_int_equal(e.code, code);
    if (!strstr(e.message, says))
        fail_msg("\"%s\" does not say \"%s\"", e.message, says);
    assert_true(e.path[0] == '/');
}

static void what_is_no_data_folder_is_refused(void **state)
{
    char inside[200];

    snprintf(inside, sizeof(inside), "%s/none", (char *)*state);
    refused(inside, ERR_CONTENT, "no such folder");
    put_file(*state, "none", S("a file"));
    refused(inside, ERR_CONTENT, "no such folder");
    refused("/proc/self", ERR_SYSTEM, "cannot write in this folder");
    put_file(*state, "gabay.db", S("Dear diary, today I was a database."));
    refused(*state, ERR_CONTENT, "no database");
}

static int note_use(void *ctx, const struct reply_use *use, struct err *e)
{
    (void)use;
    (void)e;
    ++*(size_t *)ctx;
    return 0;
}

static void a_database_of_before_replies_is_brought_up(void **state)
{
    const struct vote vote = vote_of("returns", 1, true);
    struct err e = {0};
    size_t count = 0;
    struct store *s = open_store(*state);

    assert_int_equal(store_vote(s, &vote, ignore, NULL), STORE_OK);
    store_close(s);
    run_sql(*state, "DROP TABLE reply_uses; PRAGMA user_version = 1");
    assert_int_equal(store_read_votes(*state, count_vote, &count, &e), -1);
    assert_non_null(strstr(e.message, "older than this program"));
    store_close(open_store(*state));
    assert_int_equal(count_votes(*state), 1);
    assert_int_equal(store_read_reply_uses(*state, note_use, &count, &e), 0);
    assert_int_equal(count, 0);
}

static void other_databases_are_refused(void **state)
{
    run_sql(*state, "CREATE TABLE diary (day, text)");
    refused(*state, ERR_CONTENT, "not of Gabay");
    run_sql(*state, "DROP TABLE diary; PRAGMA user_version = 1");
    refused(*state, ERR_CONTENT, "not of Gabay");
    run_sql(*state, "PRAGMA user_version = 0");
    store_close(open_store(*state));
    run_sql(*state, "PRAGMA user_version = 3");
    refused(*state, ERR_CONTENT, "install a newer Gabay");

    size_t count = 0;
    struct err e = {0};
    assert_int_equal(store_read_votes(*state, count_vote, &count, &e), -1);
    assert_non_null(strstr(e.message, "install a newer Gabay"));
}

static void one_server_a_folder(void **state)
{
    struct store *s = open_store(*state);

    refused(*state, ERR_SYSTEM, "another server has this data folder");
    store_close(s);
    store_close(open_store(*state));
    store_close(NULL);
}

static void nobody_else_reads_the_files(void **state)
{
    static const char *const names[] = {"gabay.db", "gabay.db-wal",
                                        "gabay.db-shm", "gabay.lock"};
    struct store *s = open_store(*state);
    struct vote v = vote_of("a", 1, true);

    assert_int_equal(store_vote(s, &v, ignore, NULL), STORE_OK);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char path[200];
        struct stat st;
        snprintf(path, sizeof(path), "%s/%s", (char *)*state, names[i]);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 0777, 0600);
    }
    store_close(s);
}

static bool file_holds(const char *folder, const char *name, const void *bytes)
{
    char path[200];
    struct buf all = {0};
    struct err e;

    snprintf(path, sizeof(path), "%s/%s", folder, name);
    assert_int_equal(file_read(path, 1 << 24, &all, &e), 0);
    bool found =
        str_search(buf_str(&all), str_of(bytes, STORE_KEY_SIZE)) < all.len;
    buf_release(&all);
    return found;
}

static void take_key(struct store *s, int64_t day, uint8_t key[STORE_KEY_SIZE])
{
    struct err e = {0};

    if (store_day_key(s, day, key, &e))
        fail_msg("%s: %s", e.path, e.message);
}

static void keys_last_two_days(void **state)
{
    uint8_t first[STORE_KEY_SIZE], second[STORE_KEY_SIZE],
        third[STORE_KEY_SIZE], again[STORE_KEY_SIZE];
    struct store *s = open_store(*state);

    take_key(s, DAY, first);
    take_key(s, DAY + 1, second);
    assert_memory_not_equal(first, second, STORE_KEY_SIZE);
    take_key(s, DAY, again);
    assert_memory_equal(first, again, STORE_KEY_SIZE);
    store_close(s);
    assert_true(file_holds(*state, "gabay.db", first));

    s = open_store(*state);
    take_key(s, DAY + 1, again);
    assert_memory_equal(second, again, STORE_KEY_SIZE);
    take_key(s, DAY + 2, third);
    assert_false(file_holds(*state, "gabay.db", first));
    assert_false(file_holds(*state, "gabay.db-wal", first));
    assert_true(file_holds(*state, "gabay.db", second));
    assert_true(file_holds(*state, "gabay.db", third));
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_FOLDER(what_is_no_data_folder_is_refused),
        IN_FOLDER(a_database_of_before_replies_is_brought_up),
        IN_FOLDER(other_databases_are_refused),
        IN_FOLDER(one_server_a_folder),
        IN_FOLDER(nobody_else_reads_the_files),
        IN_FOLDER(keys_last_two_days),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
