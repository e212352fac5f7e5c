/* The light stemmers of Arabic, Turkish and Ukrainian. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

#include "tests/unit/stem_pairs.h"

/* As the analyser folds them: teh marbuta is heh, alef maqsura yeh. */
static const struct same arabic[] = {
    {"طلب", "الطلب والطلب بالطلب للطلب طلبي طلبك طلبكم طلبها طلبات الطلبات"},
    {"بطاقه", "البطاقه البطاقات بطاقتي بطاقتك بطاقتها وبطاقتهم بطاقات"},
    {"شركه", "الشركه شركات الشركات شركتنا بالشركه"},
    {"حساب", "الحساب حسابي حسابك حسابات بالحساب"},
    {"ارجاع", "الارجاع والارجاع ارجاعها وارجاع للارجاع"},
    {"مدفوع", "المدفوعات مدفوعات مدفوعه المدفوعين"},
    {"مستشفي", "المستشفي المستشفيات مستشفيات"},
    {"عنوان", "العنوان عنواني عنوانك بالعنوان"},
    {"مجاني", "مجانيه المجاني مجانا"},
    {"خدمه", "الخدمه خدمات خدماتنا خدمتك"},
    {"وصول", "الوصول"},
    {"اشتراك", "الاشتراك اشتراكات اشتراكك"},
    {"بائع", "البائع البائعون البائعين بائعه"},
    {"شكر", "شكرا"},
    {"وقت", "وقتك الوقت"},
};
static const struct different arabic_apart[] = {
    {"شحن", "دفع"},
    {"لون", "لي"},
    {"بنك", "بن"},
    {"كتاب", "مكتب"},
};

static const struct same turkish[] = {
    {"siparis", "siparisi siparisim siparisimi siparisler siparislerim "
                "siparisiniz siparisinizi siparisinde siparisten"},
    {"iade", "iadesi iadeyi iadeler iadem iademi iadede"},
    {"kitap", "kitabi kitaplari kitabim kitabin kitaba kitapta"},
    {"kargo", "kargoyu kargosu kargom kargoyla kargolari kargoda kargodan"},
    {"odeme",
     "odemeyi odemeler odemem odememi odemesi odemek odemenizi odemede"},
    {"urun", "urunu urunun urunler urunlerin urunde urununde"},
    {"sifre", "sifrem sifremi sifreyi sifresi sifreler"},
    {"musteri", "musteriler musterimiz musterinin"},
    {"adres", "adresi adresim adresini adresinizi adreste adresler"},
    {"fatura", "faturam faturami faturalar faturasi"},
    {"destek", "destegi destege destekten"},
    {"sistem", "sistemi sisteme sistemler sistemde"},
    {"kupon", "kuponu kuponlar kuponum kuponunuz"},
    {"istanbul", "istanbul'da istanbul'un istanbulda"},
    {"hizmet", "hizmetler hizmetleri hizmetimiz"},
    {"telefon", "telefonum telefonda telefonu"},
    {"degistirme", "degistirmek"},
};
static const struct different turkish_apart[] = {
    {"urun", "ucret"},
    {"para", "parca"},
    {"kart", "kargo"},
    {"kod", "konu"},
};

static const struct same ukrainian[] = {
    {"доставка", "доставки доставку доставкою доставці доставок"},
    {"повернення", "поверненню поверненням повернень повернути поверну"},
    {"замовлення", "замовленням замовлень замовити замовлю"},
    {"посилка", "посилки посилку посилок посилкою посилками"},
    {"оплата", "оплати оплату оплатою оплатити"},
    {"магазин", "магазину магазином магазини магазинів магазинах"},
    {"новии", "нова нове нового новому новим нові нових новими"},
    {"товар", "товару товари товарів товарами товарах"},
    {"скасування", "скасувати скасую скасували"},
    {"знижка", "знижки знижку знижок знижкою"},
    {"місяць", "місяця місяці місяців"},
    {"рахунок", "рахунку рахунки рахунків рахунком"},
};
static const struct different ukrainian_apart[] = {
    {"товар", "товариш"},
    {"гроші", "груші"},
    {"код", "кошик"},
};

static const struct {
    own_stemmer *stem;
    const struct same *same;
    size_t same_count;
    const struct different *apart;
    size_t apart_count;
} languages[] = {
    {stem_arabic, arabic, COUNT(arabic), arabic_apart, COUNT(arabic_apart)},
    {stem_turkish, turkish, COUNT(turkish), turkish_apart,
     COUNT(turkish_apart)},
    {stem_ukrainian, ukrainian, COUNT(ukrainian), ukrainian_apart,
     COUNT(ukrainian_apart)},
};

static void forms_meet_in_each_language(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(languages); i++)
        for (size_t k = 0; k < languages[i].same_count; k++)
            assert_same(languages[i].stem, &languages[i].same[k]);
}

static void others_stay_apart_in_each_language(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(languages); i++)
        for (size_t k = 0; k < languages[i].apart_count; k++)
            assert_different(languages[i].stem, &languages[i].apart[k]);
}

static void each_language_takes_anything(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(languages); i++)
        assert_takes_anything(languages[i].stem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_meet_in_each_language),
        cmocka_unit_test(others_stay_apart_in_each_language),
        cmocka_unit_test(each_language_takes_anything),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
