/* The site file: round trip, every refusal, staging. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/buf.h"
#include "lib/file.h"
#include "lib/site/site_file.h"
#include "lib/site/site_layout.h"
#include "lib/site/site_writer.h"

#define HTML "text/html; charset=utf-8"

struct place {
    char folder[64], path[128], part[256];
};

static int make_place(void **state)
{
    struct place *p = calloc(1, sizeof(*p));

    *state = p;
    snprintf(p->folder, sizeof(p->folder), "/tmp/gabay-site-XXXXXX");
    if (!mkdtemp(p->folder))
        return -1;
    snprintf(p->path, sizeof(p->path), "%s/x.gabay", p->folder);
    snprintf(p->part, sizeof(p->part), "%s.part", p->path);
    return 0;
}

static int drop_place(void **state)
{
    struct place *p = *state;
    int result = file_remove_tree(p->folder, NULL);

    free(p);
    return result;
}

/* In the order in which they are added; the table sorts them. */
static const struct site_entry_in samples[] = {
    {.path = STR("manifest.json"),
     .kind = SITE_INTERNAL,
     .plain_length = 2,
     .blob = {STR("{}")}},
    {.path = STR("/old"), .kind = SITE_REDIRECT, .target = STR("/en/")},
    {.path = STR("/en/"),
     .kind = SITE_PAGE,
     .type = STR(HTML),
     .changed = 1234567890,
     .expires = 4000000000,
     .plain_length = 12,
     .blob = {STR("<p>Hello</p>"), STR("gzip"), STR("brotli!")}},
    {.path = STR("/packed"),
     .kind = SITE_PAGE,
     .type = STR(HTML),
     .plain_length = 99,
     .blob = {{NULL, 0}, STR("only gzip")}},
    {.path = STR("/a.css"),
     .kind = SITE_ASSET,
     .cache = SITE_CACHE_IMMUTABLE,
     .type = STR("text/css"),
     .blob = {STR("")}},
};
/* Rows of the table. */
enum { A_CSS, EN, OLD, PACKED, MANIFEST, INDEX, ROWS };

static void add_index(struct site_writer *w, const char *bytes)
{
    uint64_t offset;
    int fd;
    struct err e = {0};

    assert_int_equal(site_writer_begin_index(w, &fd, &offset, &e), 0);
    assert_int_equal(offset % 4096, 0);
    size_t n = strlen(bytes);
    assert_int_equal(pwrite(fd, bytes, n, (off_t)offset), n);
    assert_int_equal(site_writer_end_index(w, S("search/en/index"), n, &e), 0);
}

static struct site_writer *fill_writer(const char *path)
{
    struct err e = {0};
    struct site_writer *w = site_writer_new(path, &e);

    if (!w)
        fail_msg("%s", e.message);
    for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
        assert_int_equal(site_writer_add(w, &samples[i], &e), 0);
    add_index(w, "a database");
    return w;
}

static void write_sample(const char *path)
{
    struct err e = {0};
    struct site_writer *w = fill_writer(path);

    if (site_writer_publish(w, &e))
        fail_msg("%s", e.message);
    site_writer_free(w);
}

static struct buf read_file(const char *path)
{
    struct buf b = {0};

    assert_int_equal(file_read(path, 1 << 20, &b, NULL), 0);
    return b;
}

static void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void assert_blob(const struct site_file *f,
                        const struct site_entry *entry, enum site_coding coding,
                        const char *want)
{
    struct buf b = {0};
    struct err e = {0};

    assert_int_equal(site_file_read(f, &entry->blob[coding], &b, &e), 0);
    assert_str(buf_str(&b), want);
    buf_release(&b);
}

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

static void an_empty_site_is_a_site(void **state)
{
    const struct place *p = *state;
    struct err e = {0};
    struct site_writer *w = site_writer_new(p->path, &e);

    assert_int_equal(site_writer_publish(w, &e), 0);
    assert_int_equal(site_writer_publish(w, &e), -1);
    site_writer_free(w);
    struct site_file *f = site_file_open(p->path, &e);
    assert_non_null(f);
    assert_int_equal(site_file_count(f), 0);
    assert_int_equal(site_file_length(f), SITE_HEADER_SIZE);
    assert_null(site_file_find(f, S("/")));
    site_file_close(f);
}

