/* The site file read: round trip, every refusal, damage. */
#include <fcntl.h>

#include "lib/site/site_layout.h"
#include "tests/unit/site_sample.h"

static void what_was_written_is_read(void **state)
{
    const struct place *p = *state;
    char etag[32];
    struct err e = {0};

    write_sample(p->path);
    struct site_file *f = site_file_open(p->path, &e);
    assert_non_null(f);
    assert_int_equal(site_file_count(f), ROWS);
    const struct site_entry *en = site_file_find(f, S("/en/"));
    assert_ptr_equal(en, site_file_at(f, EN));
    assert_int_equal(en->kind, SITE_PAGE);
    assert_int_equal(en->cache, SITE_CACHE_REVALIDATE);
    assert_true(en->changed == 1234567890 && en->expires == 4000000000);
    assert_int_equal(en->plain_length, 12);
    assert_str(en->type, HTML);
    assert_blob(f, en, SITE_PLAIN, "<p>Hello</p>");
    assert_blob(f, en, SITE_GZIP, "gzip");
    assert_blob(f, en, SITE_BROTLI, "brotli!");
    snprintf(etag, sizeof(etag), "\"%016llx\"",
             (unsigned long long)site_check_bytes(S("<p>Hello</p>")));
    assert_str(en->etag, etag);
    assert_str(site_file_at(f, OLD)->target, "/en/");
    assert_str(site_file_at(f, OLD)->etag, "");
    assert_int_equal(site_file_at(f, A_CSS)->cache, SITE_CACHE_IMMUTABLE);
    assert_true(site_file_at(f, A_CSS)->blob[SITE_PLAIN].offset > 0);
    assert_blob(f, site_file_at(f, A_CSS), SITE_PLAIN, "");
    assert_true(site_file_at(f, PACKED)->blob[SITE_PLAIN].offset == 0);
    assert_int_equal(site_file_at(f, INDEX)->blob[0].offset % 4096, 0);
    assert_blob(f, site_file_at(f, INDEX), SITE_PLAIN, "a database");
    assert_null(site_file_find(f, S("/e")));
    assert_null(site_file_find(f, S("")));
    site_file_close(f);
    assert_int_equal(access(p->part, F_OK), -1);
}

static void internal_entries_load_by_name(void **state)
{
    const struct place *p = *state;
    struct buf b = {0};
    struct err e = {0};

    write_sample(p->path);
    struct site_file *f = site_file_open(p->path, &e);
    assert_int_equal(site_file_load(f, "manifest.json", &b, &e), 0);
    assert_str(buf_str(&b), "{}");
    assert_int_equal(site_file_load(f, "texts/en.json", &b, &e), -1);
    assert_int_equal(e.code, ERR_CONTENT);
    assert_string_equal(e.message,
                        "has no texts/en.json inside: compile it again");
    assert_string_equal(e.path, p->path);
    assert_str(buf_str(&b), "{}");
    buf_release(&b);
    site_file_close(f);
    site_file_close(NULL);
}

static void assert_refused(const char *path, struct str bytes,
                           const char *message)
{
    struct err e = {0};

    assert_int_equal(file_replace(path, bytes, &e), 0);
    struct site_file *f = site_file_open(path, &e);
    if (f)
        fail_msg("accepted, want \"%s\"", message);
    assert_int_equal(e.code, ERR_CONTENT);
    assert_string_equal(e.path, path);
    assert_null(strchr(e.message, '\n'));
    if (!strstr(e.message, message))
        fail_msg("got \"%s\", want \"%s\"", e.message, message);
}

static void foreign_files_are_named(void **state)
{
    static const struct {
        struct str bytes;
        const char *message;
    } cases[] = {
        {STR(""), "empty file: copied only in part?"},
        {STR("ZIM\x04 and more"), "not a Gabay file but a ZIM file"},
        {STR("PK\x03\x04\x14\0"), "not a Gabay file but a zip archive"},
        {STR("SQLite format 3\0\x10"), "but an SQLite database"},
        {STR("\x1f\x8b\x08\0\0"), "but a gzip file"},
        {STR("# Returns\n\nZwróć towar\n"), "but a text file"},
        {STR("x"), "but a text file"},
        {STR("\x01\x02\xff\xfe"), "not a Gabay file: give one"},
        {STR("\0\0\0\0\0\0\0\0\0"), "begins with zero bytes"},
        {STR("\x89GABAY\n\x01\0\0\0"), "copied as text"},
        {STR("\tGABAY\r\n\x01\0\0\0"), "copied as text"},
        {STR("\x89GABAY\r\n\x01\0"), "shorter than its own header (10 of 64"},
        {STR("\x89GA"), "shorter than its own header (3 of 64"},
    };
    const struct place *p = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
        assert_refused(p->path, cases[i].bytes, cases[i].message);
}

