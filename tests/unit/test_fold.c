/* Folding, and the way from UTF-8 to UTF-16 and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/icu/fold.h"
#include "lib/icu/text16.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

typedef void folder(struct str s, struct buf *out);

static void assert_folds(folder *fold, const char *text, const char *want)
{
    struct buf out = {0};

    fold(str_from(text), &out);
    assert_false(out.failed);
    if (!str_eq(buf_str(&out), str_from(want)))
        fail_msg("\"%s\" became \"%.*s\", want \"%s\"", text,
                 STR_ARG(buf_str(&out)), want);
    buf_release(&out);
}

static const char *const folded[][2] = {
    {"", ""},
    {"Return", "return"},
    {"Zwrócić", "zwrocic"},
    {"ŁÓDŹ", "lodz"},
    {"zażółć gęślą jaźń", "zazolc gesla jazn"},
    {"Straße", "strasse"},
    {"GROẞ", "gross"},
    {"Ærøskøbing", "aeroskobing"},
    {"œuvre", "oeuvre"},
    {"Þór Ðe", "thor de"},
    {"Đà Nẵng", "da nang"},
    {"Ħal", "hal"},
    {"İstanbul Iğdır", "istanbul igdir"},
    {"résumé", "resume"},
    {"re\xCC\x81sume\xCC\x81", "resume"}, /* marks of their own */
    {"don’t", "don't"},
    {"Ǿ ǽ", "o ae"},
    {"Αθήνα", "αθηνα"},
    {"ὈΔΥΣΣΕΎΣ", "οδυσσευσ"},
    {"Новый ёж", "новыи еж"},
    {"ﬁle", "file"},
    {"Ｇａｂａｙ", "gabay"},
    {"Ⅳ", "iv"},
    {"in\xC2\xAD"
     "for",
     "infor"}, /* a soft hyphen */
    {"ґанок", "ганок"},
    /* Hebrew points and quotes; Arabic's marks, alefs, its other keyboards. */
    {"שָׁלוֹם", "שלום"},
    {"צה״ל ג׳ינס", "צה\"ל ג'ינס"},
    {"كِتَابٌ", "كتاب"},
    {"أين إلى آلة ٱلله", "اين الي اله الله"},
    {"شـَــحْـن", "شحن"},
    {"بطاقة مستشفى", "بطاقه مستشفي"},
    {"علی کتاب", "علي كتاب"},
    {"١٢٣ ۴۵ ๑๒ ９", "123 45 12 9"},
    /* What is of other scripts keeps its marks. */
    {"반품", "반품"},
    {"\xE1\x84\x87\xE1\x85\xA1\xE1\x86\xAB", "반"}, /* as jamo */
    {"がぎ", "がぎ"},
    {"ｶﾞ", "ガ"},
    {"คืนสินค้า", "คืนสินค้า"},
    {"返品", "返品"},
    {"हिन्दी", "हिन्दी"},
};

static void words_fold(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(folded); i++) {
        assert_folds(fold_utf8, folded[i][0], folded[i][1]);
        assert_folds(fold_utf8, folded[i][1], folded[i][1]);
    }
}

static void case_folding_keeps_accents(void **state)
{
    (void)state;
    assert_folds(fold_case, "ZWRÓCIĆ Ł", "zwrócić ł");
    assert_folds(fold_case, "re\xCC\x81sume\xCC\x81", "résumé");
    assert_folds(fold_case, "Straße", "strasse");
    assert_folds(fold_case, "반품", "반품");
    assert_folds(fold_nfc, "Re\xCC\x81sume\xCC\x81", "Résumé");
    assert_folds(fold_nfc, "", "");
}

static void long_texts_fold_too(void **state)
{
    (void)state;
    char text[4001], want[2001];

    for (size_t i = 0; i < 2000; i++) {
        text[2 * i] = '\xC3'; /* E with an acute accent */
        text[2 * i + 1] = '\x89';
        want[i] = 'e';
    }
    text[4000] = want[2000] = '\0';
    assert_folds(fold_utf8, text, want);
}

static void bad_bytes_become_one_sign(void **state)
{
    (void)state;
    assert_folds(fold_utf8,
                 "A\xFF"
                 "B",
                 "a\xEF\xBF\xBD"
                 "b");
    assert_folds(fold_nfc, "\xE2\x82", "\xEF\xBF\xBD\xEF\xBF\xBD");
}

static void letters_marks_and_digits_are_words(void **state)
{
    (void)state;
    static const uint32_t words[] = {'a',    'Z',   '7',  0x142,
                                     0xBC18, 0x301, 0xBD, 0x20000};
    static const uint32_t others[] = {' ',      '-',       '_',    '.',
                                      0xFFFD,   0x1F600,   0xD800, 0x200B,
                                      0x110000, UINT32_MAX};

    for (size_t i = 0; i < COUNT(words); i++)
        assert_true(fold_is_word(words[i]));
    for (size_t i = 0; i < COUNT(others); i++)
        assert_false(fold_is_word(others[i]));
    assert_true(fold_is_mark(0x301));
    assert_false(fold_is_mark('a'));
}

static void units_know_their_bytes(void **state)
{
    (void)state;
    struct text16 t = {0};
    static const uint16_t units[] = {'a',    0x142,  0xBC18, 0xD83D,
                                     0xDE00, 0xFFFD, 'z'};
    static const uint32_t offsets[] = {0, 1, 3, 6, 6, 10, 11, 12};

    assert_true(text16_set(&t, S("ał반😀\xFFz")));
    assert_int_equal(t.len, COUNT(units));
    assert_memory_equal(t.units, units, sizeof(units));
    assert_memory_equal(t.offsets, offsets, sizeof(offsets));

    int32_t at = 3;

    assert_int_equal(text16_next(t.units, t.len, &at), 0x1F600);
    assert_int_equal(at, 5);
    at = 3; /* half a pair */
    assert_int_equal(text16_next(t.units, 4, &at), 0xD83D);
    assert_true(text16_set(&t, S("")));
    assert_int_equal(t.len, 0);
    assert_int_equal(t.offsets[0], 0);
    assert_true(text16_set(&t, S("a\0b")));
    assert_int_equal(t.len, 3);
    text16_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_fold),
        cmocka_unit_test(case_folding_keeps_accents),
        cmocka_unit_test(long_texts_fold_too),
        cmocka_unit_test(bad_bytes_become_one_sign),
        cmocka_unit_test(letters_marks_and_digits_are_words),
        cmocka_unit_test(units_know_their_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
