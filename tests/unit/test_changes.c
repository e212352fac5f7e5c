/* What happened in the watched folders, and when it is time to act on it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/preview/changes.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

struct event {
    int64_t at;
    enum change change;
    const char *path;
};

/* When the articles are shown and all is compiled; which article waits. */
static const struct row {
    const char *what;
    struct event events[4];
    int64_t quick, whole;
    bool forgets;
    const char *waits, *said;
} rows[] = {
    {"nothing", {{0}}, -1, -1, false, NULL, ""},
    {"saved",
     {{100, CHANGE_WRITTEN, "en/a.md"}},
     105,
     250,
     false,
     "en/a.md",
     "en/a.md"},
    {"saved twice",
     {{100, CHANGE_WRITTEN, "en/a.md"}, {103, CHANGE_WRITTEN, "en/a.md"}},
     108,
     253,
     false,
     "en/a.md",
     "en/a.md"},
    {"saved again and again",
     {{100, CHANGE_WRITTEN, "en/a.md"},
      {148, CHANGE_WRITTEN, "en/a.md"},
      {1090, CHANGE_FOLDER, "en"}},
     150,
     1100,
     false,
     "en/a.md",
     "en/a.md and 1 more"},
    {"vim's way",
     {{100, CHANGE_GONE, "en/a.md"},
      {100, CHANGE_WRITTEN, "en/a.md~"},
      {101, CHANGE_WRITTEN, "en/a.md"},
      {102, CHANGE_GONE, "en/a.md~"}},
     106,
     252,
     false,
     "en/a.md",
     "en/a.md and 1 more"},
    {"saved and deleted",
     {{100, CHANGE_WRITTEN, "en/a.md"}, {101, CHANGE_GONE, "en/a.md"}},
     -1,
     251,
     false,
     NULL,
     "en/a.md"},
    {"an image",
     {{7, CHANGE_WRITTEN, "en/a.png"}},
     -1,
     157,
     false,
     NULL,
     "en/a.png"},
    {"a section's page",
     {{7, CHANGE_WRITTEN, "en/o/_index.md"}},
     -1,
     157,
     true,
     NULL,
     "en/o/_index.md"},
    {"a snippet",
     {{7, CHANGE_WRITTEN, "en/_s/x.md"}},
     -1,
     157,
     true,
     NULL,
     "en/_s/x.md"},
    {"the settings, and an article",
     {{7, CHANGE_WRITTEN, "en/a.md"}, {8, CHANGE_WRITTEN, "site.yaml"}},
     -1,
     158,
     true,
     "en/a.md",
     "en/a.md and 1 more"},
};

static void assert_row(const struct row *r, struct changes *c)
{
    struct str paths[CHANGES_QUICK_FILES];
    struct buf said = {0};

    changes_put(c, &said);
    if (changes_quick_at(c) != r->quick || changes_whole_at(c) != r->whole ||
        c->forgets != r->forgets || !str_eq(buf_str(&said), str_from(r->said)))
        fail_msg("%s: quick at %ld, whole at %ld, forgets %d, said \"%.*s\"",
                 r->what, (long)changes_quick_at(c), (long)changes_whole_at(c),
                 c->forgets, STR_ARG(buf_str(&said)));
    size_t count = changes_take_quick(c, paths);
    if (count != (r->waits != NULL) ||
        (count && !str_eq(paths[0], str_from(r->waits))))
        fail_msg("%s: %zu articles wait", r->what, count);
    assert_int_equal(changes_quick_at(c), -1);
    assert_int_equal(changes_whole_at(c), r->whole);
    buf_release(&said);
}

static void times(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct row *r = &rows[i];
        struct changes c;
        changes_init(&c);
        for (size_t k = 0; k < COUNT(r->events) && r->events[k].path; k++)
            changes_note(&c, r->events[k].change, str_from(r->events[k].path),
                         r->events[k].at);
        assert_row(r, &c);
        changes_release(&c);
    }
}

/* More than can be shown one by one are left to the whole. */
static void too_many(void **state)
{
    struct str paths[CHANGES_QUICK_FILES];
    struct arena a = {0};
    struct changes c;

    (void)state;
    changes_init(&c);
    for (int i = 0; i < CHANGES_QUICK_FILES; i++)
        changes_note(&c, CHANGE_WRITTEN, arena_fmt(&a, "en/%d.md", i), 5);
    assert_int_equal(changes_quick_at(&c), 10);
    changes_note(&c, CHANGE_WRITTEN, S("en/last.md"), 6);
    assert_int_equal(changes_quick_at(&c), -1);
    assert_int_equal(changes_whole_at(&c), 156);
    assert_int_equal(changes_take_quick(&c, paths), CHANGES_QUICK_FILES);
    changes_clear(&c);
    assert_int_equal(changes_whole_at(&c), -1);
    changes_note_all(&c, "the theme", 9);
    assert_true(c.forgets);
    assert_int_equal(changes_whole_at(&c), 159);
    changes_release(&c);
    arena_release(&a);
}

/* The path is copied: what told of it may be gone. */
static void paths_are_copied(void **state)
{
    char path[] = "en/a.md";
    struct str paths[CHANGES_QUICK_FILES];
    struct changes c;

    (void)state;
    changes_init(&c);
    changes_note(&c, CHANGE_WRITTEN, str_from(path), 1);
    path[3] = 'b';
    changes_note(&c, CHANGE_WRITTEN, str_from(path), 1);
    assert_int_equal(changes_take_quick(&c, paths), 2);
    assert_true(str_eq(paths[0], S("en/a.md")));
    assert_true(str_eq(paths[1], S("en/b.md")));
    changes_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times),
        cmocka_unit_test(too_many),
        cmocka_unit_test(paths_are_copied),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
