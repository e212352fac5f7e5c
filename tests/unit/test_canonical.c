/* Other spellings of an address lead to the one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "server/canonical.h"

static const char *const table[] = {
    "/zh-Hans/",
    "/zh-Hans/search",
    "/fil/pagbabalik",
    "/ko/",
    "/ko/반품/",
    "/ko/반품/반품-방법",
    "/pl/zwrot-towaru",
    "/en/images/Logo Big.PNG",
    "/help/en/",
    "/help/en/returns",
    NULL,
};

static bool exists(const void *ctx, struct str path)
{
    for (const char *const *p = ctx; *p; p++)
        if (str_eq(path, str_from(*p)))
            return true;
    return false;
}

struct case_of {
    const char *prefix, *path, *want; /* NULL: nothing is found */
};

static void check(const struct case_of *c)
{
    struct arena a = {0};
    struct str got = {0};
    bool found = canonical_find(&a, str_from(c->path), str_from(c->prefix),
                                exists, table, &got);

    if (found != (c->want != NULL) ||
        (found && !str_eq(got, str_from(c->want))))
        fail_msg("%s: got \"%.*s\", want %s", c->path, STR_ARG(got),
                 c->want ? c->want : "nothing");
    arena_release(&a);
}

static void other_spellings_are_found(void **state)
{
    static const struct case_of cases[] = {
        {"", "/zh-hans/", "/zh-Hans/"},
        {"", "/ZH-HANS", "/zh-Hans/"},
        {"", "/tl/pagbabalik", "/fil/pagbabalik"},
        {"", "/ko", "/ko/"},
        {"", "/ko/반품", "/ko/반품/"},
        {"", "/ko/반품/반품-방법/", "/ko/반품/반품-방법"},
        {"", "/ko//반품//반품-방법", "/ko/반품/반품-방법"},
        /* Hangul in decomposed form (NFD). */
        {"",
         "/ko/\xE1\x84\x87\xE1\x85\xA1\xE1\x86\xAB"
         "\xE1\x84\x91\xE1\x85\xAE\xE1\x86\xB7/",
         "/ko/반품/"},
        {"", "/PL/Zwrot Towaru", "/pl/zwrot-towaru"},
        {"", "/pl/zwrot_towaru/", "/pl/zwrot-towaru"},
        {"/help", "/help/EN", "/help/en/"},
        {"/help", "/help/en/Returns", "/help/en/returns"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check(&cases[i]);
}

static void what_is_elsewhere_is_not_guessed(void **state)
{
    static const struct case_of cases[] = {
        {"", "/", NULL},
        {"", "//", NULL},
        {"", "/ko/../ko/", NULL},
        {"", "/ko/./반품/", NULL},
        {"", "/ko/환불", NULL},
        {"", "/en/images/logo big.png", NULL},
        {"/help", "/en/returns", NULL},
        {"/help", "/helper/en/", NULL},
        /* The one spelling itself is no redirect to itself. */
        {"", "/ko/", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        check(&cases[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_spellings_are_found),
        cmocka_unit_test(what_is_elsewhere_is_not_guessed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
