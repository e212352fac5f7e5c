/* Where a snippet is looked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>

#include <sys/stat.h>

#include <cmocka.h>

#include "indexer/content/snippets.h"

static char root[] = "/tmp/gabay-snippets-XXXXXX";

static const char *const folders[] = {"en", "ko"};
static const char *const files[] = {"en/all.md", "en/en.md", "ko/all.md",
                                    "all.md",    "both.md",  "en/both.md"};

static void path_of(char path[256], const char *name)
{
    snprintf(path, 256, "%s/%s", root, name);
}

static int make_files(void **state)
{
    char path[256];

    (void)state;
    if (!mkdtemp(root))
        return -1;
    for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
        path_of(path, folders[i]);
        if (mkdir(path, 0700) < 0)
            return -1;
    }
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        path_of(path, files[i]);
        FILE *f = fopen(path, "w");
        if (!f || fputs(files[i], f) < 0 || fclose(f) != 0)
            return -1;
    }
    path_of(path, "bad.md");
    FILE *f = fopen(path, "w");
    return f && fputc(0xFF, f) != EOF && fclose(f) == 0 ? 0 : -1;
}

static int drop_files(void **state)
{
    char path[256];

    (void)state;
    path_of(path, "bad.md");
    unlink(path);
    for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
        path_of(path, files[i]);
        unlink(path);
    }
    for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
        path_of(path, folders[i]);
        rmdir(path);
    }
    return rmdir(root);
}

static void the_own_language_comes_first(void **state)
{
    (void)state;
    static const struct {
        const char *name, *path; /* NULL: none, and the message says: */
        const char *message;
        bool is_fallback;
        size_t looked;
    } cases[] = {
        {"all.md", "ko/all.md", NULL, false, 1},
        {"./all.md", "ko/all.md", NULL, false, 1},
        {"both.md", "both.md", NULL, false, 2},
        {"en.md", "en/en.md", NULL, true, 3},
        {"none.md", NULL, "there is no snippet 'none.md' in ko/", false, 3},
        {"../x.md", NULL, "'../x.md' is no snippet", false, 0},
        {"/all.md", NULL, "is no snippet", false, 0},
        {"all.txt", NULL, "is no snippet", false, 0},
        {"", NULL, "is no snippet", false, 0},
        {"bad.md", NULL, "not UTF-8", false, 2},
    };

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct snippet_places places = {root, S("ko"), S("en")};
        struct article a = {0};
        struct snippet s = {0};
        struct err e = {0};
        bool found =
            snippets_find(&places, &a, str_from(cases[i].name), &s, &e);
        assert_int_equal(found, cases[i].path != NULL);
        assert_int_equal(a.include_count, cases[i].looked);
        if (found) {
            assert_true(str_eq(s.path, str_from(cases[i].path)));
            assert_true(str_eq(s.text, s.path));
            assert_int_equal(s.is_fallback, cases[i].is_fallback);
        } else if (!strstr(e.message, cases[i].message)) {
            fail_msg("%s: %s", cases[i].name, e.message);
        }
        article_release(&a);
    }
}

static void each_place_is_noted_once(void **state)
{
    (void)state;
    struct snippet_places places = {root, S("en"), {0}};
    struct article a = {0};
    struct snippet s;
    struct err e = {0};

    assert_true(snippets_find(&places, &a, S("all.md"), &s, &e));
    assert_true(snippets_find(&places, &a, S("both.md"), &s, &e));
    assert_false(snippets_find(&places, &a, S("none.md"), &s, &e));
    assert_true(snippets_find(&places, &a, S("all.md"), &s, &e));
    assert_int_equal(a.include_count, 4);
    assert_true(str_eq(a.includes[0], S("en/all.md")));
    assert_true(str_eq(a.includes[1], S("en/both.md")));
    assert_true(str_eq(a.includes[2], S("en/none.md")));
    assert_true(str_eq(a.includes[3], S("none.md")));
    article_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_own_language_comes_first),
        cmocka_unit_test(each_place_is_noted_once),
    };

    return cmocka_run_group_tests(tests, make_files, drop_files);
}
