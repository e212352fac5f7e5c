/* How many columns texts take. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/icu/width.h"

static const struct {
    const char *text;
    size_t columns;
} texts[] = {
    {"", 0},
    {"Return an item", 14},
    {"Zwrot książki", 13},
    {"Zwrot ksia\xCC\xA8z\xCC\x87ki", 13}, /* the marks by themselves */
    {"주문 취소", 9},                      /* four wide ones and a space */
    {"返品する", 8},
    {"คืนสินค้า", 6},           /* three of nine are marks */
    {"a\xE2\x80\x8B\tb", 2}, /* what has no shape */
    {"ＡＢ", 4},             /* full-width Latin */
    {"ｱｲ", 2},               /* half-width kana */
    {"📦", 2},
    {"\xFF", 1},
};

static void columns_are_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        size_t got = width_columns(str_from(texts[i].text));
        if (got != texts[i].columns)
            fail_msg("%s: %zu", texts[i].text, got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