static void folders_and_absent_files_are_named(void **state)
{
    const struct place *p = *state;
    struct err e = {0};

    assert_null(site_file_open(p->folder, &e));
    assert_int_equal(e.code, ERR_CONTENT);
    assert_string_equal(e.message,
                        "not a file: give one that gabay-indexer wrote");
    assert_null(site_file_open(p->path, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_string_equal(e.path, p->path);
}

/* Makes the checks right again behind a change. */
static void seal(struct buf *b, bool body)
{
    struct site_header h;
    struct buf head = {0};

    site_header_get(b->ptr, &h);
    if (body) {
        size_t at = h.table_offset < b->len ? (size_t)h.table_offset : b->len;
        size_t from = at < SITE_HEADER_SIZE ? at : SITE_HEADER_SIZE;
        struct str whole = buf_str(b);
        assert_true(site_check_body_bytes(str_sub(whole, from, at - from),
                                          str_skip(whole, at),
                                          &h.body_check) == 0);
    }
    site_header_put(&head, &h);
    memcpy(b->ptr, head.ptr, head.len);
    buf_release(&head);
}

static void put_number(char *at, uint64_t n, size_t size)
{
    for (size_t i = 0; i < size; i++)
        at[i] = (char)(n >> (8 * i));
}

static void wrong_headers_are_refused(void **state)
{
    static const struct {
        size_t at, size;
        uint64_t value;
        const char *message;
    } cases[] = {
        {8, 4, 2,
         "written in format 2, this program reads format 1: install a newer"},
        {8, 4, 0, "written in format 0"},
        {16, 8, 100000, "bytes): copied only in part? Copy it again"},
        {16, 8, 100, "longer than it says ("},
        {24, 8, 63, "table outside the file"},
        {24, 8, UINT64_MAX, "table outside the file"},
        {32, 8, UINT64_MAX, "table outside the file"},
        {40, 4, 1000, "room for"},
        {40, 4, UINT32_MAX, "room for"},
        {48, 8, 1, "damaged: copy it again"},
    };
    const struct place *p = *state;
    struct buf b;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        write_sample(p->path);
        b = read_file(p->path);
        put_number(b.ptr + cases[i].at, cases[i].value, cases[i].size);
        seal(&b, false);
        assert_refused(p->path, buf_str(&b), cases[i].message);
        buf_release(&b);
    }
}

static void wrong_rows_are_refused(void **state)
{
    static const struct {
        size_t row, at, size;
        uint64_t value;
        const char *message;
    } cases[] = {
        {EN, 0, 4, UINT32_MAX, "entry 1 has text outside the table"},
        {EN, 28, 4, UINT32_MAX, "entry 1 has text outside the table"},
        {EN, 4, 4, 0, "an empty path"},
        {EN, 4, 4, 1, "a path out of order"},
        {EN, 32, 4, 0, "an unknown kind"},
        {EN, 32, 4, 6, "an unknown kind"},
        {EN, 32, 4, 0x80000001, "an unknown kind"},
        {EN, 32, 4, SITE_INTERNAL, "an internal path with '/' in front"},
        {MANIFEST, 32, 4, SITE_ASSET, "a public path without '/'"},
        {EN, 36, 4, 2, "an unknown cache class"},
        {EN, 56, 8, 13, "another length than its blob's"},
        {EN, 64, 8, 8, "a blob outside the file's blobs"},
        {EN, 64, 8, UINT64_MAX - 7, "a blob outside the file's blobs"},
        {EN, 72, 8, UINT64_MAX, "a blob outside the file's blobs"},
        {EN, 64, 8, 65, "a blob at an odd offset"},
        {INDEX, 64, 8, 64, "a blob at an odd offset"},
        {EN, 64, 8, 0, "a blob without a place"},
        {OLD, 28, 4, 0, "nothing stored"},
    };
    const struct place *p = *state;
    struct site_header h;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        write_sample(p->path);
        struct buf b = read_file(p->path);
        assert_true(site_header_get(b.ptr, &h));
        char *row = b.ptr + h.table_offset + cases[i].row * SITE_ENTRY_SIZE;
        put_number(row + cases[i].at, cases[i].value, cases[i].size);
        seal(&b, true);
        assert_refused(p->path, buf_str(&b), cases[i].message);
        buf_release(&b);
    }
}

