/* The analyser: which words a text is cut into, and where they stand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/analyse/analyse.h"
#include "lib/analyse/recipe.h"
#include "lib/icu/fold.h"
#include "lib/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Tokens as text: "exact", "exact/stem" where they differ, '+' before a
 * part, '!' behind a stop word. Each token's place must hold its word. */
struct listing {
    struct str text;
    struct buf out, folded;
    uint32_t whole_start, whole_end; /* the last token that is no part */
    uint32_t count;
};

/* Some code points fold to words with spaces, and Hebrew's acronyms have a
 * quote; terms have neither. */
static void drop_signs(struct buf *b)
{
    size_t kept = 0;

    for (size_t i = 0; i < b->len; i++) {
        if (b->ptr[i] != ' ' && b->ptr[i] != '"')
            b->ptr[kept++] = b->ptr[i];
    }
    b->len = kept;
}

static void assert_place(struct listing *l, const struct token *t)
{
    assert_true(t->start < t->end && t->end <= l->text.len);
    if (t->part) {
        assert_true(t->start >= l->whole_start && t->end <= l->whole_end);
    } else {
        assert_true(t->start >= l->whole_end);
        l->whole_start = t->start;
        l->whole_end = t->end;
    }
    buf_clear(&l->folded);
    fold_utf8(str_sub(l->text, t->start, t->end - t->start), &l->folded);
    drop_signs(&l->folded);
    if (!str_eq(buf_str(&l->folded), t->word->exact))
        fail_msg("\"%.*s\" does not stand at %u..%u", STR_ARG(t->word->exact),
                 t->start, t->end);
}

static void list_token(void *ctx, const struct token *t)
{
    struct listing *l = ctx;

    assert_place(l, t);
    if (l->count++)
        buf_char(&l->out, ' ');
    if (t->part)
        buf_char(&l->out, '+');
    buf_put(&l->out, t->word->exact);
    if (!str_eq(t->word->exact, t->word->stem)) {
        buf_char(&l->out, '/');
        buf_put(&l->out, t->word->stem);
    }
    if (t->word->stop)
        buf_char(&l->out, '!');
}

static void assert_words(struct analyser *a, struct str text, const char *want)
{
    struct listing l = {.text = text};

    assert_int_equal(analyse(a, text, list_token, &l, NULL), 0);
    if (!str_eq(buf_str(&l.out), str_from(want)))
        fail_msg("\"%.*s\" became \"%.*s\", want \"%s\"", STR_ARG(text),
                 STR_ARG(buf_str(&l.out)), want);
    buf_release(&l.out);
    buf_release(&l.folded);
}

static void assert_cut(const char *locale, const char *text, const char *want)
{
    struct analyser *a = analyser_new(str_from(locale), NULL);

    assert_non_null(a);
    assert_words(a, str_from(text), want);
    analyser_free(a);
}

