/* Line and column of a byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "indexer/base/err_place.h"

static void lines_and_characters_are_counted(void **state)
{
    static const struct {
        const char *text;
        size_t at;
        unsigned first, line, column;
    } cases[] = {
        {"", 0, 1, 1, 1},
        {"abc", 2, 1, 1, 3},
        {"a\nbc", 3, 1, 2, 2},
        {"a\nbc", 1, 5, 5, 2}, /* the line's end itself */
        {"\xEB\xB0\x98x", 3, 1, 1, 2},
        {"a\n\xEB\xB0\x98\xED\x92\x88x", 8, 3, 4, 3},
        {"a\n", 2, 1, 2, 1},
        {"a", 9, 1, 1, 2}, /* behind the end: at the end */
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct err e = {0};
        assert_int_equal(err_place(&e, S("a.md"), str_from(cases[i].text),
                                   cases[i].at, cases[i].first),
                         -1);
        assert_string_equal(e.path, "a.md");
        assert_int_equal(e.line, cases[i].line);
        assert_int_equal(e.column, cases[i].column);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_and_characters_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