/* The table says "/en" twice, then the second one alone has a control
 * character. */
static void twin_and_unprintable_paths_are_refused(void **state)
{
    const struct place *p = *state;
    struct site_header h;

    write_sample(p->path);
    struct buf b = read_file(p->path);
    assert_true(site_header_get(b.ptr, &h));
    char *rows = b.ptr + h.table_offset;
    memcpy(rows + OLD * SITE_ENTRY_SIZE, rows + EN * SITE_ENTRY_SIZE, 8);
    seal(&b, true);
    assert_refused(p->path, buf_str(&b), "entry 2 has a path out of order");
    char *strings = rows + ROWS * SITE_ENTRY_SIZE;
    strings[1] = '\r';
    seal(&b, true);
    assert_refused(p->path, buf_str(&b), "entry 0 has control characters");
    buf_release(&b);
}

static void any_changed_byte_is_refused(void **state)
{
    const struct place *p = *state;
    struct err e = {0};

    write_sample(p->path);
    struct buf b = read_file(p->path);
    int fd = open(p->path, O_WRONLY);
    for (size_t i = 0; i < b.len; i += i < 600 || i > 4000 ? 1 : 13) {
        char changed = (char)(b.ptr[i] ^ (1 << i % 8));
        write_at(fd, &changed, 1, i);
        if (site_file_open(p->path, &e))
            fail_msg("accepted with byte %zu changed", i);
        assert_int_equal(e.code, ERR_CONTENT);
        write_at(fd, b.ptr + i, 1, i);
    }
    struct site_file *f = site_file_open(p->path, &e);
    assert_non_null(f);
    site_file_close(f);
    close(fd);
    buf_release(&b);
}

static void any_other_length_is_refused(void **state)
{
    const struct place *p = *state;
    struct err e = {0};

    write_sample(p->path);
    struct buf b = read_file(p->path);
    buf_char(&b, '\n');
    assert_refused(p->path, buf_str(&b), "longer than it says");
    int fd = open(p->path, O_WRONLY);
    for (size_t n = b.len - 2; n > 0; n--) {
        assert_int_equal(ftruncate(fd, (off_t)n), 0);
        assert_null(site_file_open(p->path, &e));
        assert_non_null(strstr(e.message, "copied only in part?"));
    }
    close(fd);
    buf_release(&b);
}

static void damage_after_opening_is_noticed(void **state)
{
    const struct place *p = *state;
    struct buf b = {0};
    struct err e = {0};

    write_sample(p->path);
    struct site_file *f = site_file_open(p->path, &e);
    const struct site_entry *en = site_file_find(f, S("/en/"));
    int fd = open(p->path, O_RDWR);
    write_at(fd, "X", 1, en->blob[SITE_PLAIN].offset);
    assert_int_equal(site_file_read(f, &en->blob[SITE_PLAIN], &b, &e), -1);
    assert_int_equal(e.code, ERR_CONTENT);
    assert_non_null(strstr(e.message, "damaged at byte"));
    assert_string_equal(e.path, p->path);
    assert_blob(f, en, SITE_GZIP, "gzip");
    assert_int_equal(ftruncate(fd, 64), 0);
    assert_int_equal(site_file_read(f, &en->blob[SITE_GZIP], &b, &e), -1);
    assert_int_equal(e.code, ERR_CONTENT);
    assert_int_equal(b.len, 0);
    buf_release(&b);
    close(fd);
    site_file_close(f);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_is_read),
        TEST(internal_entries_load_by_name),
        TEST(foreign_files_are_named),
        TEST(folders_and_absent_files_are_named),
        TEST(wrong_headers_are_refused),
        TEST(wrong_rows_are_refused),
        TEST(twin_and_unprintable_paths_are_refused),
        TEST(any_changed_byte_is_refused),
        TEST(any_other_length_is_refused),
        TEST(damage_after_opening_is_noticed),
    };
    return cmocka_run_group_tests_name("site_file", tests, NULL, NULL);
}
