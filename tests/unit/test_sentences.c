/* Where sentences end, and lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

#include "lib/icu/sentences.h"

/* '|' marks the end of the text that is looked at, '^' where it must be cut;
 * without '^' nothing ends. */
static const struct {
    const char *locale, *text;
} sentences[] = {
    {"en", "One two.^ Three four| five."},
    {"en", "One two.^  \n Three| four."},
    {"en", "One two|. Three."},
    {"en", "One two.^| Three."},
    {"en", "Really?^ Yes| it is."},
    {"en", "It costs 4.50 zl.^ Then pay| now."},
    {"en", "Ask Dr. Smith first.^ Then p|ay."},
    {"en", "Sizes, e.g. Small, fit.^ Oth|ers do not."},
    {"en", "Write to a@shop.example.org.^ Then| wait."},
    {"en", "See no. 5 of the li|st. Then go."},
    {"en", "Initials such as J. R|. Tolkien's."},
    {"pl", "Kupisz to np. Allegro lub w skle|pie."},
    {"pl", "Mamy buty, m.in. Adidas.^ Zap|raszamy."},
    {"pl", "Adres: ul. Polna 3.^ Drzwi| obok."},
    {"id", "Alamat: Jl. Sudirman 1.^ Lan|tai dua."},
    {"id", "Bayar Rp. 50.000 dulu.^ Lalu| tunggu."},
    {"fil", "Tawagan si Gng. Santos.^ Pag|katapos."},
    {"ko", "반품은 7일 안에 하세요.^ 환불은 사흘| 걸려요."},
    {"ko", "가능해요!^ 다만| 상자가 필요해요."},
    {"ar", "أرسل الطلب خلال أسبوع.^ هل تحتا|ج إلى مساعدة؟"},
    {"ar", "هل وصل الطرد؟^ نع|م."},
    {"zh", "请在七天内退货。^退款需要|三天。"},
    {"ja", "七日以内に返品してください。^返|金は三日かかります。"},
    {"th", "ส่งคืนสินค้าภายใน 7 วัน แล้วรอเงินค|ืน"},
    {"de", "Das ist z.B. Rot.^ Dan|n Blau."},
    {"de", "Am 15. Mai 2027|. Dann."},
    {"xx-unknown", "One two.^ Thr|ee."},
};

static const struct {
    const char *locale, *text;
} lines[] = {
    {"en", "One two^ th|ree"},     {"en", "One two^| three"},
    {"en", "Onetwothre|e"},        {"en", "one-two-^th|ree"},
    {"ko", "반품은 7일^ 안에|요"}, {"zh", "请在七天内^|退货"},
};

/* The text without its marks; npos where there is none. */
static size_t take(const char *marked, char *plain, size_t *max, size_t *cut)
{
    size_t n = 0;

    *cut = 0;
    for (; *marked; marked++) {
        if (*marked == '|')
            *max = n;
        else if (*marked == '^')
            *cut = n;
        else
            plain[n++] = *marked;
    }
    return n;
}

static void sentences_end_where_they_should(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++) {
        char plain[256];
        size_t max = 0, cut, end,
               n = take(sentences[i].text, plain, &max, &cut);
        assert_int_equal(sentences_end(str_from(sentences[i].locale),
                                       str_of(plain, n), max, &end, NULL),
                         0);
        if (end != cut)
            print_message("%s: %s\n", sentences[i].locale, sentences[i].text);
        assert_int_equal(end, cut);
    }
}

static void lines_end_between_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        char plain[256];
        size_t max = 0, cut, end, n = take(lines[i].text, plain, &max, &cut);
        assert_int_equal(sentences_line_end(str_from(lines[i].locale),
                                            str_of(plain, n), max, &end, NULL),
                         0);
        if (end != cut)
            print_message("%s\n", lines[i].text);
        assert_int_equal(end, cut);
    }
}

/* Thai has no full stops: phrases are parted by spaces, lines break between
 * words that a dictionary knows. */
static void thai_breaks_between_words(void **state)
{
    (void)state;
    struct str text = S("ส่งคืนสินค้าภายใน 7 วัน แล้วรอเงินคืน");
    struct str until = S("ส่งคืนสินค้าภายใน 7 วัน แล้วรอ");
    size_t end;

    assert_int_equal(
        sentences_line_end(S("th"), text, until.len + 3, &end, NULL), 0);
    assert_int_equal(end, until.len);
}

static void nothing_ends_nowhere(void **state)
{
    (void)state;
    size_t end = 9;

    assert_int_equal(sentences_end(S("en"), (struct str){0}, 0, &end, NULL), 0);
    assert_int_equal(end, 0);
    assert_int_equal(sentences_end(S("en"), S("   "), 2, &end, NULL), 0);
    assert_int_equal(end, 0);
    assert_int_equal(sentences_end(S("en"), S("\xFF\xFE. A"), 3, &end, NULL),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_end_where_they_should),
        cmocka_unit_test(lines_end_between_words),
        cmocka_unit_test(thai_breaks_between_words),
        cmocka_unit_test(nothing_ends_nowhere),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
