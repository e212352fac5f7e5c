/* Words typed on the wrong keyboard layout, and Hangul letter by letter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/jamo.h"
#include "lib/query/layout.h"
#include "lib/utf8.h"

struct pair {
    const char *locale, *typed, *meant;
};

/* The candidates, parted by spaces. */
static struct str candidates(struct arena *a, const struct pair *p)
{
    struct str words[LAYOUT_CANDIDATES_MAX];
    size_t n = layout_candidates(str_from(p->locale), str_from(p->typed), a,
                                 words, LAYOUT_CANDIDATES_MAX);
    struct buf b = {0};

    for (size_t i = 0; i < n; i++) {
        buf_text(&b, i ? " " : "");
        buf_put(&b, words[i]);
    }
    struct str all = buf_copy(&b, a);
    buf_release(&b);
    return all;
}

static bool has_word(struct str all, struct str word)
{
    struct str piece;

    while (str_cut(&all, ' ', &piece))
        if (str_eq(piece, word))
            return true;
    return false;
}

static void check_meant(const struct pair *pairs, size_t count)
{
    struct arena a = {0};
    int wrong = 0;

    for (size_t i = 0; i < count; i++) {
        struct str all = candidates(&a, &pairs[i]);
        if (has_word(all, str_from(pairs[i].meant)))
            continue;
        print_error("%s %s: \"%.*s\", not %s\n", pairs[i].locale,
                    pairs[i].typed, STR_ARG(all), pairs[i].meant);
        wrong++;
    }
    arena_release(&a);
    assert_int_equal(wrong, 0);
}
#define CHECK_MEANT(pairs) check_meant(pairs, sizeof(pairs) / sizeof(*(pairs)))

static void hangul_typed_on_latin_keys(void **state)
{
    static const struct pair pairs[] = {
        {"ko", "qothd", "배송"},          {"ko", "ghksqnf", "환불"},
        {"ko", "qksvna", "반품"},         {"ko", "rufwp", "결제"},
        {"ko", "dlswmd", "인증"},         {"ko", "znqjspxltm", "쿠버네티스"},
        {"ko", "qlalfqjsgh", "비밀번호"}, {"ko", "qothdwhghl", "배송조회"},
        {"ko", "rhrortpsxj", "고객센터"}, {"ko", "Rowla", "깨짐"},
        {"ko", "wnans", "주문"},          {"ko", "cnlth", "취소"},
        {"ko", "ryghks", "교환"},         {"ko", "znvhs", "쿠폰"},
        {"ko", "ghldnjs", "회원"},        {"ko", "xkfxhl", "탈퇴"},
        {"ko", "wjrflqrma", "적립금"},    {"ko", "dudtnwmd", "영수증"},
        {"ko", "tkdlwm", "사이즈"},       {"ko", "whghl", "조회"},
        {"ko", "fhrmdls", "로그인"},      {"ko", "dkdlel", "아이디"},
        {"ko", "djEjgrp", "어떻게"},      {"ko", "Qkffl", "빨리"},
        {"ko", "dlTek", "있다"},          {"ko", "rkqtdl", "값이"},
        {"ko", "dksgdk", "않아"},         {"ko", "Eodj", "때어"},
        {"ko", "dOrl", "얘기"},           {"ko", "tlrP", "시계"},
        {"ko", "dnpqtkdlxm", "웹사이트"}, {"ko", "dmlfy", "의료"},
        {"ko-KR", "qothd", "배송"},       {"ko", "QOTHD", "배송"},
        {"ko", "qothd?", "배송"},         {"ko", "Wkrtn", "짝수"},
    };

    (void)state;
    CHECK_MEANT(pairs);
}

static void latin_typed_on_hangul_keys(void **state)
{
    static const struct pair pairs[] = {
        {"ko", "ㅗ디ㅣㅐ", "hello"},
        {"ko", "ㅔㅁㄴㄴ재ㄱㅇ", "password"},
        {"ko", "ㅑㅔㅙㅜㄷ", "iphone"},
        {"ko", "채ㅕㅔㅐㅜ", "coupon"},
        {"ko", "ㄱㄷ려ㅜㅇ", "refund"},
        {"ko", "ㅐㄱㅇㄷㄱ", "order"},
        {"ko", "ㅇ디ㅑㅍㄷ교", "delivery"},
        {"ko", "ㅣㅐ햐ㅜ", "login"},
        {"ko", "ㅁㅊ채ㅕㅜㅅ", "account"},
        {"ko", "든", "ems"},
        {"en", "ㄱㄷ려ㅜㅇ", "refund"},
        {"pl", "ㄱㄷ려ㅜㅇ", "refund"},
        {"ko", "ㅃㄱㅇ", "qrd"},
        {"ko", "ㅗ디ㅣㅐ?", "hello"},
    };

    (void)state;
    CHECK_MEANT(pairs);
}

