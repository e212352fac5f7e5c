/* The words of an address that leads nowhere. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "server/address_words.h"

static const struct {
    const char *path, *prefix, *tag, *words;
} rows[] = {
    {"/en/return-an-order", "", "en", "return an order"},
    {"/en/orders/how_to/return.html", "", "en", "orders how to return"},
    {"/help/ko/반품-기간", "/help", "ko", "반품 기간"},
    {"/hc/articles/360012345-Track-my-parcel", "", "",
     "hc articles Track my parcel"},
    {"/en/2026/11/refund", "", "en", "refund"},
    {"/pl/zwroty.php", "", "pl", "zwroty"},
    {"/en/photo.jpg", "", "en", ""},
    {"/assets/old.8f3a.css", "", "", ""},
    {"/en/v1.2-is-out", "", "en", "v1 is out"},
    {"/en/", "", "en", ""},
    {"/", "", "", ""},
    {"", "", "", ""},
    /* What would be a sign of the query language is none here. */
    {"/en/\"-refund--voucher", "", "en", "refund voucher"},
};

static void words_are_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct arena a = {0};
        struct str got =
            address_words(&a, str_from(rows[i].path), str_from(rows[i].prefix),
                          str_from(rows[i].tag));
        if (!str_eq(got, str_from(rows[i].words)))
            fail_msg("%s: \"%.*s\"", rows[i].path, STR_ARG(got));
        arena_release(&a);
    }
}

/* Cut between words. */
static void the_end_of_a_long_address_is_taken(void **state)
{
    char path[400] = "/en";
    struct arena a = {0};

    (void)state;
    for (size_t at = 3; at < 390; at += 9)
        memcpy(path + at, "-returned", 9);
    struct str got = address_words(&a, str_from(path), S(""), S("en"));
    assert_true(got.len <= ADDRESS_WORDS_MAX && got.len > 100);
    assert_true(str_starts(got, S("returned ")));
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_taken),
        cmocka_unit_test(the_end_of_a_long_address_is_taken),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
