/* Which forms are taken: the table of the rule. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "server/same_origin.h"

#define OWN "https://shop.example"

static void only_our_own_pages_may_post(void **state)
{
    static const struct {
        const char *site; /* NULL: no such header */
        const char *origin, *host, *own;
        bool fine;
    } cases[] = {
        {"same-origin", "", "shop.example", "", true},
        {"same-origin", OWN, "shop.example", OWN, true},
        {"same-origin", "null", "shop.example", "", true},
        {"same-site", OWN, "shop.example", OWN, false},
        {"cross-site", OWN, "shop.example", OWN, false},
        {"none", OWN, "shop.example", OWN, false},
        {"", OWN, "shop.example", OWN, false},
        {"same-origin, same-origin", OWN, "shop.example", OWN, false},
        {"Same-Origin", OWN, "shop.example", OWN, false},
        /* Browsers without that header, and pages over plain http. */
        {NULL, "", "shop.example", OWN, false},
        {NULL, "null", "shop.example", OWN, false},
        {NULL, "null", "null", "", false},
        {NULL, OWN, "shop.example", "", true},
        {NULL, "http://shop.example", "shop.example", "", true},
        {NULL, "http://Shop.Example", "shop.example", "", true},
        {NULL, "http://127.0.0.1:8080", "127.0.0.1:8080", OWN, true},
        {NULL, "http://[::1]:8080", "[::1]:8080", "", true},
        {NULL, OWN, "gabay.internal", OWN, true},
        {NULL, OWN ":8443", "gabay.internal", OWN ":8443", true},
        {NULL, OWN ":8443", "shop.example", OWN, false},
        {NULL, OWN ".evil.example", "shop.example", OWN, false},
        {NULL, "https://evil.example", "shop.example", OWN, false},
        {NULL, "https://evil.example", "shop.example", "", false},
        {NULL, "ftp://shop.example", "shop.example", "", false},
        {NULL, "shop.example", "shop.example", "", false},
        {NULL, "http://", "", "", false},
        {NULL, OWN "/", "shop.example", "", false},
        {NULL, OWN ", " OWN, "shop.example", OWN, false},
        {NULL, "http://u@shop.example", "u@shop.example", "", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        const struct same_origin facts = {
            .has_site = cases[i].site != NULL,
            .site = str_from(cases[i].site),
            .origin = str_from(cases[i].origin),
            .host = str_from(cases[i].host),
            .own = str_from(cases[i].own),
        };
        if (same_origin(&facts) != cases[i].fine)
            fail_msg("case %zu: %s %s %s %s", i,
                     cases[i].site ? cases[i].site : "-", cases[i].origin,
                     cases[i].host, cases[i].own);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_our_own_pages_may_post),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
