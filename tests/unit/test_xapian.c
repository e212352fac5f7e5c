/* The Xapian shim: writing, compaction into a file, search, damage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/file.h"
#include "lib/site/site_file.h"
#include "lib/site/site_writer.h"
#include "lib/xapian/xapian_shim.h"

enum { CHANGED = 1, INDEX_AT = 8192 };

struct document {
    uint32_t docid;
    const char *words; /* separated by spaces; a repeated one weighs more */
    const char *section;
    double changed;
};

/* All of the same length, so that wdf alone ranks the words. */
static const struct document first_shard[] = {
    {1, "return return parcel form", "returns", 100},
    {2, "return parcel shop open", "returns", 300},
    {7, "parcel parcel parcel late", "shipping", 200},
};
static const struct document second_shard[] = {
    {20, "payment card late fee", "payment", -50},
    {21, "payment return money fee", "payment", 1000},
};

static int make_scratch(void **state)
{
    static char folder[64];

    snprintf(folder, sizeof(folder), "/tmp/gabay-xapian-XXXXXX");
    *state = mkdtemp(folder);
    return *state ? 0 : -1;
}

static int drop_scratch(void **state)
{
    return file_remove_tree(*state, NULL);
}

static const char *in(void **state, const char *name, char out[128])
{
    snprintf(out, 128, "%s/%s", (const char *)*state, name);
    return out;
}

static void add_document(struct xapian_writer *w, const struct document *d)
{
    struct str rest = str_from(d->words), word;
    struct err e = {0};
    char filter[64];

    while (str_cut(&rest, ' ', &word))
        assert_int_equal(xapian_writer_term(w, word, 1, &e), 0);
    snprintf(filter, sizeof(filter), "XS%s", d->section);
    assert_int_equal(xapian_writer_filter(w, str_from(filter), &e), 0);
    assert_int_equal(xapian_writer_value(w, CHANGED, d->changed, &e), 0);
    assert_int_equal(xapian_writer_add(w, d->docid, &e), 0);
}

static void write_shard(const char *folder, const struct document *documents,
                        size_t count)
{
    struct err e = {0};
    struct xapian_writer *w = xapian_writer_new(folder, &e);

    assert_non_null(w);
    for (size_t i = 0; i < count; i++)
        add_document(w, &documents[i]);
    assert_int_equal(xapian_writer_commit(w, &e), 0);
    xapian_writer_free(w);
}

