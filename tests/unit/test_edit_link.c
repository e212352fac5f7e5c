/* The pattern of the link to an article's source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/settings/edit_link.h"

static void patterns(void **state)
{
    static const struct {
        const char *pattern;
        bool good;
    } rows[] = {
        {"https://git.example/help/edit/main/{path}", true},
        {"http://localhost:3000/{path}?mode=edit#top", true},
        {"https://git.example/edit?file=/{path}", true},
        {"https://git.example/help/edit/main/", false},
        {"https://git.example{path}", false},
        {"https://{path}/x", false},
        {"https:///{path}", false},
        {"https://git.example/{path}/{path}", false},
        {"https://git.example/{branch}/{path}", false},
        {"https://git.example/{path", false},
        {"javascript:alert(1)//{path}", false},
        {"//git.example/{path}", false},
        {"git.example/{path}", false},
        {"https://git.example/a b/{path}", false},
        {"https://git.example/\"/{path}", false},
        {"https://git.example/ü/{path}", false},
        {"", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (edit_link_is_pattern(str_from(rows[i].pattern)) != rows[i].good)
            fail_msg("%s: want %d", rows[i].pattern, rows[i].good);
}

static void paths(void **state)
{
    static const char *const rows[][2] = {
        {"en/orders/return.md", "https://g.example/e/en/orders/return.md?x=1"},
        {"ko/반.md", "https://g.example/e/ko/%EB%B0%98.md?x=1"},
        {"en/a b?&#%\"\n.md", "https://g.example/e/en/"
                              "a%20b%3F%26%23%25%22%0A.md?x=1"},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct str got = edit_link(&a, S("https://g.example/e/{path}?x=1"),
                                   str_from(rows[i][0]));
        if (!str_eq(got, str_from(rows[i][1])))
            fail_msg("got %.*s, want %s", STR_ARG(got), rows[i][1]);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns),
        cmocka_unit_test(paths),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
