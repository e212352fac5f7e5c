/* What both tests of the site file share: a place to write to, and a small
 * site with one entry of each kind. */
#ifndef GABAY_TEST_SITE_SAMPLE_H
#define GABAY_TEST_SITE_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <unistd.h>

#include "lib/buf.h"
#include "lib/file.h"
#include "lib/site/site_file.h"
#include "lib/site/site_writer.h"

#define HTML "text/html; charset=utf-8"

struct place {
    char folder[64], path[128], part[256];
};

static inline int make_place(void **state)
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

static inline int drop_place(void **state)
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

static inline void add_index(struct site_writer *w, const char *bytes)
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

static inline struct site_writer *fill_writer(const char *path)
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

static inline void write_sample(const char *path)
{
    struct err e = {0};
    struct site_writer *w = fill_writer(path);

    if (site_writer_publish(w, &e))
        fail_msg("%s", e.message);
    site_writer_free(w);
}

static inline struct buf read_file(const char *path)
{
    struct buf b = {0};

    assert_int_equal(file_read(path, 1 << 20, &b, NULL), 0);
    return b;
}

static inline void assert_str(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static inline void assert_blob(const struct site_file *f,
                               const struct site_entry *entry,
                               enum site_coding coding, const char *want)
{
    struct buf b = {0};
    struct err e = {0};

    assert_int_equal(site_file_read(f, &entry->blob[coding], &b, &e), 0);
    assert_str(buf_str(&b), want);
    buf_release(&b);
}

static inline void write_at(int fd, const char *bytes, size_t n, size_t at)
{
    assert_int_equal(pwrite(fd, bytes, n, (off_t)at), n);
}

#endif