static void cyrillic_typed_on_latin_keys(void **state)
{
    static const struct pair pairs[] = {
        {"ru", "ljcnfdrf", "доставка"},
        {"ru", "djpdhfn", "возврат"},
        {"ru", "j,vty", "обмен"},
        {"ru", "gfhjkm", "пароль"},
        {"ru", "pfrfp", "заказ"},
        {"ru", "jgkfnf", "оплата"},
        {"ru", "crblrf", "скидка"},
        {"ru", "[jkjl", "холод"},
        {"ru", "j,]tv", "объем"},
        {"ru", "'rhfy", "экран"},
        {"ru", "gjlfhjr", "подарок"},
        {"ru", "Ljcnfdrf", "доставка"},
        {"ru", "LJCNFDRF", "доставка"},
        {"ru", "`krf", "ёлка"},
        {"ru", "ghbdtn,", "привет"},
        {"ru", "xtr?", "чек"},
        {"ru", "k.,jq", "любой"},
        {"ru", ";fkj,f", "жалоба"},
        {"uk", "pfvjdktyyz", "замовлення"},
        {"uk", "gjdthytyyz", "повернення"},
        {"uk", "jgkfnf", "оплата"},
        {"uk", "ljcnfdrf", "доставка"},
        {"uk", "wsyf", "ціна"},
        {"uk", "]lf", "їда"},
        {"uk", "'vyscnm", "ємність"},
        {"uk", "\\fyjr", "ґанок"},
        {"uk", "j,vsy", "обмін"},
        {"uk", "g`znm", "п'ять"},
        {"be", "pfvjdf", "замова"},
        {"be", "fgkfnf", "аплата"},
        {"be", "ghsdbnfyyt", "прывітанне"},
        {"be", "djor", "воўк"},
        {"bg", "dostawka", "доставка"},
        {"bg", "ofijdlud", "доставка"},
        {"bg", "pory`ka", "поръчка"},
        {"bg", "[ekd", "цена"},
    };

    (void)state;
    CHECK_MEANT(pairs);
}

static void latin_typed_on_cyrillic_keys(void **state)
{
    static const struct pair pairs[] = {
        {"ru", "щквук", "order"},       {"ru", "зфыыцщкв", "password"},
        {"ru", "куагтв", "refund"},     {"ru", "еуды", "tels"},
        {"ru", "ВУДШМУКН", "delivery"}, {"ru", "рудзю", "help"},
        {"uk", "щквук", "order"},       {"uk", "зфііцщкв", "password"},
        {"be", "зфыыцўкв", "password"}, {"bg", "ордер", "order"},
        {"en", "щквук", "order"},       {"pl", "зфіііцщкв", "passsword"},
        {"id", "ащкь", "form"},
    };

    (void)state;
    CHECK_MEANT(pairs);
}

static void what_no_layout_explains_stays(void **state)
{
    static const struct pair pairs[] = {
        {"ko", "return", ""},
        {"ko", "order", ""},
        {"ko", "pod", ""},
        {"ko", "refund", ""},
        {"ko", "delivery", ""},
        {"ko", "coupon", ""},
        {"ko", "login", ""},
        {"ko", "password", ""},
        {"ko", "account", ""},
        {"ko", "iphone", ""},
        {"ko", "email", ""},
        {"ko", "invoice", ""},
        {"ko", "wishlist", ""},
        {"ko", "code", ""},
        {"ko", "size", ""},
        {"ko", "qr", ""},
        {"ko", "a1b2", ""},
        {"ko", "2024-0012", ""},
        {"ko", "user@a.kr", ""},
        {"ko", "caf\303\251", ""},
        /* They compose, but to one syllable. */
        {"ko", "dhl", ""},
        {"ko", "ems", ""},
        {"ko", "cod", ""},
        {"ko", "sms", ""},
        {"en", "qothd", ""},
        {"id", "djpdhfn", ""},
        {"pl", "ljcnfdrf", ""},
        {"ja", "qothd", ""},
        {"ru", "ok", ""},
        {"ru", "a1", ""},
        {"ru", "ems-12", ""},
        {"ru", "배송", ""},
        {"ko", "доставка", ""},
        {"ru", "數據庫", ""},
        {"en", "数据", ""},
        {"", "qothd", ""},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
        struct str all = candidates(&a, &pairs[i]);
        if (all.len)
            fail_msg("%s: \"%.*s\"", pairs[i].typed, STR_ARG(all));
    }
    arena_release(&a);
}

