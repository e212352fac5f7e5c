/* The Korean stemmer: forms of one word share a stem, other words do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/analyse/stem/korean_lists.h"
#include "lib/analyse/stem/stem.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* A word, and others that it must be found by. */
static const char *const same[][2] = {
    /* particles, by the final consonant before them */
    {"반품", "반품은 반품이 반품을 반품과 반품의 반품도 반품만 반품으로"},
    {"배송비", "배송비는 배송비가 배송비를 배송비와 배송비로 배송비도"},
    {"메일", "메일로 메일은 메일이 메일을 메일에 메일로도 메일로는"},
    {"클러스터", "클러스터에서 클러스터에서는 클러스터에서의 클러스터로부터"},
    {"미국", "미국에서 미국까지 미국으로 미국으로부터도 미국에서도 미국까지만"},
    {"고객", "고객님 고객님께서는 고객에게 고객에게는 고객한테 고객들은"},
    {"사용자", "사용자가 사용자는 사용자들의 사용자마다 사용자에게서"},
    {"서울", "서울은 서울까지만 서울에서도 서울부터"},
    {"노드", "노드마다 노드처럼 노드보다 노드에는 노드에도 노드엔 노드만을"},
    {"책", "책이 책은 책을 책과 책이나 책이라도 책이에요 책입니다 책인가요"},
    {"무료", "무료인가요 무료예요 무료입니다 무료인지 무료이고 무료라고"},
    {"휴대폰", "휴대폰으로 휴대폰이랑 휴대폰인데 휴대폰이라서 휴대폰이네요"},
    {"기본", "기본적 기본적인 기본적으로"},

    /* nouns that end like a particle */
    {"고양이", "고양이가 고양이는 고양이를 고양이도"},
    {"회의", "회의는 회의에서 회의가"},
    {"결과", "결과가 결과는 결과를 결과와"},
    {"효과", "효과가 효과는"},
    {"도로", "도로를 도로는"},
    {"휴가", "휴가는 휴가를"},
    {"종이", "종이로 종이가"},
    {"나이", "나이가 나이를"},
    {"배송문의", "배송문의를 배송문의는"},
    {"주문", "주문의 주문이 주문을"},
    {"로그인", "로그인이 로그인을 로그인하기 로그인하면 로그인했는데"},
    {"이미지", "이미지를 이미지가 이미지로"},
    {"페이지", "페이지로 페이지에 페이지는"},
    {"속도", "속도가 속도는"},

    /* a noun made a verb */
    {"환불",
     "환불받을 환불받고 환불받았는데 환불해주세요 환불하려면 환불되나요 "
     "환불됐어요 환불받고싶어요"},
    {"결제", "결제했는데 결제했더니 결제하실 결제해주세요 결제해야 결제됨 "
             "결제하면 결제할 결제하는 결제하기를 결제되었습니다"},
    {"취소", "취소하실 취소하려고 취소하려구요 취소할게요 취소됨 취소시켜 "
             "취소시켜주세요 취소했습니다 취소하고 취소해도 취소될까요"},
    {"교환", "교환하고싶어요 교환하려는데 교환되나요 교환해 교환한 교환함"},
    {"가능", "가능한가요 가능할까요 가능하게 가능하다 가능한 가능합니다"},
    {"배포", "배포할 배포하는 배포하여 배포하려면 배포합니다 배포된 배포될"},
    {"설정", "설정하는 설정된 설정합니다 설정하거나 설정했을 설정하려는"},
    {"문의", "문의드려요 문의드립니다 문의했는데 문의하기"},
    {"입금", "입금했는데요 입금안됐어요 입금되면 입금하신"},
    {"도착", "도착하나요 도착안했어요 도착했다는데 도착하지"},
    {"품절", "품절인데 품절이네요 품절되면 품절이라"},

    /* verbs: contraction, past, honour, politeness */
    {"늦", "늦게 늦었어요 늦네요 늦은 늦어지나요 늦어져서 늦어서 늦으면"},
    {"보내", "보내주세요 보냈는데 보낼게요 보내려면 보내는 보낸 보내셨나요"},
    {"바꾸", "바꿔주세요 바꾸고싶어요 바꿀 바꿔도 바꾸려면 바꿨는데"},
    {"바뀌", "바뀌었어요 바뀐 바뀌나요"},
    {"알리", "알려주세요 알려줘 알려드립니다"},
    {"빌리", "빌려 빌려서 빌렸는데 빌리는"},
    {"걸리", "걸려요 걸리나요 걸렸어요 걸릴까요"},
    {"나오", "나와요 나왔는데 나오지 안나와요 나올"},
    {"오", "안와요 왔어요 왔는데 오나요 안왔는데 오시면"},
    {"크", "커요 커서 크네요 크고 컸어요 큰데"},
    {"작", "작아서 작아요 작네요 작은데 작은"},
    {"쓰", "써도 쓰는 쓰면 썼는데 쓰려구요 쓸까요"},
    {"받", "받으려면 받을 받았는데 받나요 받은 못받았어요 받지 받기"},
    {"찾", "찾을 찾고 찾아서 찾는 찾으려면 찾았어요"},
    {"잃어버리", "잃어버렸어요 잃어버린 잃어버려서"},
    {"잊", "잊었어요 잊은 잊어서 잊고"},
    {"깨지", "깨져서 깨진 깨졌어요"},
    {"들어가", "들어가면 들어가서 들어갔는데 들어갈"},
    {"되", "안돼요 되나요 됐어요 되는데 됩니다 안되나요"},
    {"하", "했음 했어요 합니다 하려면 하는데요 하실 해요"},
    {"맞", "맞죠 맞나요 맞는지 맞아요 맞습니다"},
    {"만들", "만들고 만드는 만들어 만든 만듭니다 만들려면"},
    {"열", "여는 열어 열었어요 열려면"},

    /* irregular verbs */
    {"빠르", "빨라요 빠른 빠르게 빨랐어요"},
    {"누르", "눌러서 누르면 눌렀는데 누른"},
    {"고르", "골라 고르는 골랐어요"},
    {"모르", "몰라요 모르겠어요 몰랐는데"},
    {"부르", "불러 부르는 불렀어요"},
    {"돕", "도와 도와주세요 도왔어요 돕는"},
    {"어렵", "어려워요 어려운 어렵고 어려웠어요"},
    {"가깝", "가까운 가까워 가깝게"},
    {"쉽", "쉬운 쉬워요 쉽게 쉬웠어요"},
    {"걷", "걸어 걷는 걸었어요 걸으면"},
    {"묻", "물어 묻는 물었더니"},
    {"짓", "지어 짓는 지은"},
    {"바쁘", "바빠요 바쁘면 바빴어요"},
    {"모으", "모아 모으는 모았어요"},
};

