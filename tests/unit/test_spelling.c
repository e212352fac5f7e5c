/* Words put right from a vocabulary: slips, words written together or apart,
 * and all that must be left as it is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "lib/analyse/analyse.h"
#include "lib/map.h"
#include "lib/query/correct.h"
#include "tests/unit/spelling_words.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* A shop's words in one language; for `known`, by their stems. */
struct shop {
    struct arena arena;
    struct analyser *analyser;
    struct map stems; /* -> a number of articles */
    struct str words[1024];
    uint32_t articles[1024];
    uint32_t count, given;
    struct speller speller;
    struct corrector corrector;
};

struct first_word {
    const struct word *word;
    int count;
};

static void note_word(void *ctx, const struct token *t)
{
    struct first_word *f = ctx;

    if (!f->word)
        f->word = t->word;
    f->count += !t->part;
}

static const struct word *analysed(struct shop *s, struct str text)
{
    struct first_word f = {0};

    assert_int_equal(analyse(s->analyser, text, note_word, &f, NULL), 0);
    return f.count == 1 ? f.word : NULL;
}

static uint32_t articles_with(void *ctx, struct str text)
{
    struct shop *s = ctx;
    const struct word *w = analysed(s, text);
    const uint32_t *articles = w ? map_get(&s->stems, w->stem) : NULL;

    return articles ? *articles : 0;
}

static bool next_word(void *ctx, struct str *form, uint32_t *articles)
{
    struct shop *s = ctx;

    if (s->given == s->count)
        return false;
    *form = s->words[s->given];
    *articles = s->articles[s->given++];
    return true;
}

static void open_speller(struct shop *s, const char *locale)
{
    struct vocabulary words = {.ctx = s, .next = next_word, .most = s->count};

    assert_int_equal(speller_init(&s->speller, str_from(locale), words, NULL),
                     0);
}

static void add_word(struct shop *s, struct str text, uint32_t articles)
{
    assert_true(s->count < COUNT(s->words));
    s->words[s->count] = arena_str(&s->arena, text);
    s->articles[s->count++] = articles;
}

static void open_shop(struct shop *s, const char *locale, const char *list)
{
    struct str rest = str_from(list), text;

    *s = (struct shop){.analyser = analyser_new(str_from(locale), NULL)};
    assert_non_null(s->analyser);
    map_init(&s->stems, &s->arena);
    for (uint32_t n = 0; str_cut(&rest, ' ', &text); n++) {
        const struct word *w = analysed(s, text);
        uint32_t *articles = arena_new(&s->arena, uint32_t, 1);

        if (!w || !articles) {
            fail_msg("\"%.*s\" is no word", STR_ARG(text));
            return;
        }
        *articles = 1 + 40 / (1 + n / 8);
        add_word(s, w->exact, *articles);
        if (strcmp(locale, "ko") == 0)
            add_word(s, w->stem, *articles);
        if (!map_get(&s->stems, w->stem))
            assert_true(
                map_set(&s->stems, arena_str(&s->arena, w->stem), articles));
    }
    open_speller(s, locale);
    s->corrector = (struct corrector){
        .locale = str_from(locale),
        .speller = &s->speller,
        .known = {.ctx = s, .articles = articles_with, .forms = &s->speller},
    };
}

static void close_shop(struct shop *s)
{
    speller_release(&s->speller);
    analyser_free(s->analyser);
    arena_release(&s->arena);
}

/* What is searched instead of the word; the word itself when nothing is. */
static struct str corrected(struct shop *s, struct str typed)
{
    const struct word *w = analysed(s, typed);
    struct correction c;
    struct correct_work work = {0};

