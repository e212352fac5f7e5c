/* Which script a text is written in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/icu/script.h"

static const struct {
    const char *text, *script;
} texts[] = {
    {"How do I return it?", "Latn"},
    {"반품 어떻게 하나요", "Hang"},
    {"환불 refund 언제", "Hang"}, /* 10 letters in Latin's 6, but weigh 8 */
    {"Чи можна повернути", "Cyrl"},
    {"如何退货", "Hani"},
    {"返品はできますか", "Hira"},
    {"كيف أعيد الطلب", "Arab"},
    {"คืนสินค้าอย่างไร", "Thai"},
    {"12345 ?!", ""},
    {"", ""},
    {"\xFF\xFE", ""},
};

static void scripts_are_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        char got[5];
        script_of(str_from(texts[i].text), got);
        if (!str_eq(str_from(got), str_from(texts[i].script)))
            fail_msg("%s: %s", texts[i].text, got);
    }
}

static void languages_have_scripts(void **state)
{
    (void)state;
    assert_true(script_is_of(S("Hang"), S("Kore")));
    assert_true(script_is_of(S("Hani"), S("Jpan")));
    assert_true(script_is_of(S("Kana"), S("Jpan")));
    assert_true(script_is_of(S("Hani"), S("Hant")));
    assert_true(script_is_of(S("Latn"), S("Latn")));
    assert_false(script_is_of(S("Hang"), S("Jpan")));
    assert_false(script_is_of(S("Latn"), S("Kore")));
    assert_false(script_is_of(S(""), S("Latn")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scripts_are_told),
        cmocka_unit_test(languages_have_scripts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