/* Alike, but other words. */
static const char *const other[][2] = {
    {"국가", "국"},       {"고양이", "고양"},   {"차이", "차"},
    {"회의", "회"},       {"결과", "결"},       {"사과", "사"},
    {"도로", "도"},       {"휴가", "휴"},       {"종이", "종"},
    {"시간", "시가"},     {"화면", "화"},       {"창고", "창"},
    {"재고", "재"},       {"광고", "광"},       {"신고", "신"},
    {"가게", "가"},       {"가지", "가"},       {"보기", "보"},
    {"사고", "사"},       {"선거", "서"},       {"자본", "자"},
    {"문서", "문"},       {"설명서", "설명"},   {"속도", "속"},
    {"단어", "단"},       {"언어", "언"},       {"하나", "하"},
    {"배송비", "배송"},   {"배송문의", "배송"}, {"돈", "돌"},
    {"전화", "전"},       {"바다", "바"},       {"이해", "이하"},
    {"피해", "피하"},     {"확인", "확"},       {"할인", "할"},
    {"바뀌는", "바꾸는"}, {"걸려요", "걸어요"}, {"받는", "바다는"},
    {"옮기는", "옮는"},   {"메시지", "메시"},   {"주의", "주"},
    {"포함", "포하"},     {"권한", "권하"},
};