static void languages_have_their_words(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"en", "Returning an order", "returning/return an! order"},
        {"en", "Don’t the customer’s refunds",
         "don't! the! customer's/custom refunds/refund"},
        {"id", "Pembayaran barang-barang itu", "pembayaran/bayar barang itu!"},
        {"id", "bagaimana membayar", "bagaimana! membayar/bayar"},
        {"ko", "반품은 어떻게 하나요?", "반품은/반품 어떻게/어떻! 하나요/하!"},
        {"ko", "API서버의 Pods", "api 서버의/서버 pods/pod"},
        {"pl", "Jak zwrócić biało-czerwony?",
         "jak! zwrocic/zwroc bialo/bial czerwony/czerwon"},
        {"fil", "Paano mag-aral ng i-click", "paano! aral ng! click"},
        {"fil", "araw-araw", "araw"},
        {"tl", "nag-order", "order"},
        {"fil", "nagre-refund pina-cancel returns",
         "refund cancel returns/return"},
        {"fil", "mag aral pag- aral", "mag! aral pag! aral"},
        {"ja", "返品はどうPods", "返品 は! どう! pods/pod"},
        {"zh", "中华人民共和国", "中华 人民 共和国"},
        {"zh-Hant", "退貨 returns", "退貨 returns/return"},
        {"th", "คืนสินค้าที่ชำรุด", "คืน สินค้า ที่! ชํารุด"},
        {"ar", "أين الكتاب؟", "اين! الكتاب/كتاب"},
        {"ar", "بطاقة بطاقه", "بطاقه/بطاق بطاقه/بطاق"},
        {"he", "איפה צה״ל", "איפה! צהל"},
        {"he", "צה\"ל שָׁלוֹם", "צהל שלום"},
        {"uk", "Де ґанок і йод?", "де! ганок/ганк і! иод"},
        {"vi", "Đổi trả ở đâu", "doi tra o! dau!"},
        {"vi", "doi tra o dau", "doi tra o! dau!"},
        {"de", "Die Häuser der Straße", "die! hauser/haus der! strasse/strass"},
        {"fr", "L'eau d’aujourd'hui qu’il", "eau aujourd'hui il!"},
        {"it", "L'acqua dell’albero", "acqua albero/alber"},
        {"es", "Devolución devolucion devoluciones",
         "devolucion devolucion devoluciones/devolucion"},
        {"es", "Envíos envios, cuándo cuando",
         "envios/envi envios/envi cuando/cuand! cuando/cuand!"},
        {"ru", "Новый новая", "новыи/нов новая/нов"},
        {"tr", "KİTAPLARI kitapları", "kitaplari/kitap kitaplari/kitap"},
        {"tr", "KITAPLARI nasıl", "kitaplari/kitap nasil!"},
        {"sv", "EU:s", "eu:s +eu +s"},
        {"nb", "bøkene", "bokene/bok"},
    };

    for (size_t i = 0; i < COUNT(cases); i++)
        assert_cut(cases[i][0], cases[i][1], cases[i][2]);
}

static void names_are_whole_and_in_parts(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"node.js", "node.js +node +js"},
        {"a@b.example", "a@b.example +a +b +example"},
        {"v1.24.3", "v1.24.3 +v1 +24 +3"},
        {"1.24.3", "1.24.3 +1 +24 +3"},
        {"Rp3,500.50", "rp3,500.50 +rp3,500 +50"},
        {"3,500.50", "3,500.50"},
        {"3.5", "3.5"},
        {"snake_case", "snake_case +snake +case"},
        {"__init__", "__init__ +init"},
        {"____", ""},
        {"https://a.example/x?y=z", "https a.example +a +example x y z"},
        {"file1.pdf", "file1 pdf"}, /* UAX 29 parts a digit and a letter */
        {"user1@a.example", "user1@a.example +user1 +a +example"},
        {"C++ C# F#, c++", "c++ +c c# +c f# +f c++ +c"},
        {"C++17 g++", "c++ +c 17 g++ +g"},
        {".NET ASP.NET x.net", ".net +net asp.net +asp +net x.net +x +net"},
        {"...net C, c+", "net c c"},
        {"(.NET)", ".net +net"},
        {"kube-apiserver", "kube apiserver"},
        {"bye-bye bye bye", "bye bye bye"},
        {"a-a-a b- b", "a b b"},
        {"Ⅳ ½ ①", "iv 1⁄2 1"},
        {"in\xC2\xAD"
         "for",
         "infor"},
        {"ﷺ", "صلياللهعليهوسلم"},
        {"😀 ❤️ ★ -- …", ""},
        {"", ""},
    };
    /* A language without stemmer and stop list. */
    struct analyser *a = analyser_new(S("ban"), NULL);

    assert_non_null(a);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_words(a, str_from(cases[i][0]), cases[i][1]);
    analyser_free(a);
}

struct places {
    uint32_t at[16][2];
    size_t count;
};

static void note_place(void *ctx, const struct token *t)
{
    struct places *p = ctx;

    assert_true(p->count < COUNT(p->at));
    p->at[p->count][0] = t->start;
    p->at[p->count++][1] = t->end;
}

