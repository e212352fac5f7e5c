/* Host headers: what may stand in an answer. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "server/host.h"

static void names_and_addresses_pass(void **state)
{
    static const struct str good[] = {
        STR("shop.example"),
        STR("Shop.Example:443"),
        STR("a"),
        STR("127.0.0.1"),
        STR("[::1]"),
        STR("[2001:db8::a]:80"),
        STR("xn--sklep.pl"),
        STR("under_score"),
        STR("shop.example."),
        STR("a:0"),
        STR("[::ffff:1.2.3.4]"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
        if (!host_is_valid(good[i]))
            fail_msg("refused: %.*s", STR_ARG(good[i]));
}

static void all_else_is_refused(void **state)
{
    static const struct str bad[] = {
        STR(""),       STR("."),          STR("a..b"),       STR(".a"),
        STR("a b"),    STR("a/b"),        STR("a?b"),        STR("a#b"),
        STR("u@a"),    STR("a:"),         STR("a:65536"),    STR("a:1:2"),
        STR("a:-1"),   STR("%61"),        STR("<a>"),        STR("a\"b"),
        STR("a&b"),    STR("a\0b"),       STR("żółw.pl"),    STR("{origin}"),
        STR("[]"),     STR("[::1"),       STR("::1"),        STR("[::g]"),
        STR("[::1]x"), STR("[::1%eth0]"), STR("a:00000080"), STR("a,b"),
        STR("a, a"),   STR("a\tb"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
        if (host_is_valid(bad[i]))
            fail_msg("taken: %.*s", STR_ARG(bad[i]));
}

static void lengths_are_bounded(void **state)
{
    char name[HOST_MAX + 1];

    (void)state;
    for (size_t i = 0; i < sizeof(name); i++)
        name[i] = i % 64 == 63 ? '.' : 'a';
    assert_true(host_is_valid(str_of(name, HOST_MAX)));
    assert_false(host_is_valid(str_of(name, HOST_MAX + 1)));
    name[63] = 'a';
    assert_true(host_is_valid(str_of(name, 63)));
    assert_false(host_is_valid(str_of(name, 64)));
}

static void numbers_and_localhost_are_local(void **state)
{
    static const char *const local[] = {"localhost", "LocalHost:8080",
                                        "127.0.0.1", "10.0.0.7:80", "[::1]:9"};
    static const char *const other[] = {
        "",   "shop.example", "localhost.example", "127.0.0.1.example",
        "1a", ":80"};

    (void)state;
    for (size_t i = 0; i < sizeof(local) / sizeof(*local); i++)
        assert_true(host_is_local(str_from(local[i])));
    for (size_t i = 0; i < sizeof(other) / sizeof(*other); i++)
        assert_false(host_is_local(str_from(other[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_localhost_are_local),
        cmocka_unit_test(names_and_addresses_pass),
        cmocka_unit_test(all_else_is_refused),
        cmocka_unit_test(lengths_are_bounded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
