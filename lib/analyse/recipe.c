#include "lib/analyse/recipe.h"

#include "lib/analyse/stop.h"
#include "lib/icu/locale.h"

static const char french_elided[] =
    "c d j l m n s t qu jusqu lorsqu presqu puisqu quoiqu";
static const char italian_elided[] =
    "l d c m t s v un all anch bell coll com cos dall dell dov nell quell "
    "quest sant sull";
static const char catalan_elided[] = "d l m n s t";
static const char filipino_prefixes[] =
    "i ica ide ika ikina in ini ipa ipag ipang ipapa ipina ipinag ipinapa ire "
    "isa ka kaka ma maca made mag magca magde magka magpa magpapa magre magsi "
    "mai maipa maka makaka makapag maki makipag mala man mang mapa mapag mare "
    "na naca nade nag nagca nagde nagka nagpa nagpapa nagre nagsi nai naipa "
    "naka nakaka nakapag naki nakiki nakipag nang napa napag napaka nare ni "
    "pa pag pagka pagpa pagpapa paka paki pakiki pakikipag pam pan pang papa "
    "pina pinag pinaka pinapa sang tag taga tig um";

/* Accents are part of the spelling where Snowball's rules look at them and
 * people's keyboards have them; there `fold_first` stays false. */
static const struct recipe recipes[] = {
    {.name = "ar",
     .version = 2,
     .stemmer = "arabic",
     .latin_stemmer = "english",
     .stop = stop_ar,
     .fold_first = true},
    {.name = "ca",
     .version = 1,
     .stemmer = "catalan",
     .before_apostrophe = catalan_elided},
    {.name = "da", .version = 1, .stemmer = "danish"},
    {.name = "de",
     .version = 1,
     .stemmer = "german",
     .stop = stop_de,
     .fold_first = true},
    {.name = "el",
     .version = 1,
     .stemmer = "greek",
     .latin_stemmer = "english"},
    {.name = "en",
     .version = 1,
     .stemmer = "english",
     .stop = stop_en,
     .fold_first = true},
    {.name = "es",
     .version = 2,
     .stemmer = "spanish",
     .stop = stop_es,
     .fold_first = true},
    {.name = "eu", .version = 1, .stemmer = "basque", .fold_first = true},
    {.name = "fi", .version = 1, .stemmer = "finnish", .breaks = "fi"},
    {.name = "fil",
     .version = 2,
     .stemmer = "filipino",
     .stop = stop_fil,
     .before_hyphen = filipino_prefixes,
     .fold_first = true},
    {.name = "fr",
     .version = 1,
     .stemmer = "french",
     .stop = stop_fr,
     .before_apostrophe = french_elided,
     .fold_first = true},
    {.name = "ga", .version = 1, .stemmer = "irish"},
    {.name = "he", .version = 1, .latin_stemmer = "english", .stop = stop_he},
    {.name = "hi",
     .version = 1,
     .stemmer = "hindi",
     .latin_stemmer = "english"},
    {.name = "hu", .version = 1, .stemmer = "hungarian"},
    {.name = "hy",
     .version = 1,
     .stemmer = "armenian",
     .latin_stemmer = "english"},
    {.name = "id",
     .version = 2,
     .stemmer = "indonesian",
     .stop = stop_id,
     .fold_first = true},
    {.name = "it",
     .version = 1,
     .stemmer = "italian",
     .before_apostrophe = italian_elided,
     .fold_first = true},
    {.name = "ja",
     .version = 2,
     .latin_stemmer = "english",
     .stop = stop_ja,
     .breaks = "ja",
     .across = 0.7},
    {.name = "ko",
     .version = 2,
     .stemmer = "korean",
     .latin_stemmer = "english",
     .stop = stop_ko,
     .fold_first = true,
     .grams = 0.5},
    {.name = "lt", .version = 1, .stemmer = "lithuanian"},
    {.name = "ne",
     .version = 1,
     .stemmer = "nepali",
     .latin_stemmer = "english"},
    {.name = "nl", .version = 1, .stemmer = "dutch", .fold_first = true},
    {.name = "no", .version = 1, .stemmer = "norwegian"},
    {.name = "pl",
     .version = 2,
     .stemmer = "polish",
     .stop = stop_pl,
     .fold_first = true},
    {.name = "pt", .version = 1, .stemmer = "portuguese"},
    {.name = "ro", .version = 1, .stemmer = "romanian"},
    {.name = "ru",
     .version = 2,
     .stemmer = "russian",
     .latin_stemmer = "english",
     .stop = stop_ru},
    {.name = "sr", .version = 1, .stemmer = "serbian"},
    {.name = "sv", .version = 1, .stemmer = "swedish", .breaks = "sv"},
    {.name = "ta",
     .version = 1,
     .stemmer = "tamil",
     .latin_stemmer = "english"},
    {.name = "th", .version = 2, .latin_stemmer = "english", .stop = stop_th},
    {.name = "tr",
     .version = 2,
     .stemmer = "turkish",
     .stop = stop_tr,
     .fold_first = true},
    {.name = "uk",
     .version = 1,
     .stemmer = "ukrainian",
     .latin_stemmer = "english",
     .stop = stop_uk,
     .fold_first = true},
    {.name = "vi", .version = 1, .stop = stop_vi},
    {.name = "yi",
     .version = 1,
     .stemmer = "yiddish",
     .latin_stemmer = "english"},
    {.name = "zh",
     .version = 2,
     .latin_stemmer = "english",
     .stop = stop_zh,
     .breaks = "zh",
     .across = 0.7},
};

/* The languages that have no row, by script. */
static const struct recipe latin = {.name = "latin", .version = 1};
static const struct recipe script = {
    .name = "script", .version = 1, .latin_stemmer = "english"};

/* Languages and scripts that are served by another's row. */
static const struct {
    const char *code, *recipe;
} served_by[] = {
    {"tl", "fil"},  {"nb", "no"},   {"nn", "no"},   {"in", "id"},
    {"ji", "yi"},   {"Hans", "zh"}, {"Hant", "zh"}, {"Hani", "zh"},
    {"Jpan", "ja"}, {"Kore", "ko"},
};

static const struct recipe *find(struct str code)
{
    for (size_t i = 0; i < sizeof(served_by) / sizeof(*served_by); i++) {
        if (str_eq(code, str_from(served_by[i].code)))
            code = str_from(served_by[i].recipe);
    }
    for (size_t i = 0; i < sizeof(recipes) / sizeof(*recipes); i++) {
        if (str_eq(code, str_from(recipes[i].name)))
            return &recipes[i];
    }
    return NULL;
}

const struct recipe *recipe_of(struct str locale)
{
    const struct recipe *r = find(locale_language(locale));
    char written[5];

    if (r)
        return r;
    locale_script(locale, written);
    r = find(str_from(written));
    if (r)
        return r;
    return str_eq(str_from(written), S("Latn")) ? &latin : &script;
}