static void places_are_bytes(void **state)
{
    (void)state;
    static const struct {
        struct str text;
        size_t count;
        uint32_t at[4][2];
    } cases[] = {
        {STR("ab cd"), 2, {{0, 2}, {3, 5}}},
        {STR("😀ab\xFF"
             "cd\xFF\xFE ef"),
         3,
         {{4, 6}, {7, 9}, {12, 14}}},
        {STR("a\0b\0"), 2, {{0, 1}, {2, 3}}},
        {STR("\xFF"
             "a"),
         1,
         {{1, 2}}},
        {STR("ab\xE2\x82"), 1, {{0, 2}}},
        {STR("re\xCC\x81s x"), 2, {{0, 5}, {6, 7}}},
        {STR("반품은 x"), 2, {{0, 9}, {10, 11}}},
        {STR("返品は"), 2, {{0, 6}, {6, 9}}},
        {STR("-- l.x"), 3, {{3, 6}, {3, 4}, {5, 6}}},
        {STR("(C++)"), 2, {{1, 4}, {1, 2}}},
        {STR(" .NET"), 2, {{1, 5}, {2, 5}}},
        {STR("\xF0\xA0\x80\x80"), 1, {{0, 4}}}, /* beyond 16 bits */
    };
    struct analyser *a = analyser_new(S("ja"), NULL);

    assert_non_null(a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct places p = {0};

        assert_int_equal(analyse(a, cases[i].text, note_place, &p, NULL), 0);
        assert_int_equal(p.count, cases[i].count);
        assert_memory_equal(p.at, cases[i].at, p.count * sizeof(p.at[0]));
    }
    analyser_free(a);
}

static void note_last(void *ctx, const struct token *t)
{
    *(struct token *)ctx = *t;
}

static void long_words_are_cut(void **state)
{
    (void)state;
    static const struct {
        const char *letter;
        uint32_t bytes, exact_bytes;
    } cases[] = {
        {"x", 64, 64},   {"ł", 128, 64}, {"반", 192, 192},
        {"𐐨", 128, 128}, /* two units each, lower case already */
        {"ﬃ", 192, 64},  /* folds to three letters */
    };
    struct analyser *a = analyser_new(S("en"), NULL);

    assert_non_null(a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf text = {0};
        struct token t = {0};

        for (int n = 0; n < 512; n++)
            buf_text(&text, cases[i].letter);
        assert_int_equal(analyse(a, buf_str(&text), note_last, &t, NULL), 0);
        assert_int_equal(t.start, 0);
        assert_int_equal(t.end, cases[i].bytes);
        assert_int_equal(t.word->exact.len, cases[i].exact_bytes);
        assert_int_equal(utf8_check(t.word->exact), t.word->exact.len);
        assert_true(t.word->stem.len <= 200);
        buf_release(&text);
    }
    analyser_free(a);
}

static void spellings_share_a_word(void **state)
{
    (void)state;
    struct analyser *a = analyser_new(S("en"), NULL);
    struct token first = {0}, second = {0};

    assert_non_null(a);
    assert_int_equal(analyse(a, S("Résumé"), note_last, &first, NULL), 0);
    assert_int_equal(analyse(a, S("x RESUME"), note_last, &second, NULL), 0);
    assert_ptr_equal(first.word, second.word);
    assert_int_equal(first.word->id, 0);
    assert_int_equal(analyser_words(a), 2);
    assert_ptr_equal(analyser_word(a, 0), first.word);
    assert_true(str_eq(analyser_word(a, 1)->exact, S("x")));
    assert_null(analyser_word(a, 2));
    analyser_free(a);
}

static void words_are_forgotten_when_many(void **state)
{
    (void)state;
    struct analyser *a = analyser_new(S("en"), NULL);
    char text[16];

    assert_non_null(a);
    for (int i = 0; i < 5000; i++) {
        struct token t = {0};
        int len = snprintf(text, sizeof(text), "w%dx", i);

        assert_int_equal(
            analyse(a, str_of(text, (size_t)len), note_last, &t, NULL), 0);
        assert_int_equal(t.word->id, i);
    }
    analyser_trim(a, 5000);
    assert_int_equal(analyser_words(a), 5000);
    assert_words(a, S("w0x w4999x"), "w0x w4999x");
    analyser_trim(a, 4999);
    assert_int_equal(analyser_words(a), 0);
    assert_null(analyser_word(a, 0));
    assert_words(a, S("The returns"), "the! returns/return");
    assert_int_equal(analyser_words(a), 2);
    analyser_free(a);
}