    if (!w)
        return typed;
    struct unknown_word unknown = {
        .raw = typed,
        .exact = arena_str(&s->arena, w->exact),
        .stem = arena_str(&s->arena, w->stem),
    };
    if (articles_with(s, typed) ||
        !correct_word(&s->corrector, &unknown, &s->arena, &work, &c))
        return typed;
    assert_in_range(work.spelling.measured, 0, 2 * SPELLER_MEASURED_MAX);
    assert_in_range(work.asked, 0,
                    LAYOUT_CANDIDATES_MAX +
                        (LAYOUT_CANDIDATES_MAX + 1) * SPLIT_ASKED_MAX);
    return c.word;
}

struct lists {
    const char *locale, *words;
    const char *typed; /* "typed>meant ...", _ for the spaces in one */
    const char *alone; /* words to be left alone */
};

static void check_typed(struct shop *s, const struct lists *l, int *wrong)
{
    struct str rest = str_from(l->typed), pair;
    int count = 0;

    for (; str_cut(&rest, ' ', &pair); count++) {
        size_t at = str_find(pair, '>');
        struct str typed = str_sub(pair, 0, at);
        struct str meant = arena_str(&s->arena, str_skip(pair, at + 1));
        struct str got = corrected(s, typed);
        char spaced[256];

        snprintf(spaced, sizeof(spaced), "%.*s", STR_ARG(meant));
        for (char *c = spaced; *c; c++)
            if (*c == '_')
                *c = ' ';
        if (str_eq(got, str_from(spaced)))
            continue;
        print_error("%s: %.*s gives %.*s, not %s\n", l->locale, STR_ARG(typed),
                    STR_ARG(got), spaced);
        ++*wrong;
    }
    assert_in_range(count, 40, 1000);
}

static void check_alone(struct shop *s, const struct lists *l, int *wrong)
{
    struct str rest = str_from(l->alone), typed;
    int count = 0;

    for (; str_cut(&rest, ' ', &typed); count++) {
        struct str got = corrected(s, typed);
        if (str_eq(got, typed))
            continue;
        print_error("%s: %.*s becomes %.*s\n", l->locale, STR_ARG(typed),
                    STR_ARG(got));
        ++*wrong;
    }
    assert_in_range(count, 40, 1000);
}

static void check(const struct lists *l)
{
    struct shop s;
    int wrong = 0;

    open_shop(&s, l->locale, l->words);
    check_typed(&s, l, &wrong);
    check_alone(&s, l, &wrong);
    close_shop(&s);
    assert_int_equal(wrong, 0);
}

static void english(void **state)
{
    static const struct lists lists = {
        "en", words_en,
        "oder>order acount>account acccount>account numbr>number "
        "nubmer>number parcle>parcel parsel>parcel bussiness>business "
        "busines>business adress>address addres>address delivry>delivery "
        "delievery>delivery refnud>refund refudn>refund reefund>refund "
        "pasword>password passwrod>password vaucher>voucher vouchr>voucher "
        "warrenty>warranty waranty>warranty recieved>received "
        "reciept>receipt cancle>cancel exchnage>exchange paymnt>payment "
        "paymet>payment pyament>payment tracknig>tracking "
        "confirmaton>confirmation comfirmation>confirmation "
        "courrier>courier curier>courier invoise>invoice invocie>invoice "
        "mesage>message mehtod>method custms>customs transfr>transfer "
        "compliant>complaint chanel>channel privasy>privacy color>colour "
        "exmaple>example becuase>because repiar>repair lokcer>locker "
        "wrranty>warranty metods>methods trackorder>track_order "
        "refundpolicy>refund_policy orderstatus>order_status "
        "paymentmethod>payment_method",
        "samsung iphone nintendo playstation lazada shopee tokopedia gojek "
        "allegro inpost coupang toyota DHL EMS UPS fedex usb pdf kyc iban "
        "sku vat microwave blender laptop sofa umbrella guitar elephant "
        "chocolate football mountain paypal bitcoin netflix spotify "
        "linkedin A1B2 WB12345678 order2024 2024-0012 qwerty zzzz plane "
        "passport lost list user stuff slippers txt renewal"};

    (void)state;
    check(&lists);
}

