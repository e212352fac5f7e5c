/* Tags, names, directions and the choice by Accept-Language. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "lib/buf.h"
#include "lib/icu/locale.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static void assert_text(struct str got, const char *want, const char *what)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("%s: got \"%.*s\", want \"%s\"", what, STR_ARG(got), want);
}

static const struct {
    const char *tag, *want; /* NULL: refused */
} tags[] = {
    {"en", "en"},
    {"EN", "en"},
    {"ko", "ko"},
    {"pl", "pl"},
    {"fil", "fil"},
    {"Fil", "fil"},
    {"pcm", "pcm"},
    {"sa", "sa"},
    {"sw", "sw"},
    {"tl", "tl"},
    {"zh-hans", "zh-Hans"},
    {"ZH-HANS", "zh-Hans"},
    {"zh-hant-tw", "zh-Hant-TW"},
    {"zh-TW", "zh-TW"},
    {"pt-br", "pt-BR"},
    {"sr-latn", "sr-Latn"},
    {"es-419", "es-419"},
    {"en-001", "en-001"},
    {"", NULL},
    {"e", NULL},
    {"-", NULL},
    {"en-", NULL},
    {"-en", NULL},
    {"en--GB", NULL},
    {"images", NULL},
    {"image", NULL},
    {"api", NULL},
    {"img", NULL},
    {"css", NULL},
    {"js", NULL},
    {"lib", NULL},
    {"doc", NULL},
    {"docs", NULL},
    {"help", NULL},
    {"faq", NULL},
    {"app", NULL},
    {"www", NULL},
    {"assets", NULL},
    {"static", NULL},
    {"english", NULL},
    {"root", NULL},
    {"xx", NULL},
    {"qaa", NULL},
    {"und", NULL},
    {"mul", NULL},
    {"zxx", NULL},
    {"eng", NULL},
    {"kor", NULL},
    {"en-images", NULL},
    {"en-docs", NULL},
    {"en-XX", NULL},
    {"en-999", NULL},
    {"en-US-images", NULL},
    {"en-GB-oed", NULL},
    {"en-US-u-hc-h12", NULL},
    {"zh-Hans-Hant", NULL},
    {"en_US", NULL},
    {"en.bak", NULL},
    {"en US", NULL},
    {"e1", NULL},
    {"ko-\xEC\x96\xB4", NULL},
    {"x-klingon", NULL},
};

static void tags_become_canonical(void **state)
{
    (void)state;

    for (size_t i = 0; i < COUNT(tags); i++) {
        char out[LOCALE_MAX] = "";
        bool ok = locale_canonical(str_from(tags[i].tag), out);

        if (ok != (tags[i].want != NULL))
            fail_msg("%s was %s", tags[i].tag, ok ? "taken" : "refused");
        if (ok)
            assert_text(str_from(out), tags[i].want, tags[i].tag);
    }
    char out[LOCALE_MAX];

    assert_false(locale_canonical(S("en\0x"), out));
}

static void folders_know_an_alias(void **state)
{
    (void)state;
    char out[LOCALE_MAX];

    assert_true(locale_of_folder(S("tl"), out));
    assert_string_equal(out, "fil");
    assert_true(locale_of_folder(S("TL-ph"), out));
    assert_string_equal(out, "fil-PH");
    assert_true(locale_of_folder(S("nb"), out));
    assert_string_equal(out, "nb");
    assert_true(locale_of_folder(S("zh-hans"), out));
    assert_string_equal(out, "zh-Hans");
    assert_false(locale_of_folder(S("images"), out));
}

static void direction_and_script_are_likely_ones(void **state)
{
    (void)state;
    static const struct {
        const char *tag;
        bool rtl;
        const char *language, *script;
    } cases[] = {
        {"ar", true, "ar", "Arab"},       {"he", true, "he", "Hebr"},
        {"fa", true, "fa", "Arab"},       {"ur-PK", true, "ur", "Arab"},
        {"az-Arab", true, "az", "Arab"},  {"az", false, "az", "Latn"},
        {"en", false, "en", "Latn"},      {"ko", false, "ko", "Kore"},
        {"zh-Hans", false, "zh", "Hans"}, {"zh-TW", false, "zh", "Hant"},
        {"fil", false, "fil", "Latn"},    {"", false, "", ""},
        {"images", false, "images", ""},
    };

    for (size_t i = 0; i < COUNT(cases); i++) {
        struct str tag = str_from(cases[i].tag);
        char script[5];

        assert_int_equal(locale_is_rtl(tag), cases[i].rtl);
        assert_text(locale_language(tag), cases[i].language, cases[i].tag);
        locale_script(tag, script);
        assert_text(str_from(script), cases[i].script, cases[i].tag);
    }
}

static void languages_name_themselves(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"en", "English"},
        {"id", "Bahasa Indonesia"},
        {"ms", "Bahasa Melayu"},
        {"ko", "한국어"},
        {"pl", "Polski"},
        {"fil", "Filipino"},
        {"ru", "Русский"},
        {"el", "Ελληνικά"},
        {"ar", "العربية"},
        {"zh-Hans", "简体中文"},
        {"pt-BR", "Português (Brasil)"},
        {"ban", "ban"}, /* ICU has no name in Balinese */
        {"", ""},
    };
    struct arena a = {0};

    for (size_t i = 0; i < COUNT(cases); i++)
        assert_text(locale_own_name(&a, str_from(cases[i][0])), cases[i][1],
                    cases[i][0]);
    arena_release(&a);
}