static struct str stem_of(const char *word, struct buf *out)
{
    buf_clear(out);
    if (!stem_korean(str_from(word), out))
        buf_text(out, word);
    return buf_str(out);
}

static void forms_of_a_word_share_its_stem(void **state)
{
    (void)state;
    struct buf stem = {0}, form = {0};
    size_t pairs = 0;

    for (size_t i = 0; i < COUNT(same); i++) {
        struct str want = stem_of(same[i][0], &stem);
        struct str rest = str_from(same[i][1]), piece;

        while (str_cut(&rest, ' ', &piece)) {
            buf_clear(&form);
            assert_true(stem_korean(piece, &form));
            if (!str_eq(buf_str(&form), want))
                fail_msg("%.*s became %.*s, want %.*s", STR_ARG(piece),
                         STR_ARG(buf_str(&form)), STR_ARG(want));
            pairs++;
        }
    }
    assert_true(pairs >= 150);
    buf_release(&stem);
    buf_release(&form);
}

static void other_words_have_other_stems(void **state)
{
    (void)state;
    struct buf a = {0}, b = {0};

    for (size_t i = 0; i < COUNT(other); i++)
        if (str_eq(stem_of(other[i][0], &a), stem_of(other[i][1], &b)))
            fail_msg("%s and %s both became %.*s", other[i][0], other[i][1],
                     STR_ARG(buf_str(&a)));
    buf_release(&a);
    buf_release(&b);
}

/* What a stem stems to is asked nowhere, but a word of the dictionary must
 * stay what its forms become. */
static void stems_are_what_a_dictionary_has(void **state)
{
    (void)state;
    struct buf stem = {0};

    for (size_t i = 0; i < COUNT(same); i++)
        assert_true(str_eq(stem_of(same[i][0], &stem), str_from(same[i][0])));
    buf_release(&stem);
}

static void only_hangul_is_stemmed(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "ems",
        "3일이",
        "ㅂㅍ",
        "반품a",
        "\xEB\xB0",
        "\xFF\xFE",
        "반\xFF",
        "가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가가"};
    struct buf out = {0};

    for (size_t i = 0; i < COUNT(cases); i++)
        assert_false(stem_korean(str_from(cases[i]), &out));
    assert_int_equal(out.len, 0);
    buf_release(&out);
}

/* Any two or three syllables, and endings alone, give a stem. */
static void no_word_is_cut_to_nothing(void **state)
{
    (void)state;
    struct buf out = {0};

    for (size_t i = 0; i < korean_ending_groups; i++) {
        struct str rest = str_from(korean_endings[i].texts), text;

        while (str_cut(&rest, ' ', &text)) {
            buf_clear(&out);
            assert_true(!stem_korean(text, &out) || out.len > 0);
        }
    }
    for (unsigned c = 0xAC00; c <= 0xD7A3; c += 7) {
        char word[13] = {0};
        size_t n = 0;

        for (unsigned i = 0; i < 3; i++) {
            unsigned s = 0xAC00 + (c * (i + 1) * 2654435761u >> 8) % 11172;

            word[n++] = (char)(0xE0 | s >> 12);
            word[n++] = (char)(0x80 | (s >> 6 & 0x3F));
            word[n++] = (char)(0x80 | (s & 0x3F));
        }
        buf_clear(&out);
        assert_true(stem_korean(str_of(word, n), &out));
        assert_true(out.len > 0);
    }
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_a_word_share_its_stem),
        cmocka_unit_test(other_words_have_other_stems),
        cmocka_unit_test(stems_are_what_a_dictionary_has),
        cmocka_unit_test(only_hangul_is_stemmed),
        cmocka_unit_test(no_word_is_cut_to_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
