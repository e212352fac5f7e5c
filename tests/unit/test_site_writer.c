/* The site file written: staging, locks, kills, full disks. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "tests/unit/site_sample.h"

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
    assert_non_null(strstr(e.message, "another program"));
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
    char article[300];

    snprintf(article, sizeof(article), "%s/a.md", p->folder);
    FILE *f = fopen(article, "w");
    assert_non_null(f);
    fputs("# A\n", f);
    fclose(f);
    assert_null(site_writer_new(p->folder, &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_string_equal(e.message, "is a folder: name a file to write");
    assert_null(site_writer_new(article, &e));
    assert_int_equal(e.code, ERR_USAGE);
    assert_int_equal(access(article, F_OK), 0);
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
        TEST(an_empty_site_is_a_site),
        TEST(large_files_round_trip),
        TEST(equal_input_gives_equal_bytes),
        TEST(faulty_entries_are_not_written),
        TEST(twin_paths_keep_the_old_file),
        TEST(indexes_are_as_long_as_said),
        TEST(a_second_writer_is_refused),
        TEST(a_killed_writer_does_no_harm),
        TEST(a_full_disk_is_an_error),
        TEST(odd_targets_are_refused),
    };
    return cmocka_run_group_tests_name("site_writer", tests, NULL, NULL);
}