static void readers_get_the_best_locale(void **state)
{
    (void)state;
    static const struct str shop[] = {
        STR("en"),      STR("id"), STR("ko"),      STR("pl"),    STR("fil"),
        STR("zh-Hans"), STR("no"), STR("zh-Hant"), STR("pt-PT"), STR("pt-BR")};
    static const struct {
        const char *header;
        const char *want; /* NULL: the fallback */
    } cases[] = {
        {"", NULL},
        {"ko", "ko"},
        {"KO-kr", "ko"},
        {"ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"},
        {"tl", "fil"},
        {"tl-PH, en;q=0.5", "fil"},
        {"in", "id"},
        {"nb-NO", "no"},
        {"zh-TW", "zh-Hant"},
        {"zh-HK, en", "zh-Hant"},
        {"zh", "zh-Hans"},
        {"zh-CN", "zh-Hans"},
        {"zh-Hant-HK", "zh-Hant"},
        {"pt", "pt-BR"},
        {"pt-AO", "pt-PT"},
        {"en-GB-oed", "en"},
        {"en-US-u-hc-h12", "en"},
        {"sv, pl;q=0.1", "pl"},
        {"en;q=0.2, pl;q=0.9", "pl"},
        {"en;q=0.8, ko;q=0.8", "en"},
        {"id;q=0, en;q=0.3", "en"},
        {"sv", NULL},
        {"*", NULL},
        {"sv, *;q=0.1, ko;q=0.05", NULL},
        {"ko;q=0", NULL},
        {" \tko ; q=0.5\t, id ;Q=0.9", "id"},
        {"ko;q=1.5, id;q=0.1", "id"},
        {"ko;q=, id", "id"},
        {"ko;q=0.1234, id;q=0.1", "id"},
        {"ko;level=1, id;q=0.1", "id"},
        {"ko;q=1;q=1, id;q=0.1", "id"},
        {",,,ko", "ko"},
        {";;;,=,q=1,ko", "ko"},
        {"\xFF\xFE, ko", "ko"},
        {"thislanguageistoolong, ko", "ko"},
    };
    const size_t fallback = 99;

    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t got = locale_negotiate(str_from(cases[i].header), shop,
                                      COUNT(shop), fallback);

        if (!cases[i].want)
            assert_int_equal(got, fallback);
        else if (got >= COUNT(shop))
            fail_msg("\"%s\" fell back", cases[i].header);
        else
            assert_text(shop[got], cases[i].want, cases[i].header);
    }
    assert_int_equal(locale_negotiate(S("ko"), NULL, 0, 3), 3);
}

static void long_headers_are_read_in_part(void **state)
{
    (void)state;
    static const struct str shop[] = {STR("en"), STR("ko")};
    char header[1000] = "";
    size_t len = 0;

    for (int i = 0; i < 32; i++)
        len += (size_t)snprintf(header + len, sizeof(header) - len, "sv,");
    snprintf(header + len, sizeof(header) - len, "ko");
    assert_int_equal(locale_negotiate(str_from(header), shop, 2, 0), 0);
    assert_int_equal(locale_negotiate(str_from(header + 3), shop, 2, 0), 1);
}

static const struct {
    const char *tag, *chain;
} chains[] = {
    {"en", "en en-Latn"},
    {"tl", "tl tl-Latn fil fil-Latn"},
    {"nb", "nb nb-Latn no no-Latn"},
    {"zh", "zh zh-Hans"},
    {"zh-CN", "zh-CN zh-Hans-CN zh-Hans zh"},
    {"zh-TW", "zh-TW zh-Hant-TW zh-Hant"},
    {"zh-HK", "zh-HK zh-Hant-HK zh-Hant"},
    {"zh-Hant-HK", "zh-Hant-HK zh-Hant"},
    {"pt-BR", "pt-BR pt-Latn-BR pt-Latn pt"},
    {"sr-Latn", "sr-Latn"},
    {"sr-Cyrl-RS", "sr-Cyrl-RS sr-Cyrl sr-RS sr"},
    {"iw-IL", "iw-IL iw-Hebr-IL iw-Hebr iw he-IL he-Hebr-IL he-Hebr he"},
    {"", ""},
};

static void fallbacks_keep_language_and_script(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(chains); i++) {
        char found[LOCALE_FALLBACKS_MAX][LOCALE_MAX];
        size_t count = locale_fallbacks(str_from(chains[i].tag), found);
        struct buf got = {0};
        for (size_t k = 0; k < count; k++)
            buf_fmt(&got, "%s%s", k ? " " : "", found[k]);
        assert_text(buf_str(&got), chains[i].chain, chains[i].tag);
        buf_release(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_become_canonical),
        cmocka_unit_test(folders_know_an_alias),
        cmocka_unit_test(direction_and_script_are_likely_ones),
        cmocka_unit_test(languages_name_themselves),
        cmocka_unit_test(readers_get_the_best_locale),
        cmocka_unit_test(long_headers_are_read_in_part),
        cmocka_unit_test(fallbacks_keep_language_and_script),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