static void indonesian(void **state)
{
    static const struct lists lists = {
        "id",
        words_id,
        "pesnaan>pesanan pesanna>pesanan barnag>barang brang>barang "
        "pakte>paket nommor>nomor nomr>nomor alamt>alamat almaat>alamat "
        "byar>bayar kiirm>kirim vocer>voucher vaucher>voucher "
        "vouher>voucher ceckout>checkout chekout>checkout "
        "pengembalain>pengembalian pengmbalian>pengembalian "
        "pembayran>pembayaran pembyaran>pembayaran keranjng>keranjang "
        "kranjang>keranjang ekspedsi>ekspedisi expedisi>ekspedisi "
        "garnsi>garansi ongkri>ongkir onkir>ongkir rusk>rusak "
        "ukurna>ukuran ukran>ukuran gartis>gratis grtis>gratis "
        "haidah>hadiah rekning>rekening tlepon>telepon garasni>garansi "
        "penipan>penipuan wislist>wishlist hrga>harga wrna>warna "
        "poduk>produk djumlah>jumlah oekuran>ukuran tjara>cara "
        "khirim>kirim transfre>transfer apliaksi>aplikasi "
        "konfrimasi>konfirmasi perusahan>perusahaan batlkan>batalkan "
        "ubahalamat>ubah_alamat alamatemail>alamat_email",
        "samsung iphone nintendo shopee tokopedia gojek grab lazada "
        "bukalapak traveloka jne jnt sicepat DHL EMS pdf usb ktp "
        "mobil sepeda motor kucing anjing nasi goreng kopi susu gunung "
        "pantai hujan sekolah rumput musik bola film guru dokter "
        "A1B2 JP1234567890 pulsa listrik pinjaman telkomsel cuaca resep",
    };

    (void)state;
    check(&lists);
}

static void korean(void **state)
{
    static const struct lists lists = {
        "ko",
        words_ko,
        "반픔>반품 환블>환불 겔제>결제 베송>배송 배성>배송 쥬문>주문 "
        "상픔>상품 쿠펀>쿠폰 쿠뽄>쿠폰 교한>교환 비밀번허>비밀번호 "
        "비민번호>비밀번호 네이버패이>네이버페이 카카오패이>카카오페이 "
        "마이패이지>마이페이지 포인드>포인트 게좌>계좌 계자>계좌 "
        "체크가드>체크카드 상품꿘>상품권 상품건>상품권 "
        "장바구늬>장바구니 장바구미>장바구니 무통장임금>무통장입금 "
        "송짱>송장 휴대펀>휴대폰 취쏘>취소 쥐소>취소 "
        "고객샌터>고객센터 인중>인증 접쑤>접수 싸이즈>사이즈 색쌍>색상 "
        "택베>택배 포쟝>포장 선뮬>선물 신쳥>신청 금엑>금액 번효>번호 "
        "훼원>회원 홰원>회원 통신싸>통신사 "
        "환블은>환불 겔제를>결제 쿠펀을>쿠폰 배송죠회>배송조회 "
        "환불규정>환불_규정 주문취소>주문_취소 반품신청>반품_신청 "
        "회원가입>회원_가입 교환방법>교환_방법 포인트환불>포인트_환불 "
        "주문번호확인>주문_번호_확인 qksvna>반품 qothd>배송 "
        "qlalfqjsgh>비밀번호 ghksqnf>환불",
        "삼성 아이폰 쿠팡 당근마켓 롯데 현대 날씨 서울 부산 강아지 "
        "고양이 피자 치킨 냉장고 세탁기 노트북 자전거 비행기 여권 병원 "
        "학교 축구 음악 영화 커피 우산 신발 바지 모자 컵 EMS DHL USB "
        "COD SMS return order pod A1B2 20240012 넷플릭스 요금제 전세 "
        "내일 김치 라면",
    };

    (void)state;
    check(&lists);
}