/* Both shards compacted at INDEX_AT of a new file, other bytes around. */
static int make_index(void **state, uint64_t *length)
{
    char a[128], b[128], file[128];
    const char *folders[] = {in(state, "a", a), in(state, "b", b)};
    struct err e = {0};

    write_shard(a, first_shard, 3);
    write_shard(b, second_shard, 2);
    int fd = open(in(state, "file", file), O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(pwrite(fd, "before", 6, 0), 6);
    assert_int_equal(xapian_compact(folders, 2, fd, INDEX_AT, length, &e), 0);
    assert_int_equal(pwrite(fd, "behind", 6, (off_t)(INDEX_AT + *length)), 6);
    return fd;
}

static struct xapian_db *open_index(void **state)
{
    uint64_t length;
    struct err e = {0};
    int fd = make_index(state, &length);
    struct xapian_db *db = xapian_db_open(fd, INDEX_AT, &e);

    if (!db)
        fail_msg("%s", e.message);
    close(fd);
    return db;
}

static struct xapian_query *term(const char *text)
{
    return xapian_query_term(str_from(text));
}

static struct xapian_query *join(enum xapian_op op, struct xapian_query *a,
                                 struct xapian_query *b)
{
    struct xapian_query *both[] = {a, b};

    return xapian_query_join(op, both, 2);
}

static const struct xapian_search plain = {
    .count = 10, .check_at_least = 100, .k1 = 1.2, .b = 0.5};

/* Frees the query. */
static struct xapian_result *search(struct xapian_db *db,
                                    struct xapian_query *q,
                                    const struct xapian_search *how)
{
    struct xapian_result *r = NULL;
    struct err e = {0};

    if (xapian_search(db, q, how, &r, &e))
        fail_msg("%s", e.message);
    xapian_query_free(q);
    return r;
}

/* `want`: docids in order, ended by 0. Frees the result. */
static void assert_hits(struct xapian_result *r, const uint32_t *want)
{
    size_t n = 0;

    for (; want[n]; n++) {
        assert_true(n < r->hit_count);
        assert_int_equal(r->hits[n].docid, want[n]);
    }
    assert_int_equal(r->hit_count, n);
    xapian_result_free(r);
}

#define HITS(...) ((const uint32_t[]){__VA_ARGS__, 0})

static void docids_are_kept_inside_a_file(void **state)
{
    struct xapian_db *db = open_index(state);
    uint32_t n;

    assert_int_equal(xapian_db_count(db, &n, NULL), 0);
    assert_int_equal(n, 5);
    assert_int_equal(xapian_db_frequency(db, S("parcel"), &n, NULL), 0);
    assert_int_equal(n, 3);
    assert_int_equal(xapian_db_frequency(db, S("absent"), &n, NULL), 0);
    assert_int_equal(n, 0);
    assert_hits(search(db, term("fee"), &plain), HITS(20, 21));
    assert_hits(search(db, term("parcel"), &plain), HITS(7, 1, 2));
    xapian_db_free(db);
}

static void queries_join(void **state)
{
    struct xapian_db *db = open_index(state);

    assert_hits(
        search(db, join(XAPIAN_AND, term("return"), term("parcel")), &plain),
        HITS(1, 2));
    assert_hits(
        search(db, join(XAPIAN_AND_NOT, term("late"), term("fee")), &plain),
        HITS(7));
    assert_hits(search(db,
                       join(XAPIAN_FILTER, term("return"), term("XSpayment")),
                       &plain),
                HITS(21));
    assert_hits(search(db, xapian_query_all(), &plain), HITS(1, 2, 7, 20, 21));
    assert_hits(search(db, xapian_query_join(XAPIAN_OR, NULL, 0), &plain),
                &(const uint32_t){0});
    /* As one term, two times "parcel" and "return" in 2 are less than the
     * three words of the kind that 1 and 7 have. */
    assert_hits(search(db, join(XAPIAN_SYNONYM, term("return"), term("parcel")),
                       &plain),
                HITS(1, 7, 2, 21));
    xapian_db_free(db);
}

static void scaling_decides_the_order(void **state)
{
    struct xapian_db *db = open_index(state);
    struct xapian_query *shop = xapian_query_scale(term("shop"), 0.001);
    struct xapian_query *card = xapian_query_scale(term("card"), 2);

    assert_hits(search(db, join(XAPIAN_OR, shop, card), &plain), HITS(20, 2));
    shop = xapian_query_scale(term("shop"), 2);
    card = xapian_query_scale(term("card"), 0);
    assert_hits(search(db, join(XAPIAN_OR, shop, card), &plain), HITS(2, 20));
    xapian_db_free(db);
}

static void missing_children_make_no_query(void **state)
{
    struct xapian_db *db = open_index(state);
    struct xapian_result *r;
    struct err e = {0};

    assert_null(join(XAPIAN_OR, term("a"), NULL));
    assert_null(xapian_query_scale(NULL, 1));
    assert_int_equal(xapian_search(db, NULL, &plain, &r, &e), -1);
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_null(r);
    xapian_db_free(db);
}

static void filters_do_not_weigh(void **state)
{
    struct xapian_db *db = open_index(state);
    struct xapian_result *alone = search(db, term("shop"), &plain);
    struct xapian_result *filtered = search(
        db, join(XAPIAN_FILTER, term("shop"), term("XSreturns")), &plain);

    assert_int_equal(alone->hit_count, 1);
    assert_int_equal(filtered->hit_count, 1);
    assert_true(alone->hits[0].weight > 0);
    assert_true(alone->hits[0].weight - filtered->hits[0].weight < 1e-9);
    assert_true(filtered->hits[0].weight - alone->hits[0].weight < 1e-9);
    xapian_result_free(alone);
    xapian_result_free(filtered);
    xapian_db_free(db);
}

static void pages_and_counts(void **state)
{
    struct xapian_db *db = open_index(state);
    struct xapian_search how = plain;

    how.first = 1;
    how.count = 1;
    struct xapian_result *r = search(db, term("parcel"), &how);
    assert_int_equal(r->estimated, 3);
    assert_int_equal(r->lower, 3);
    assert_int_equal(r->upper, 3);
    assert_hits(r, HITS(1));
    how.first = 9;
    assert_hits(search(db, term("parcel"), &how), &(const uint32_t){0});
    xapian_db_free(db);
}

static void numbers_sort_as_numbers(void **state)
{
    struct xapian_db *db = open_index(state);
    struct xapian_search how = plain;

    how.sort_by_value = true;
    how.sort_slot = CHANGED;
    assert_hits(search(db, xapian_query_all(), &how), HITS(21, 2, 7, 1, 20));
    xapian_db_free(db);
}

static void matches_are_listed(void **state)
{
    struct xapian_db *db = open_index(state);
    struct xapian_search how = plain;
    uint32_t seen = 0, all = 0;

    how.count = 1;
    struct xapian_result *r = search(db, xapian_query_all(), &how);
    assert_int_equal(r->match_count, 0); /* nobody asked for them */
    xapian_result_free(r);
    how.list_matches = true;
    r = search(db, xapian_query_all(), &how);
    assert_int_equal(r->hit_count, 1);
    assert_int_equal(r->match_count, 5);
    for (size_t i = 0; i < 3; i++)
        all |= 1u << first_shard[i].docid;
    for (size_t i = 0; i < 2; i++)
        all |= 1u << second_shard[i].docid;
    for (size_t i = 0; i < r->match_count; i++)
        seen |= 1u << r->matches[i];
    assert_int_equal(seen, all);
    xapian_result_free(r);
    xapian_db_free(db);
}

static void writers_refuse(void **state)
{
    char folder[128], text[256];
    struct err e = {0};
    struct xapian_writer *w = xapian_writer_new(in(state, "w", folder), &e);

    assert_non_null(w);
    memset(text, 'x', sizeof(text));
    assert_int_equal(xapian_writer_term(w, str_of(text, 245), 1, &e), 0);
    assert_int_equal(xapian_writer_term(w, str_of(text, 246), 1, &e), -1);
    assert_int_equal(e.code, ERR_CONTENT);
    text[7] = '\0'; /* costs two */
    assert_int_equal(xapian_writer_term(w, str_of(text, 244), 1, &e), 0);
    assert_int_equal(xapian_writer_term(w, str_of(text, 245), 1, &e), -1);
    assert_int_equal(xapian_writer_filter(w, S(""), &e), -1);
    assert_int_equal(xapian_writer_add(w, 0, &e), -1);
    assert_int_equal(xapian_writer_add(w, 5, &e), 0);
    assert_int_equal(xapian_writer_add(w, 5, &e), -1);
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_int_equal(xapian_writer_commit(w, &e), 0);
    xapian_writer_free(w);
    xapian_writer_free(NULL);
    assert_null(xapian_writer_new("/proc/none/here", &e));
    assert_int_equal(e.code, ERR_SYSTEM);
}

static int lowest_free_fd(void)
{
    int fd = open("/dev/null", O_RDONLY);

    close(fd);
    return fd;
}

static void compaction_refuses(void **state)
{
    char a[128], b[128], c[128], file[128];
    const char *twice[] = {in(state, "a", a), in(state, "b", b)};
    const char *none[] = {in(state, "c", c)};
    uint64_t length;
    struct err e = {0};

    write_shard(a, first_shard, 3);
    write_shard(b, first_shard, 3);
    int fd = open(in(state, "file", file), O_RDWR | O_CREAT, 0600);
    int free_fd = lowest_free_fd();
    assert_int_equal(xapian_compact(twice, 2, fd, 0, &length, &e), -1);
    assert_non_null(strstr(e.message, "disjoint"));
    assert_int_equal(xapian_compact(none, 1, fd, 0, &length, &e), -1);
    assert_int_equal(xapian_compact(none, 0, fd, 0, &length, &e), -1);
    assert_int_equal(lowest_free_fd(), free_fd);
    assert_int_equal(close(fd), 0);
}

static struct buf compacted(const char *const *folders, uint64_t offset)
{
    char name[] = "/tmp/gabay-compact-XXXXXX";
    uint64_t length;
    struct buf out = {0};
    int fd = mkstemp(name);

    unlink(name);
    assert_int_equal(xapian_compact(folders, 2, fd, offset, &length, NULL), 0);
    assert_non_null(buf_room(&out, length));
    assert_int_equal(file_pread(fd, out.ptr, length, offset, NULL), 0);
    out.len = length;
    close(fd);
    return out;
}

/* Other folders, another order of making them, another place in the file. */
static void equal_input_gives_equal_bytes(void **state)
{
    char a[128], b[128], c[128], d[128];
    const char *one[] = {in(state, "a", a), in(state, "b", b)};
    const char *other[] = {in(state, "second", c), in(state, "first", d)};

    write_shard(a, first_shard, 3);
    write_shard(b, second_shard, 2);
    write_shard(d, second_shard, 2);
    write_shard(c, first_shard, 3);
    struct buf x = compacted(one, 0), y = compacted(other, 4096);
    assert_int_equal(x.len, y.len);
    assert_memory_equal(x.ptr, y.ptr, x.len);
    buf_release(&y);

    write_shard(d, second_shard, 1);
    y = compacted(other, 0);
    assert_true(x.len != y.len || memcmp(x.ptr + 16, y.ptr + 16, 16) != 0);
    buf_release(&x);
    buf_release(&y);
}

/* Either an error or an answer, never a crash, and no descriptor lost. */
static void poke(int fd)
{
    struct err e = {0};
    struct xapian_result *r;
    struct xapian_db *db = xapian_db_open(fd, INDEX_AT, &e);

    if (!db) {
        assert_int_equal(e.code, ERR_CONTENT);
        return;
    }
    struct xapian_query *q = join(XAPIAN_OR, term("return"), term("fee"));
    struct xapian_search how = plain;
    how.list_matches = true;
    if (xapian_search(db, q, &how, &r, &e))
        assert_int_not_equal(e.code, ERR_NONE);
    else
        xapian_result_free(r);
    xapian_query_free(q);
    xapian_db_free(db);
}

static void put(int fd, const char *bytes, size_t n, uint64_t at)
{
    assert_int_equal(pwrite(fd, bytes, n, (off_t)(INDEX_AT + at)), n);
}

static void damage_is_an_error(void **state)
{
    static const char junk[64] = "GARBAGE \xff\xff\xff\xff";
    uint64_t length;
    int fd = make_index(state, &length);
    struct buf whole = {0};
    int free_fd = lowest_free_fd();

    assert_non_null(buf_room(&whole, length));
    assert_int_equal(file_pread(fd, whole.ptr, length, INDEX_AT, NULL), 0);
    for (uint64_t at = 0; at + sizeof(junk) < length; at += 509) {
        put(fd, junk, sizeof(junk), at);
        poke(fd);
        put(fd, whole.ptr + at, sizeof(junk), at);
    }
    for (uint64_t left = length; left > 4096; left -= 4096) {
        assert_int_equal(ftruncate(fd, (off_t)(INDEX_AT + left - 1)), 0);
        poke(fd);
    }
    assert_int_equal(lowest_free_fd(), free_fd);
    struct err e = {0};
    assert_null(xapian_db_open(fd, 0, &e)); /* no database begins here */
    assert_int_equal(e.code, ERR_CONTENT);
    assert_null(xapian_db_open(-1, 0, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    buf_release(&whole);
    close(fd);
}

static void a_site_file_holds_an_index(void **state)
{
    char a[128], path[128];
    const char *folders[] = {in(state, "a", a)};
    uint64_t offset, length;
    int fd;
    struct err e = {0};
    struct site_writer *w = site_writer_new(in(state, "x.gabay", path), &e);

    write_shard(a, first_shard, 3);
    assert_int_equal(site_writer_begin_index(w, &fd, &offset, &e), 0);
    assert_int_equal(xapian_compact(folders, 1, fd, offset, &length, &e), 0);
    assert_int_equal(site_writer_end_index(w, S("search/en/index"), length, &e),
                     0);
    assert_int_equal(site_writer_publish(w, &e), 0);
    site_writer_free(w);

    struct site_file *f = site_file_open(path, &e);
    assert_non_null(f);
    const struct site_entry *entry = site_file_find(f, S("search/en/index"));
    assert_int_equal(entry->plain_length, length);
    struct xapian_db *db =
        xapian_db_open(site_file_fd(f), entry->blob[0].offset, &e);
    assert_non_null(db);
    site_file_close(f); /* the index has its own descriptor */
    assert_hits(search(db, term("late"), &plain), HITS(7));
    xapian_db_free(db);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_scratch, drop_scratch)
    const struct CMUnitTest tests[] = {
        TEST(docids_are_kept_inside_a_file),
        TEST(queries_join),
        TEST(scaling_decides_the_order),
        TEST(missing_children_make_no_query),
        TEST(filters_do_not_weigh),
        TEST(pages_and_counts),
        TEST(numbers_sort_as_numbers),
        TEST(matches_are_listed),
        TEST(writers_refuse),
        TEST(compaction_refuses),
        TEST(equal_input_gives_equal_bytes),
        TEST(damage_is_an_error),
        TEST(a_site_file_holds_an_index),
    };
    return cmocka_run_group_tests_name("xapian", tests, NULL, NULL);
}
