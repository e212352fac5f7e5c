/* Letter pairs: which of a word's neighbouring characters are terms. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/analyse/grams.h"
#include "lib/buf.h"

static void pairs_are_of_letters_without_spaces(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", ""},
        {"반", ""},
        {"반품", "반품 "},
        {"배송비", "배송 송비 "},
        {"returns", ""},
        {"ems배송1일후", "배송 일후 "},
        {"返品する", "返品 品す する "},
        {"คืน", "คื ืน "},
        {"𠀀𠀁", "𠀀𠀁 "},
        {"반\xEBㅂ", ""},
        {"\xFF\xFE", ""},
    };
    struct buf out = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct str gram;

        buf_clear(&out);
        for (size_t at = 0; gram_next(str_from(cases[i][0]), &at, &gram);) {
            buf_put(&out, gram);
            buf_char(&out, ' ');
        }
        if (!str_eq(buf_str(&out), str_from(cases[i][1])))
            fail_msg("%s gave \"%.*s\"", cases[i][0], STR_ARG(buf_str(&out)));
    }
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_of_letters_without_spaces),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