static void polish(void **state)
{
    static const struct lists lists = {
        "pl",
        words_pl,
        "zamowineie>zamowienie zamownienie>zamowienie zwort>zwrot "
        "zwrto>zwrot zwrut>zwrot adrse>adres adrez>adres "
        "pieniondze>pieniadze paczak>paczka pazcka>paczka packa>paczka "
        "plantosc>platnosc przwoznika>przewoznika pzrelew>przelew "
        "pszelew>przelew przelwe>przelew aplikcji>aplikacji "
        "aplikajci>aplikacji reklmacja>reklamacja relkamacja>reklamacja "
        "fakutra>faktura faktrua>faktura fatkura>faktura "
        "gwaracnja>gwarancja gwarncja>gwarancja wymaina>wymiana "
        "kuirer>kurier kurjer>kurier kureir>kurier dostwa>dostawa "
        "dosatwa>dostawa koszky>koszyk kozsyk>koszyk rozmair>rozmiar "
        "chaslo>haslo telefno>telefon telfon>telefon puntky>punkty "
        "potwierdzeine>potwierdzenie potwierdznie>potwierdzenie "
        "oszutswo>oszustwo oszustfo>oszustwo skelp>sklep "
        "paragno>paragon wiadomsoc>wiadomosc "
        "prywatnsoc>prywatnosc zalogoj>zaloguj naprwa>naprawa "
        "pakowaine>pakowanie rahunek>rachunek "
        "numerkonta>numer_konta zwrotpieniedzy>zwrot_pieniedzy "
        "adresdostawy>adres_dostawy",
        "allegro orlen zabka samsung iphone DHL UPS EMS inpost blik24 "
        "lodowka pralka rower samochod warszawa poznan katowice pogoda "
        "kino pizza muzyka szkola lekarz pies drzewo gory jezioro ksiazka "
        "film mecz pilka kawiarnia hotel lotnisko paszport bigos PESEL "
        "A1B2 PL61109010140000 kebab praca urlop wakacje dentysta",
    };

    (void)state;
    check(&lists);
}

static void filipino(void **state)
{
    static const struct lists lists = {
        "fil",
        words_fil,
        "oder>order orderr>order parcle>parcel parsel>parcel "
        "adress>address byad>bayad vaucher>voucher vouchr>voucher "
        "refnd>refund repund>refund rifund>refund delibery>delivery "
        "delivry>delivery deliberi>delivery couier>courier "
        "coureir>courier pasword>password passwrod>password "
        "waranty>warranty chekout>checkout "
        "pagbabalk>pagbabalik pagbablik>pagbabalik bagnko>bangko "
        "natangap>natanggap kanselahn>kanselahin minsahe>mensahe "
        "negosoy>negosyo produkot>produkto "
        "disymbre>disyembre litarto>litrato detaly>detalye "
        "hlaga>halaga halgaa>halaga presio>presyo pangaln>pangalan "
        "kahno>kahon walet>wallet mobil>mobile buskan>buksan "
        "pirsao>piraso peraso>piraso quotaton>quotation "
        "resivo>resibo wislist>wishlist "
        "quotatoin>quotation emial>email holidey>holiday "
        "orderstatus>order_status bagongcode>bagong_code",
        "jollibee shopee lazada grab gojek samsung iphone cebuana mcdo "
        "adobo sinigang basketball manok kalabaw eroplano simbahan guro "
        "paaralan ulan araw2 DHL EMS UPS LBC usb pdf A1B2 PH123456789 "
        "aircon ngipin gamot utang baguio recipe laro sine tubig kanin "
        "dagat bundok aklat sapatos damit pinsan",
    };

    (void)state;
    check(&lists);
}

