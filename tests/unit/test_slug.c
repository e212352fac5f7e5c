/* Slugs of titles and file names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/slug.h"
#include "lib/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void assert_slug(struct str text, const char *want)
{
    struct buf out = {0};

    slug_put(&out, text);
    if (!str_eq(buf_str(&out), str_from(want)))
        fail_msg("\"%.*s\" became \"%.*s\", want \"%s\"", STR_ARG(text),
                 STR_ARG(buf_str(&out)), want);
    buf_release(&out);
}

static const char *const slugs[][2] = {
    {"Zwrot towaru?", "zwrot-towaru"},
    {"How do I return an item?", "how-do-i-return-an-item"},
    {"반품 방법", "반품-방법"},
    {"Jak zwrócić towar", "jak-zwrócić-towar"},
    {"返品はどうしますか？", "返品はどうしますか"},
    {"คืนสินค้า", "คืนสินค้า"},
    {"  -- a -- b --  ", "a-b"},
    {"v1.2_beta~3", "v1-2-beta-3"},
    {"a/b\\c", "a-b-c"},
    {"..", ""},
    {".", ""},
    {"", ""},
    {"?!", ""},
    {"❤️", ""},
    {"Love ❤️ it", "love-it"},
    {"\xCC\x81", ""}, /* a mark with nothing below it */
    {"Re\xCC\x81sume\xCC\x81", "résumé"},
    {"in\xC2\xAD"
     "form",
     "inform"},               /* a soft hyphen */
    {"क्\xE2\x80\x8Dष", "क्ष"}, /* a zero-width joiner */
    {"½ price", "½-price"},
    {"a\xFF"
     "b",
     "a-b"},
    {"100%", "100"},
};

static void titles_become_slugs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(slugs); i++) {
        assert_slug(str_from(slugs[i][0]), slugs[i][1]);
        assert_slug(str_from(slugs[i][1]), slugs[i][1]);
    }
    assert_slug(S("a\0b"), "a-b");
}

static void slugs_are_appended(void **state)
{
    (void)state;
    struct buf out = {0};

    buf_text(&out, "ko/");
    slug_put(&out, S(" 반품 "));
    buf_char(&out, '/');
    slug_put(&out, S("?"));
    assert_true(str_eq(buf_str(&out), S("ko/반품/")));
    buf_release(&out);
}

static void long_slugs_are_cut_at_a_code_point(void **state)
{
    (void)state;
    struct buf text = {0}, out = {0};

    for (int i = 0; i < 100; i++)
        buf_text(&text, "반");
    slug_put(&out, buf_str(&text));
    assert_int_equal(out.len, 198); /* 66 of three bytes */
    assert_int_equal(utf8_check(buf_str(&out)), out.len);

    /* No '-' is left where the next word did not fit. */
    buf_clear(&text);
    buf_clear(&out);
    for (int i = 0; i < 199; i++)
        buf_char(&text, 'a');
    buf_text(&text, " bc");
    slug_put(&out, buf_str(&text));
    assert_int_equal(out.len, 199);
    buf_release(&text);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_become_slugs),
        cmocka_unit_test(slugs_are_appended),
        cmocka_unit_test(long_slugs_are_cut_at_a_code_point),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
