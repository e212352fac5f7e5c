/* Polish words that belong together, and others that only look alike. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/analyse/stem/stem.h"
#include "lib/analyse/stemmer.h"
#include "lib/icu/fold.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* A word, and forms with the same stem. */
static const char *const same[][2] = {
    {"zwrot", "zwrotu zwrotów zwroty zwrotem zwrocie"},
    {"zwrócić", "zwrócę zwróciłem zwróciła zwrócony zwróconego zwrócenie "
                "zwróceniu zwrócimy zwrócilibyśmy zwróciłbym zwróć"},
    {"zwracać", "zwracam zwraca zwracają zwracany zwracanie"},
    {"paczka", "paczki paczek paczce paczkę paczką paczkami paczkach"},
    {"przesyłka", "przesyłki przesyłek przesyłce przesyłkę przesyłkami"},
    {"zamówienie", "zamówienia zamówień zamówieniu zamówieniem zamówieniach "
                   "zamówić zamówiłem zamówiony"},
    {"hasło", "hasła haseł haśle hasłem hasłami"},
    {"płatność", "płatności płatnością płatnościami"},
    {"płacić", "płacę płaciłem płaci"},
    {"zapłacić", "zapłacę zapłaciłem zapłacono"},
    {"dostawa", "dostawy dostaw dostawie dostawą"},
    {"reklamacja", "reklamacji reklamację reklamacje reklamacjami"},
    {"kurier", "kuriera kurierzy kurierem kurierowi kurierów"},
    {"konto", "konta kont koncie kontem"},
    {"faktura", "faktury faktur fakturze fakturę"},
    {"rabat", "rabatu rabaty rabatów rabatem"},
    {"klaster", "klastra klastrze klastry klastrów"},
    {"węzeł", "węzła węzłach węzły węzłów węźle"},
    {"ręka", "ręce rąk rękę rękami"},
    {"pies", "psem psa psy"},
    {"sklep", "sklepu sklepie sklepów sklepy"},
    {"towar", "towaru towarów towarem"},
    {"produkt", "produktu produkty produktów produktach"},
    {"koszyk", "koszyka koszyku koszykiem"},
    {"cena", "ceny cen cenie cenę cenami"},
    {"bon", "bonu bony bonów"},
    {"karta", "karty kart karcie kartą kartę"},
    {"kartka", "kartki kartek kartce"},
    {"adres", "adresu adresy adresie adresów"},
    {"zamek", "zamka zamki zamków"},
    {"pieniądze", "pieniędzy pieniędzmi"},
    {"uszkodzony", "uszkodzona uszkodzonego uszkodzić uszkodzenie uszkodzenia "
                   "uszkodzeń"},
    {"wysyłka", "wysyłki wysyłek wysyłce"},
    {"wysłać", "wyślę wysłałem wysłany wysłano"},
    {"wysyłać", "wysyłam wysyłacie"},
    {"użytkownik", "użytkownika użytkowników użytkownicy"},
    {"plik", "pliku pliki plików plikach"},
    {"ustawienie", "ustawienia ustawień ustawieniach"},
    {"kontener", "kontenera kontenerów"},
    {"wdrożenie", "wdrożenia wdrożeniami wdrożyć"},
    {"kupić", "kupiłem kupię kupiony kupiła"},
    {"kupować", "kupuję kupował kupuje"},
    {"anulować", "anuluję anulowałem anulowany anulowanie anulowania"},
    {"numer", "numeru numery numerze numerów"},
    {"termin", "terminu terminy terminie"},
    {"rozmiar", "rozmiaru rozmiary rozmiarów"},
    {"kolor", "koloru kolory kolorze"},
    {"but", "buta buty butów butach"},
    {"sukienka", "sukienki sukienek sukience"},
    {"bluzka", "bluzki bluzek bluzce"},
    {"gwarancja", "gwarancji gwarancję"},
    {"paragon", "paragonu paragony"},
    {"sprzedawca", "sprzedawcy sprzedawcę sprzedawców"},
    {"klient", "klienta klienci klientów klientem"},
    {"opakowanie", "opakowania opakowaniu opakowań"},
    {"nowy", "nowa nowego nowej nowych nowszy najnowszy"},
    {"tani", "tania taniego tańszy"},
    {"szybki", "szybka szybko szybciej szybszy"},
    {"duży", "duża większy największy"},
    {"mały", "mniejszy najmniejsza"},
    {"dobry", "lepszy najlepszy"},
    {"tydzień", "tygodnia tygodnie tygodniu"},
    {"dzień", "dnia dni dniach dniem"},
    {"miesiąc", "miesiąca miesięcy miesiące"},
    {"rok", "roku lata lat"},
    {"logowanie", "logowania logować loguję"},
    {"zalogować", "zaloguję zalogowany zalogowałem"},
    {"link", "linku linki linków"},
    {"serwer", "serwera serwerze serwery"},
    {"zmienić", "zmienię zmieniłem zmieniony zmień"},
    {"zmieniać", "zmieniam"},
    {"usunąć", "usunę usunąłem usunięty usunięcie"},
    {"usuwać", "usuwam usuwa"},
    {"aplikacja", "aplikacji aplikacje aplikację"},
    {"przelew", "przelewu przelewem przelewy"},
    {"bank", "banku bankiem"},
    {"kod", "kodu kody kodem kodów"},
    {"błąd", "błędu błędy błędów błędem"},
    {"odbiór", "odbioru odbiorze"},
    {"punkt", "punktu punkty punktów punkcie"},
    {"magazyn", "magazynu magazynie"},
    {"opinia", "opinii opinie opinię"},
    {"regulamin", "regulaminu regulaminie"},
    {"promocja", "promocji promocje"},
    {"subskrypcja", "subskrypcji subskrypcję"},
    {"telefon", "telefonu telefony telefonem"},
    {"ekran", "ekranu ekranie"},
    {"bateria", "baterii baterie"},
    {"ładowarka", "ładowarki ładowarek ładowarce"},
    {"wiadomość", "wiadomości wiadomością"},
    {"odpowiedź", "odpowiedzi odpowiedzią"},
    {"szukać", "szukam szukał szuka szukaj"},
    {"móc", "mogę może mógł mogła"},
    {"chcieć", "chcę chciałbym chce"},
    {"pisać", "piszę pisze pisał pisany"},
    {"brać", "biorę bierze"},
    {"iść", "idę szedł"},
    {"dostać", "dostałem dostanę dostałam"},
    {"otrzymać", "otrzymałem otrzymam otrzymali"},
    {"czekać", "czekam czekałem"},
    {"działać", "działa działają działał"},
    {"pobrać", "pobiorę pobrany"},
    {"pobierać", "pobieram pobiera pobieranie"},
    {"okno", "okna okien oknie"},
    {"krzesło", "krzesła krzeseł krześle"},
    {"stół", "stołu stole stoły"},
    {"łóżko", "łóżka łóżek łóżku"},
    {"książka", "książki książek książce"},
    {"lampa", "lampy lamp lampie"},
    {"zegarek", "zegarka zegarki zegarków"},
    {"prezent", "prezentu prezenty"},
    {"mail", "maila mailem maile"},
    {"paczkomat", "paczkomatu paczkomacie paczkomatów paczkomatach"},
    {"kołdra", "kołdry kołder kołdrze kołdrą"},
    {"użytkownik", "użytkownicy"},
    {"zwrócić", "zwrocic zwroce zwrocony zwrocenia"},
    {"hasło", "haslo hasel hasle"},
    {"płatność", "platnosc platnosci"},
    {"użytkownik", "uzytkownikow uzytkownika"},
    {"przesyłka", "przesylke przesylek przesylce"},
    {"zamówienie", "zamowien zamowieniach"},
    {"węzeł", "wezlach wezla"},
    {"książka", "ksiazke ksiazek"},
    {"usunąć", "usune usunieto usunieciem"},
    {"ładowarka", "ladowarke ladowarek"},
};