static void russian(void **state)
{
    static const struct lists lists = {
        "ru",
        words_ru,
        "закас>заказ закза>заказ зказ>заказ аплата>оплата оплтаа>оплата "
        "даставка>доставка достаква>доставка доствака>доставка "
        "достака>доставка возрат>возврат вазврат>возврат "
        "возварт>возврат абмен>обмен обмне>обмен денги>деньги "
        "адресс>адрес адрис>адрес номре>номер телефно>телефон "
        "тилефон>телефон пороль>пароль пароьл>пароль акаунт>аккаунт "
        "аккуант>аккаунт аккаунд>аккаунт скитка>скидка скидак>скидка "
        "купан>купон пдарок>подарок магзин>магазин могазин>магазин "
        "товра>товар размре>размер розмер>размер курер>курьер "
        "курьре>курьер пасылка>посылка посыкла>посылка "
        "посилка>посылка горантия>гарантия отмина>отмена "
        "корзна>корзина карзина>корзина подержка>поддержка "
        "прилажение>приложение упоковка>упаковка расрочка>рассрочка "
        "докумнет>документ регестрация>регистрация "
        "получатиль>получатель pfrfp>заказ djpdhfn>возврат",
        "самсунг айфон москва погода кино пицца музыка школа врач собака "
        "кошка дерево море горы книга футбол гостиница аэропорт "
        "холодильник велосипед машина работа отпуск озон авито DHL EMS "
        "usb pdf A1B2 RU123456789CN сбербанк яндекс вода хлеб молоко "
        "рыба мясо стол стул окно дверь лампа кофе суп сыр",
    };

    (void)state;
    check(&lists);
}

static void ukrainian(void **state)
{
    static const struct lists lists = {
        "uk",
        words_uk,
        "замовленя>замовлення замолення>замовлення аплата>оплата "
        "оплтаа>оплата даставка>доставка достаква>доставка "
        "поверненя>повернення повренення>повернення обмин>обмін "
        "грощі>гроші катрка>картка адриса>адреса номре>номер "
        "тилефон>телефон телефно>телефон пороль>пароль пароьл>пароль "
        "знишка>знижка знижак>знижка купан>купон падарунок>подарунок "
        "могазин>магазин товра>товар розмир>розмір розімр>розмір "
        "горантія>гарантія ремнот>ремонт скасуваня>скасування "
        "вігук>відгук кошік>кошик підтрмка>підтримка "
        "пидтримка>підтримка посиланя>посилання статсу>статус "
        "тремін>термін одержвач>одержувач докумнет>документ "
        "упакавка>упаковка розтрочка>розстрочка готвка>готівка "
        "реєстація>реєстрація профиль>профіль покупеь>покупець "
        "відлення>відділення jgkfnf>оплата gjdthytyyz>повернення",
        "самсунг айфон київ погода кіно піца музика школа лікар собака "
        "кішка дерево море гори книга футбол готель аеропорт "
        "холодильник велосипед машина робота відпустка розетка DHL EMS "
        "usb pdf A1B2 UA123456789 приватбанк вода хліб молоко риба "
        "стіл стілець вікно двері лампа кава суп сир дощ сніг",
    };

    (void)state;
    check(&lists);
}

static void the_nearest_wins_unless_another_is_much_more_frequent(void **state)
{
    struct shop s;
    struct spelling found;

    (void)state;
    open_shop(&s, "en", "packets rackets jackets");
    /* "rackets" is a key away and the first letter; swapped letters are near.
     */
    assert_true(speller_find(&s.speller, S("pacekts"), 0, 200, NULL, &found));
    assert_true(str_eq(found.word, S("packets")));
    /* The word itself is no answer, nor is one beyond the limit. */
    assert_false(speller_find(&s.speller, S("packets"), 0, 0, NULL, &found));
    assert_false(speller_find(&s.speller, S("pacekts"), 0, 60, NULL, &found));
    /* A word that finds something is left alone by those as frequent. */
    assert_false(speller_find(&s.speller, S("pacekts"), 1, 200, NULL, &found));
    close_shop(&s);
}

