/* Under which letter titles stand, and in which order letters come. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/icu/index_letters.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static const struct {
    const char *locale, *title, *letter; /* "#": none of them */
} titles[] = {
    {"en", "Refunds", "R"},
    {"en", "refunds", "R"},
    {"en", "Éclair", "E"},
    {"en", "\"Packed\": what it means", "P"},
    {"en", "  — Returns", "R"},
    {"en", "3 ways to pay", "#"},
    {"en", "반품", "#"},
    {"en", "Заказ", "#"},
    {"en", "", "#"},
    {"en", "?!", "#"},
    {"pl", "Łazienka", "Ł"},
    {"pl", "Lampa", "L"},
    {"pl", "Lżej", "L"},
    {"pl", "Ósmy dzień", "Ó"},
    {"pl", "Opłaty", "O"},
    {"pl", "Świąteczne godziny", "Ś"},
    {"pl", "Zwroty", "Z"},
    {"pl", "Źródło", "Ź"},
    {"pl", "Życzenia", "Ż"},
    /* Under their first consonant, the tense ones with the plain. */
    {"ko", "가입", "ㄱ"},
    {"ko", "까다로운 주문", "ㄱ"},
    {"ko", "나의 주문", "ㄴ"},
    {"ko", "배송", "ㅂ"},
    {"ko", "쿠폰", "ㅋ"},
    {"ko", "환불", "ㅎ"},
    {"ko", "FAQ", "#"},
    /* Under their row; voiced and small kana, katakana too. */
    {"ja", "あんしん", "あ"},
    {"ja", "クーポン", "か"},
    {"ja", "ギフト", "か"},
    {"ja", "しはらい", "さ"},
    {"ja", "ポイント", "は"},
    {"ja", "返品", "#"},
    /* By pinyin: tuì, péi, ā; Latin letters with them. */
    {"zh-Hans", "退款", "T"},
    {"zh-Hans", "配送", "P"},
    {"zh-Hans", "阿里", "A"},
    {"zh-Hans", "APP 登录", "A"},
    {"zh", "支付", "Z"},
    /* By strokes: 付 has 5, 退 10. */
    {"zh-Hant", "付款", "5劃"},
    {"zh-Hant", "退貨", "10劃"},
    {"ar", "الدفع", "ا"},
    {"ar", "إرجاع", "ا"},
    {"ar", "طلب", "ط"},
    {"ar", "Visa", "#"},
    /* The vowel is written before the consonant that it is said behind. */
    {"th", "การคืนสินค้า", "ก"},
    {"th", "เก็บเงินปลายทาง", "ก"},
    {"th", "โปรโมชั่น", "ป"},
    {"es", "Ñandú", "Ñ"},
    {"de", "Überweisung", "U"},
    {"ru", "Возврат", "В"},
    /* Two letters that are one. */
    {"fil", "Ngayon", "Ng"},
    {"cs", "Chyba", "CH"},
    {"en", "Change", "C"},
    {"vi", "Đổi trả", "Đ"},
    /* CLDR has no Klingon. */
    {"tlh", "Qapla", "Q"},
};

static struct index_letters *open_letters(const char *locale)
{
    struct err e = {0};
    struct formats *f = formats_new(str_from(locale), &e);
    struct index_letters *l = f ? index_letters_new(f, &e) : NULL;

    if (!l)
        fail_msg("%s: %s", locale, e.message);
    formats_free(f);
    return l;
}

static void titles_stand_under_their_letter(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(titles); i++) {
        struct index_letters *l = open_letters(titles[i].locale);
        size_t at = index_letters_find(l, str_from(titles[i].title));
        struct str got =
            at < index_letters_count(l) ? index_letters_label(l, at) : S("#");
        if (!str_eq(got, str_from(titles[i].letter)))
            fail_msg("%s: \"%s\" stands under \"%.*s\", not \"%s\"",
                     titles[i].locale, titles[i].title, STR_ARG(got),
                     titles[i].letter);
        index_letters_free(l);
    }
}

static const struct {
    const char *locale, *letters;
} alphabets[] = {
    {"en", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {"pl", "ABCĆDEFGHIJKLŁMNOÓPQRSŚTUVWXYZŹŻ"},
    {"ko", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"},
    {"ja", "あかさたなはまやらわ"},
    {"es", "ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"},
    {"zh-Hans", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
};

static void letters_come_in_the_alphabets_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(alphabets); i++) {
        struct index_letters *l = open_letters(alphabets[i].locale);
        struct buf all = {0};
        for (size_t k = 0; k < index_letters_count(l); k++)
            buf_put(&all, index_letters_label(l, k));
        if (!str_eq(buf_str(&all), str_from(alphabets[i].letters)))
            fail_msg("%s: %.*s", alphabets[i].locale, STR_ARG(buf_str(&all)));
        buf_release(&all);
        index_letters_free(l);
    }
}

static void sort_keys_compare_as_the_collation(void **state)
{
    static const char *const sorted[] = {"lampa", "Lampa", "lato",
                                         "łata",  "Łódź",  "mama"};
    struct err e = {0};
    struct formats *f = formats_new(S("pl"), &e);
    struct buf before = {0}, key = {0};

    (void)state;
    assert_non_null(f);
    for (size_t i = 0; i < COUNT(sorted); i++) {
        buf_clear(&key);
        format_sort_key(f, str_from(sorted[i]), &key);
        assert_true(key.len > 0);
        if (str_cmp(buf_str(&before), buf_str(&key)) >= 0)
            fail_msg("\"%s\" is out of order", sorted[i]);
        buf_clear(&before);
        buf_put(&before, buf_str(&key));
    }
    buf_release(&before);
    buf_release(&key);
    formats_free(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_stand_under_their_letter),
        cmocka_unit_test(letters_come_in_the_alphabets_order),
        cmocka_unit_test(sort_keys_compare_as_the_collation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