/* Words whose stems differ: others by meaning, or pairs that the thesaurus
 * joins and the stemmer does not. */
static const char *const apart[][2] = {
    {"zamek", "zamówienie"},
    {"karta", "kartka"},
    {"zwrot", "zwrotka"},
    {"zwrot", "zwracać"},
    {"konto", "kontakt"},
    {"konto", "koń"},
    {"kurier", "kura"},
    {"kod", "kolor"},
    {"kod", "koc"},
    {"kot", "kod"},
    {"rabat", "robot"},
    {"rachunek", "ratunek"},
    {"bank", "banknot"},
    {"bon", "bonus"},
    {"dostawa", "dostać"},
    {"dostawca", "dostawa"},
    {"paczka", "pacjent"},
    {"plik", "płyta"},
    {"przesyłka", "przesiadka"},
    {"przelew", "przelot"},
    {"towar", "towarzystwo"},
    {"faktura", "fakt"},
    {"hasło", "hasać"},
    {"klient", "klimat"},
    {"link", "linia"},
    {"numer", "numizmatyk"},
    {"oferta", "ofiara"},
    {"okno", "okoń"},
    {"plan", "plama"},
    {"płatność", "płatek"},
    {"promocja", "promień"},
    {"punkt", "punktualny"},
    {"rata", "ratunek"},
    {"rozmiar", "rozmowa"},
    {"serwer", "serwis"},
    {"status", "statek"},
    {"strona", "struna"},
    {"telefon", "telewizor"},
    {"wysyłka", "wysypka"},
    {"zakup", "zakład"},
    {"zdjęcie", "zdarzenie"},
    {"zegarek", "zegarmistrz"},
    {"aplikacja", "aplauz"},
    {"krem", "kreml"},
    {"biuro", "biurko"},
    {"stół", "stolica"},
    {"ręka", "rękaw"},
    {"pies", "piesek"},
    {"książka", "książę"},
    {"węzeł", "węże"},
    {"lampa", "lampart"},
    {"but", "butelka"},
    {"gwarancja", "gwara"},
    {"kupić", "kupować"},
    {"zwrócić", "zwracać"},
    {"cena", "centrum"},
    {"adres", "adresat"},
};

