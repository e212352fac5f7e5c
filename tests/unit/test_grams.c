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

static void list_pairs(struct gram_run *run, const struct token *t,
                       struct buf *out)
{
    struct str gram;

    if (!gram_run_enter(run, t))
        return;
    for (size_t at = 0; gram_run_next(run, t->word->exact, &at, &gram);) {
        buf_put(out, gram);
        buf_char(out, ' ');
    }
}

/* Words parted by '|' touch, those by ' ' do not. */
static void pairs_go_across_words_that_touch(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"支付|失败", "付失 "},
        {"支付 失败", ""},
        {"收|货|地址", "收货 货地 "},
        {"共和国", "共和 和国 "},
        {"返品|する", "品す "},
        {"订单|ems|取消", ""},
        {"ems", ""},
        {"𠀀|𠀁𠀂", "𠀀𠀁 "},
        {"クレカ|で", "クレ レカ カで "},
    };
    struct buf out = {0};

    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct str rest = str_from(cases[i][0]);
        struct gram_run run = {0};
        uint32_t start = 0;

        buf_clear(&out);
        for (size_t n = 0; n < rest.len; n++) {
            size_t len = n;

            while (len < rest.len && rest.ptr[len] != '|' &&
                   rest.ptr[len] != ' ')
                len++;
            struct word word = {.exact = str_sub(rest, n, len - n)};
            uint32_t end = start + (uint32_t)word.exact.len;

            list_pairs(&run, &(struct token){start, end, &word, false}, &out);
            list_pairs(&run, &(struct token){start, end, &word, true}, &out);
            start = end + (len < rest.len && rest.ptr[len] == ' ');
            n = len;
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
        cmocka_unit_test(pairs_go_across_words_that_touch),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