/* Many rows and blobs around the size of the writing buffer. */
static void large_files_round_trip(void **state)
{
    enum { MANY = 3000, BIG = 300 * 1024 };
    const struct place *p = *state;
    char name[32], *bytes = malloc(BIG);
    struct err e = {0};
    struct site_writer *w = site_writer_new(p->path, &e);

    for (size_t i = 0; i < BIG; i++)
        bytes[i] = (char)(i * 7 % 251);
    for (size_t i = 0; i < MANY; i++) {
        size_t n = i % 500 == 499 ? BIG - i : i;
        snprintf(name, sizeof(name), "/%zu", i * 7919 % MANY);
        struct site_entry_in in = {.path = str_from(name),
                                   .kind = SITE_ASSET,
                                   .type = S("image/png"),
                                   .plain_length = n,
                                   .blob = {{bytes + i % 64, n - i % 64}}};
        in.plain_length = in.blob[0].len;
        assert_int_equal(site_writer_add(w, &in, &e), 0);
    }
    assert_int_equal(site_writer_publish(w, &e), 0);
    site_writer_free(w);

    struct site_file *f = site_file_open(p->path, &e);
    struct buf b = {0};
    assert_non_null(f);
    for (size_t i = 0; i < MANY; i++) {
        snprintf(name, sizeof(name), "/%zu", i * 7919 % MANY);
        const struct site_entry *entry = site_file_find(f, str_from(name));
        assert_non_null(entry);
        buf_clear(&b);
        assert_int_equal(site_file_read(f, &entry->blob[0], &b, &e), 0);
        assert_memory_equal(b.ptr, bytes + i % 64, b.len);
    }
    buf_release(&b);
    site_file_close(f);
    free(bytes);
}

static void equal_input_gives_equal_bytes(void **state)
{
    const struct place *p = *state;
    char other[128];

    snprintf(other, sizeof(other), "%s/other.gabay", p->folder);
    write_sample(p->path);
    write_sample(other);
    struct buf a = read_file(p->path), b = read_file(other);
    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.ptr, b.ptr, a.len);
    buf_release(&a);
    buf_release(&b);
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
    if (body)
        h.body_check = site_check_bytes(str_skip(buf_str(b), 64));
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

static void write_at(int fd, const char *bytes, size_t n, size_t at)
{
    assert_int_equal(pwrite(fd, bytes, n, (off_t)at), n);
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

static void faulty_entries_are_not_written(void **state)
{
    static const struct {
        struct site_entry_in in;
        const char *message;
    } cases[] = {
        {{.path = STR("x"), .kind = SITE_ASSET, .blob = {STR("")}},
         "a public path without '/' in front"},
        {{.path = STR("/x"), .kind = SITE_INTERNAL, .blob = {STR("")}},
         "an internal path with '/' in front"},
        {{.path = STR("/x"), .kind = SITE_PAGE}, "nothing stored"},
        {{.path = STR("/x"), .kind = SITE_REDIRECT}, "nothing stored"},
        {{.path = STR("/x"), .kind = SITE_PAGE, .blob = {STR("four")}},
         "another length"},
        {{.path = STR("/x"),
          .kind = SITE_REDIRECT,
          .target = STR("/y\r\nSet-Cookie: z")},
         "control characters"},
    };
    const struct place *p = *state;
    struct err e;

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct site_writer *w = site_writer_new(p->path, &e);
        assert_int_equal(site_writer_add(w, &cases[i].in, &e), -1);
        if (!strstr(e.message, cases[i].message))
            fail_msg("got \"%s\"", e.message);
        assert_int_equal(site_writer_publish(w, &e), -1);
        site_writer_free(w);
        assert_int_equal(access(p->path, F_OK), -1);
        assert_int_equal(access(p->part, F_OK), -1);
    }
}

static void twin_paths_keep_the_old_file(void **state)
{
    const struct place *p = *state;
    struct err e = {0};

    write_sample(p->path);
    struct buf before = read_file(p->path);
    struct site_writer *w = fill_writer(p->path);
    assert_int_equal(site_writer_add(w, &samples[1], &e), 0);
    assert_int_equal(site_writer_publish(w, &e), -1);
    assert_int_equal(e.code, ERR_CONTENT);
    assert_string_equal(e.message, "two entries of one path: \"/old\"");
    site_writer_free(w);
    assert_int_equal(access(p->part, F_OK), -1);
    struct buf after = read_file(p->path);
    assert_int_equal(before.len, after.len);
    assert_memory_equal(before.ptr, after.ptr, after.len);
    buf_release(&before);
    buf_release(&after);
}

