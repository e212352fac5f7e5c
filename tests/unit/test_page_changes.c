/* Which pages look different in a later state of a site: a table of what lies
 * in the file and over it, before and after. */
#include "server/page_changes.h"
#include "tests/unit/site_sample.h"

/* "a1 b2": pages /a and /b with these contents; "A1": an asset; "" an empty
 * file; NULL: none. */
static struct site_file *make(const struct place *p, const char *text)
{
    struct err e = {0};
    struct site_writer *w;

    if (!text)
        return NULL;
    w = site_writer_new(p->path, &e);
    assert_non_null(w);
    for (; *text; text += text[2] ? 3 : 2) {
        char path[] = {'/', text[0], 0};
        struct site_entry_in in = {
            .path = str_from(path),
            .kind = text[0] < 'a' ? SITE_ASSET : SITE_PAGE,
            .type = S(HTML),
            .plain_length = 1,
            .blob = {str_of(text + 1, 1)},
        };
        assert_int_equal(site_writer_add(w, &in, &e), 0);
    }
    assert_int_equal(site_writer_publish(w, &e), 0);
    site_writer_free(w);
    struct site_file *f = site_file_open(p->path, &e);
    assert_non_null(f);
    return f;
}

/* `file` after: NULL when it is the same as before. */
static const struct row {
    const char *file, *over, *then_file, *then_over, *want;
} rows[] = {
    {"a1 b1", NULL, "a1 b1", NULL, ""},
    {"a1 b1", NULL, "a2 b1", NULL, "/a"},
    {"a1 b1", NULL, "a1 b1 c1", NULL, "/c"},
    {"a1 b1", NULL, "b1", NULL, "/a"},
    {"a1 A1", NULL, "a1 A2 B1", NULL, ""},
    {"a1 b1", NULL, NULL, "a2", "/a"},
    {"a1 b1", NULL, NULL, "a1", ""},
    {"a1 b1", NULL, NULL, "", ""},
    {"a1 b1", "a2", NULL, "a2 b2", "/b"},
    {"a1 b1", "a2", NULL, "a3", "/a"},
    {"a1 b1", "a2", NULL, "b2", "/b /a"},
    {"a1 b1", "a1", NULL, "", ""},
    {"a1 b1", "a2 c1", NULL, "", "/a /c"},
    {"a1 b1", "a2", "a2 b1", NULL, ""},
    {"a1 b1", "a2", "a3 b1", NULL, "/a"},
    {"a1 b1", "c1", "a1 b1", NULL, "/c"},
    {"a1 b1", "c1 a2", "a1 b1 c1", "a2", ""},
    {"a1 b1", "a2", "b1", NULL, "/a"},
    {"a1 b1", NULL, "a1 b1", "b2", "/b"},
    {"", NULL, "", NULL, ""},
};

static void put_path(struct buf *want, const char *words)
{
    for (; *words; words += words[2] ? 3 : 2)
        buf_fmt(want, "%s\"%.2s\"", want->len > 1 ? "," : "", words);
}

static void changes_are_found(void **state)
{
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct row *r = &rows[i];
        struct site_file *file = make(*state, r->file);
        struct site_file *over = make(*state, r->over);
        struct site_file *then_file = make(*state, r->then_file);
        struct site_file *then_over = make(*state, r->then_over);
        const struct page_view before = {over, file};
        const struct page_view after = {then_over,
                                        then_file ? then_file : file};
        struct buf got = {0}, want = {0};

        page_changes_put(&before, &after, &got);
        buf_char(&want, '[');
        put_path(&want, r->want);
        buf_char(&want, ']');
        if (!str_eq(buf_str(&got), buf_str(&want)))
            fail_msg("row %zu: %.*s", i, STR_ARG(buf_str(&got)));
        buf_release(&got);
        buf_release(&want);
        site_file_close(file);
        site_file_close(over);
        site_file_close(then_file);
        site_file_close(then_over);
    }
}

static struct site_file *make_many(const struct place *p, int count)
{
    struct err e = {0};
    struct site_writer *w = site_writer_new(p->path, &e);

    assert_non_null(w);
    for (int i = 0; i < count; i++) {
        char path[16];
        snprintf(path, sizeof(path), "/%d", i);
        const struct site_entry_in in = {.path = str_from(path),
                                         .kind = SITE_PAGE,
                                         .type = S(HTML),
                                         .plain_length = 1,
                                         .blob = {S("x")}};
        assert_int_equal(site_writer_add(w, &in, &e), 0);
    }
    assert_int_equal(site_writer_publish(w, &e), 0);
    site_writer_free(w);
    return site_file_open(p->path, &e);
}

static void very_many_are_not_listed(void **state)
{
    static const int counts[] = {PAGE_CHANGES_MAX, PAGE_CHANGES_MAX + 1};
    struct site_file *none = make(*state, "");

    for (int i = 0; i < 2; i++) {
        struct site_file *many = make_many(*state, counts[i]);
        const struct page_view before = {NULL, none}, after = {NULL, many};
        struct buf got = {0};
        page_changes_put(&before, &after, &got);
        assert_int_equal(str_eq(buf_str(&got), S("null")), i);
        buf_release(&got);
        site_file_close(many);
    }
    site_file_close(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(changes_are_found, make_place,
                                        drop_place),
        cmocka_unit_test_setup_teardown(very_many_are_not_listed, make_place,
                                        drop_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