/* The stem as the analyser gets it: of the folded word, which stays as it is
 * where the stemmer has nothing to say. */
static void stem(struct str word, struct buf *out)
{
    struct buf folded = {0};

    buf_clear(out);
    fold_utf8(word, &folded);
    if (!stem_polish(buf_str(&folded), out))
        buf_put(out, buf_str(&folded));
    assert_false(out->failed || folded.failed);
    assert_true(out->len > 0);
    buf_release(&folded);
}

static bool meet(struct str a, struct str b)
{
    struct buf one = {0}, other = {0};
    bool result;

    stem(a, &one);
    stem(b, &other);
    result = str_eq(buf_str(&one), buf_str(&other));
    buf_release(&one);
    buf_release(&other);
    return result;
}

static void forms_of_a_word_meet(void **state)
{
    size_t pairs = 0;

    (void)state;
    for (size_t i = 0; i < COUNT(same); i++) {
        struct str rest = str_from(same[i][1]), form;

        for (; str_cut(&rest, ' ', &form); pairs++) {
            if (!meet(str_from(same[i][0]), form))
                fail_msg("%s and %.*s are apart", same[i][0], STR_ARG(form));
        }
    }
    assert_true(pairs >= 150);
}

static void other_words_stay_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(apart); i++) {
        if (meet(str_from(apart[i][0]), str_from(apart[i][1])))
            fail_msg("%s and %s meet", apart[i][0], apart[i][1]);
    }
}

/* Words that no dictionary has follow the endings that they have. */
static void new_words_follow_the_rules(void **state)
{
    static const char *const words[][2] = {
        {"blenderowanie", "blenderowaniem"},
        {"fotobuda", "fotobudy"},
        {"restock", "restocku"},
        {"smartbutik", "smartbutiku"},
        {"webhook", "webhooka"},
        {"webhook", "webhooków"},
        {"dropshipping", "dropshippingu"},
        {"paczkopunkt", "paczkopunktów"},
        {"zrestartować", "zrestartowałem"},
        {"zupdatować", "zupdatował"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(words); i++) {
        if (!meet(str_from(words[i][0]), str_from(words[i][1])))
            fail_msg("%s and %s are apart", words[i][0], words[i][1]);
    }
}

static void what_is_no_polish_word_is_left(void **state)
{
    static const struct str left[] = {
        STR(""),      STR("a"),      STR("do"),       STR("v2"),
        STR("a-z"),   STR("Paczka"), STR("반품은"),   STR("\xff\xfe"),
        STR("a\0bc"), STR("łódka"),  STR("paczka\n"),
    };
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(left); i++) {
        assert_false(stem_polish(left[i], &out));
        assert_int_equal(out.len, 0);
    }
    buf_release(&out);
}

/* Letters by a plain generator: no word crashes, none has an empty stem. */
static void any_letters_have_a_stem(void **state)
{
    uint32_t seed = 1;
    char word[64];
    struct buf out = {0};

    (void)state;
    for (int i = 0; i < 100000; i++) {
        size_t len = (size_t)i % (sizeof(word) + 1);

        for (size_t n = 0; n < len; n++) {
            seed = seed * 1664525 + 1013904223;
            word[n] = (char)('a' + (seed >> 16) % 26);
        }
        buf_clear(&out);
        if (stem_polish(str_of(word, len), &out))
            assert_true(out.len > 0 && out.len <= len + 8);
        else
            assert_int_equal(out.len, 0);
    }
    buf_release(&out);
}

static void the_stemmer_is_there_by_name(void **state)
{
    struct err e = {0};
    struct stemmer *s = stemmer_new("polish", &e);

    (void)state;
    assert_non_null(s);
    assert_true(str_eq(stemmer_cut(s, S("paczek")), S("paczk")));
    assert_true(str_eq(stemmer_cut(s, S("v2")), S("v2")));
    stemmer_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_of_a_word_meet),
        cmocka_unit_test(other_words_stay_apart),
        cmocka_unit_test(new_words_follow_the_rules),
        cmocka_unit_test(what_is_no_polish_word_is_left),
        cmocka_unit_test(any_letters_have_a_stem),
        cmocka_unit_test(the_stemmer_is_there_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