static void locales_find_their_recipe(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"ar", "ar/2"},      {"ca", "ca/1"},     {"da", "da/1"},
        {"de-AT", "de/1"},   {"el", "el/1"},     {"en-GB", "en/1"},
        {"es-419", "es/2"},  {"eu", "eu/1"},     {"fi", "fi/1"},
        {"fil", "fil/2"},    {"fr", "fr/1"},     {"ga", "ga/1"},
        {"hi", "hi/1"},      {"hu", "hu/1"},     {"hy", "hy/1"},
        {"id", "id/2"},      {"it", "it/1"},     {"ja", "ja/2"},
        {"ko", "ko/2"},      {"lt", "lt/1"},     {"ne", "ne/1"},
        {"nl", "nl/1"},      {"nn", "no/1"},     {"pl", "pl/2"},
        {"pt-BR", "pt/1"},   {"ro", "ro/1"},     {"ru", "ru/2"},
        {"sr-Latn", "sr/1"}, {"sv", "sv/1"},     {"ta", "ta/1"},
        {"th", "th/2"},      {"tr", "tr/2"},     {"yi", "yi/1"},
        {"zh-Hans", "zh/2"}, {"yue", "zh/2"},    {"tl-PH", "fil/2"},
        {"vi", "vi/1"},      {"he", "he/1"},     {"uk", "uk/1"},
        {"pcm", "latin/1"},  {"ban", "latin/1"}, {"fa", "script/1"},
        {"bg", "script/1"},  {"sa", "script/1"}, {"az-Arab", "script/1"},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        struct analyser *a = analyser_new(str_from(cases[i][0]), &e);

        if (!a)
            fail_msg("%s: %s", cases[i][0], e.message);
        if (!str_eq(analyser_recipe(a), str_from(cases[i][1])))
            fail_msg("%s has %.*s", cases[i][0], STR_ARG(analyser_recipe(a)));
        analyser_free(a);
    }
}

struct count {
    unsigned tokens, stops;
};

static void count_stops(void *ctx, const struct token *t)
{
    struct count *c = ctx;

    c->tokens += !t->part;
    c->stops += !t->part && t->word->stop;
}

/* Words of the list in capitals are on it, and the list is of a sane size. */
static void stop_lists_stop(void **state)
{
    (void)state;
    static const char *const locales[] = {"ar", "de", "en", "es", "fil", "fr",
                                          "he", "id", "ja", "ko", "pl",  "ru",
                                          "th", "tr", "uk", "vi", "zh"};

    for (size_t i = 0; i < COUNT(locales); i++) {
        struct str locale = str_from(locales[i]);
        struct analyser *a = analyser_new(locale, NULL);
        struct count c = {0};

        assert_non_null(a);
        assert_int_equal(analyse(a, str_from(recipe_of(locale)->stop),
                                 count_stops, &c, NULL),
                         0);
        assert_in_range(c.tokens, 40, 300);
        assert_int_equal(c.stops, c.tokens);
        analyser_free(a);
    }
    assert_cut("pl", "GDZIE ŻEBY ZEBY", "gdzie/gdz! zeby/zeb! zeby/zeb!");
    assert_cut("fr", "OÙ à", "ou! a!");
    assert_cut("de", "Für über", "fur! uber!");
    assert_cut("ja", "the", "the");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_have_their_words),
        cmocka_unit_test(names_are_whole_and_in_parts),
        cmocka_unit_test(places_are_bytes),
        cmocka_unit_test(long_words_are_cut),
        cmocka_unit_test(spellings_share_a_word),
        cmocka_unit_test(words_are_forgotten_when_many),
        cmocka_unit_test(locales_find_their_recipe),
        cmocka_unit_test(stop_lists_stop),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