static void a_misspelling_in_an_article_gives_way_to_many(void **state)
{
    static const char *const words[] = {"recieved", "received", "receiver"};
    struct shop s = {0};
    struct spelling found;

    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        s.words[i] = str_from(words[i]);
        s.articles[i] = i == 1 ? 300 : 1;
    }
    s.count = COUNT(words);
    open_speller(&s, "en");
    assert_true(speller_find(&s.speller, S("recieved"), 1, 200, NULL, &found));
    assert_true(str_eq(found.word, S("received")));
    assert_false(speller_find(&s.speller, S("recieved"), 9, 200, NULL, &found));
    assert_true(speller_has(&s.speller, S("receiver")));
    assert_false(speller_has(&s.speller, S("receive")));
    speller_release(&s.speller);
}

static void words_apart_are_joined(void **state)
{
    static const struct {
        const char *locale, *words, *first, *second, *joined;
    } cases[] = {
        {"en", words_en, "pass", "word", "password"},
        {"en", words_en, "busi", "ness", "business"},
        {"en", words_en, "order", "number", ""}, /* both are known */
        {"en", words_en, "blue", "whale", ""},
        {"ko", words_ko, "배송", "비", "배송비"},
        {"ko", words_ko, "비밀", "번호", "비밀번호"},
        {"pl", words_pl, "prze", "lewem", "przelewem"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct shop s;
        struct unknown_word pair[2] = {0};
        struct correction c;

        open_shop(&s, cases[i].locale, cases[i].words);
        pair[0].exact = str_from(cases[i].first);
        pair[1].exact = str_from(cases[i].second);
        for (int k = 0; k < 2; k++)
            pair[k].held = articles_with(&s, pair[k].exact);
        bool joined =
            correct_join(&s.corrector, &pair[0], &pair[1], &s.arena, NULL, &c);
        assert_int_equal(joined, *cases[i].joined != 0);
        if (joined) {
            assert_int_equal(c.how, CORRECT_JOIN);
            assert_true(str_eq(c.word, str_from(cases[i].joined)));
        }
        close_shop(&s);
    }
}

static void hostile_words_are_left_alone(void **state)
{
    static const char *const pieces[] = {
        "a",
        "가",
        "ㄱ",
        "e\314\201",
        "\355\240\200",
        "\360\237\230\200",
        "\377",
        "-",
        "\342\200\256",
        "1",
        "數",
        "ก",
    };
    static const char *const locales[] = {"en", "ko", "ru", "th", ""};
    char text[4 * 512 + 1];

    (void)state;
    for (size_t l = 0; l < COUNT(locales); l++) {
        struct shop s;

        open_shop(&s, locales[l], "order refund");
        for (size_t i = 0; i < COUNT(pieces); i++) {
            size_t size = strlen(pieces[i]), used = 0;
            struct unknown_word w = {0};
            struct correction c;

            for (size_t n = 0; n < 512 && used + size < sizeof(text); n++) {
                memcpy(text + used, pieces[i], size);
                used += size;
            }
            w.raw = w.exact = w.stem = str_of(text, used);
            assert_false(correct_word(&s.corrector, &w, &s.arena, NULL, &c));
            w.raw = w.exact = w.stem = str_of(text, size);
            assert_false(correct_word(&s.corrector, &w, &s.arena, NULL, &c));
        }
        struct unknown_word zero = {
            .raw = S("or\0er"), .exact = S("or\0er"), .stem = S("or\0er")};
        struct unknown_word empty = {0};
        struct correction c;
        assert_false(correct_word(&s.corrector, &zero, &s.arena, NULL, &c));
        assert_false(correct_word(&s.corrector, &empty, &s.arena, NULL, &c));
        close_shop(&s);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(english),
        cmocka_unit_test(indonesian),
        cmocka_unit_test(korean),
        cmocka_unit_test(polish),
        cmocka_unit_test(filipino),
        cmocka_unit_test(russian),
        cmocka_unit_test(ukrainian),
        cmocka_unit_test(the_nearest_wins_unless_another_is_much_more_frequent),
        cmocka_unit_test(a_misspelling_in_an_article_gives_way_to_many),
        cmocka_unit_test(words_apart_are_joined),
        cmocka_unit_test(hostile_words_are_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