static void candidates_are_bounded_and_different(void **state)
{
    struct arena a = {0};
    struct str out[LAYOUT_CANDIDATES_MAX];
    char keys[LAYOUT_TYPED_MAX + 2];

    (void)state;
    /* As typed, and with the capitals lock off. */
    assert_int_equal(
        layout_candidates(S("ko"), S("QOtHD"), &a, out, LAYOUT_CANDIDATES_MAX),
        2);
    assert_int_equal(layout_candidates(S("ko"), S("QOtHD"), &a, out, 1), 1);
    assert_int_equal(layout_candidates(S("ko"), S("qothd"), &a, out, 0), 0);
    assert_int_equal(
        layout_candidates(S("ko"), S("qothd"), &a, out, LAYOUT_CANDIDATES_MAX),
        1);
    for (size_t i = 0; i + 1 < sizeof(keys); i += 2)
        memcpy(keys + i, "qk", 2);
    assert_int_equal(layout_candidates(S("ko"), str_of(keys, LAYOUT_TYPED_MAX),
                                       &a, out, LAYOUT_CANDIDATES_MAX),
                     1);
    assert_int_equal(out[0].len, 3 * LAYOUT_TYPED_MAX / 2);
    assert_int_equal(layout_candidates(S("ko"), str_of(keys, sizeof(keys)), &a,
                                       out, LAYOUT_CANDIDATES_MAX),
                     0);
    arena_release(&a);
}

static void hostile_words_have_no_candidates(void **state)
{
    static const struct str typed[] = {
        STR(""),
        STR("\0\0\0"),
        STR("qk\0qk"),
        STR("\355\240\200"),
        STR("\377\376"),
        STR("\360\237\230\200"),
        STR("e\314\201\314\201"),
        STR("\342\200\256abc"),
        STR("?"),
        STR("...."),
        STR(";;;;"),
        STR(" "),
    };
    static const char *const locales[] = {"ko", "en", "fil", "ja", "-", ""};
    struct arena a = {0};
    struct str out[LAYOUT_CANDIDATES_MAX];

    (void)state;
    for (size_t l = 0; l < sizeof(locales) / sizeof(*locales); l++)
        for (size_t i = 0; i < sizeof(typed) / sizeof(*typed); i++)
            assert_int_equal(layout_candidates(str_from(locales[l]), typed[i],
                                               &a, out, LAYOUT_CANDIDATES_MAX),
                             0);
    arena_release(&a);
}

/* Every syllable comes back from its letters. */
static void jamo_goes_there_and_back(void **state)
{
    struct buf b = {0};
    uint16_t letters[JAMO_LETTERS_MAX];

    (void)state;
    for (uint32_t c = 0xAC00; c <= 0xD7A3; c++) {
        char room[4];
        size_t count = jamo_letters(c, letters);

        buf_clear(&b);
        assert_in_range(count, 2, JAMO_LETTERS_MAX);
        assert_true(jamo_compose(letters, count, &b));
        assert_true(str_eq(buf_str(&b), str_of(room, utf8_put(c, room))));
    }
    buf_release(&b);
    assert_int_equal(jamo_letters(0x3131, letters), 1);
    assert_int_equal(jamo_letters(0x3158, letters), 2); /* ㅘ */
    assert_int_equal(jamo_letters(0x1107, letters), 1); /* an initial ㅂ */
    assert_int_equal(letters[0], 0x3142);
    assert_int_equal(jamo_letters(0x11AA, letters), 2); /* a final ㄳ */
    assert_int_equal(jamo_letters(0x116A, letters), 2); /* a vowel ㅘ */
    assert_int_equal(jamo_letters('a', letters), 0);
    assert_int_equal(jamo_letters(0xD7A4, letters), 0);
    assert_int_equal(jamo_letters(0x3164, letters), 0);
    assert_int_equal(jamo_letters(0x11C3, letters), 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(hangul_typed_on_latin_keys),
        cmocka_unit_test(latin_typed_on_hangul_keys),
        cmocka_unit_test(cyrillic_typed_on_latin_keys),
        cmocka_unit_test(latin_typed_on_cyrillic_keys),
        cmocka_unit_test(what_no_layout_explains_stays),
        cmocka_unit_test(candidates_are_bounded_and_different),
        cmocka_unit_test(hostile_words_have_no_candidates),
        cmocka_unit_test(jamo_goes_there_and_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