static void indexes_are_as_long_as_said(void **state)
{
    const struct place *p = *state;
    uint64_t offset;
    int fd;
    struct err e = {0};
    struct site_writer *w = site_writer_new(p->path, &e);

    /* Longer is cut off, shorter is an error. */
    assert_int_equal(site_writer_begin_index(w, &fd, &offset, &e), 0);
    write_at(fd, "0123456789", 10, offset);
    assert_int_equal(site_writer_end_index(w, S("a"), 4, &e), 0);
    assert_int_equal(site_writer_publish(w, &e), 0);
    site_writer_free(w);
    struct site_file *f = site_file_open(p->path, &e);
    assert_non_null(f);
    assert_blob(f, site_file_at(f, 0), SITE_PLAIN, "0123");
    site_file_close(f);

    w = site_writer_new(p->path, &e);
    assert_int_equal(site_writer_begin_index(w, &fd, &offset, &e), 0);
    assert_int_equal(site_writer_end_index(w, S("a"), 1, &e), -1);
    assert_int_equal(site_writer_publish(w, &e), -1);
    site_writer_free(w);
}

static void a_second_writer_is_refused(void **state)
{
    const struct place *p = *state;
    struct err e = {0};
    struct site_writer *first = fill_writer(p->path);

    assert_null(site_writer_new(p->path, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_string_equal(e.path, p->part);
    assert_non_null(strstr(e.message, "another gabay-indexer"));
    assert_int_equal(site_writer_publish(first, &e), 0);

    /* The first one's file is published: the name is free again. */
    write_sample(p->path);
    site_writer_free(first);
    struct site_file *f = site_file_open(p->path, &e);
    assert_non_null(f);
    site_file_close(f);
}

static void a_killed_writer_does_no_harm(void **state)
{
    const struct place *p = *state;
    int status;
    struct err e = {0};

    write_sample(p->path);
    struct buf before = read_file(p->path);
    pid_t child = fork();
    if (child == 0) {
        fill_writer(p->path);
        raise(SIGKILL);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(access(p->part, F_OK), 0);
    assert_null(site_file_open(p->part, &e));
    struct buf after = read_file(p->path);
    assert_memory_equal(before.ptr, after.ptr, before.len);
    write_sample(p->path);
    assert_int_equal(access(p->part, F_OK), -1);
    buf_release(&before);
    buf_release(&after);
}

/* Ends with 0 when writing failed as it should. */
static int write_beyond_the_limit(const char *path)
{
    const struct rlimit limit = {100000, 100000};
    static char bytes[400000];
    struct site_entry_in in = {.path = S("/x"),
                               .kind = SITE_ASSET,
                               .plain_length = sizeof(bytes),
                               .blob = {{bytes, sizeof(bytes)}}};
    struct err e = {0};

    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &limit) < 0)
        return 1;
    struct site_writer *w = site_writer_new(path, &e);
    if (!w || site_writer_add(w, &in, &e) == 0 || e.code != ERR_SYSTEM)
        return 2;
    if (site_writer_publish(w, &e) == 0)
        return 3;
    site_writer_free(w);
    return 0;
}

static void a_full_disk_is_an_error(void **state)
{
    const struct place *p = *state;
    int status;
    pid_t child = fork();

    if (child == 0)
        _exit(write_beyond_the_limit(p->path));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(access(p->part, F_OK), -1);
    assert_int_equal(access(p->path, F_OK), -1);
}

static void odd_targets_are_refused(void **state)
{
    const struct place *p = *state;
    struct err e = {0};

    assert_null(site_writer_new(p->folder, &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_string_equal(e.message, "is a folder: name a file to write");
    assert_null(site_writer_new("/dev/null", &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_null(site_writer_new("/proc/none/x.gabay", &e));
    assert_int_equal(e.code, ERR_SYSTEM);
    assert_int_equal(symlink("/etc/hostname", p->part), 0);
    assert_null(site_writer_new(p->path, &e));
    assert_int_equal(e.code, ERR_SYSTEM);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, make_place, drop_place)
    const struct CMUnitTest tests[] = {
        TEST(what_was_written_is_read),
        TEST(internal_entries_load_by_name),
        TEST(an_empty_site_is_a_site),
        TEST(large_files_round_trip),
        TEST(equal_input_gives_equal_bytes),
        TEST(foreign_files_are_named),
        TEST(folders_and_absent_files_are_named),
        TEST(wrong_headers_are_refused),
        TEST(wrong_rows_are_refused),
        TEST(twin_and_unprintable_paths_are_refused),
        TEST(any_changed_byte_is_refused),
        TEST(any_other_length_is_refused),
        TEST(damage_after_opening_is_noticed),
        TEST(faulty_entries_are_not_written),
        TEST(twin_paths_keep_the_old_file),
        TEST(indexes_are_as_long_as_said),
        TEST(a_second_writer_is_refused),
        TEST(a_killed_writer_does_no_harm),
        TEST(a_full_disk_is_an_error),
        TEST(odd_targets_are_refused),
    };
    return cmocka_run_group_tests_name("site_file", tests, NULL, NULL);
}
