#include "lib/analyse/stem/learn/polish.h"

#include <stdlib.h>
#include <string.h>

#include "lib/analyse/stem/learn/relatives.h"

/* Of hunspell's flags, those whose forms need a word. */
static const char flags_participle[] = "EGgv";
static const char flags_verbal_noun[] = "ij";
static const char flags_impersonal[] = "Bkde";
static const char flags_past[] = "HF";

/* Forms to which no dictionary entry leads, and words that customers use so
 * much more than others like them that the rules must not give them up. */
static const struct {
    const char *forms, *stem;
} irregular[] = {
    {"dobry lepszy lepsza lepsze lepszego lepszej lepszym lepszych lepiej",
     "dobr"},
    {"zly gorszy gorsza gorsze gorszego gorszej gorszym gorszych gorzej", "zl"},
    {"duzy wiekszy wieksza wieksze wiekszego wiekszej wiekszym wiekszych "
     "wieksi",
     "duz"},
    {"maly mniejszy mniejsza mniejsze mniejszego mniejszej mniejszym "
     "mniejszych",
     "mal"},
    {"szybki szybko szybszy szybsza szybsze szybciej", "szybk"},
    {"tani tanio tanszy tansza tansze tanszego tanszej tanszych taniej", "tan"},
    {"czlowiek czlowieka czlowiekowi czlowiekiem ludzie ludzi ludziom ludzmi "
     "ludziach",
     "czlowiek"},
    {"rok roku rokiem rokowi lata lat latom latami latach", "rok"},
    {"dzien dnia dniu dniem dni dnie dniom dniami dniach", "dn"},
    {"tydzien tygodnia tygodniu tygodniem tygodnie tygodni tygodniom "
     "tygodniami tygodniach",
     "tygodn"},
    {"brat brata bratu bratem bracie bracia braci braciom bracmi braciach",
     "brat"},
    {"reka reki rece reke rak rekami rekom rekach reku rekoma", "rek"},
    {"pies psa psu psem psie psy psow psom psami psach", "ps"},
    {"pieniadz pieniadza pieniadze pieniedzy pieniedzmi pieniadzom pieniadzach",
     "pieniadz"},
    {"moge mozesz moze mozemy mozecie moga moc mogl moglem moglam mogla moglo "
     "mogli mogly",
     "moc"},
    {"ide idziesz idzie idziemy ida isc szedl szla szlo szli szly", "isc"},
    {"dziala dzialac dzialam dzialaja dzialal dzialala dzialalo", "dziala"},
    {"zmien zmiencie zmienic", "zmien"},
    {"uzytkownik uzytkownika uzytkownicy", "uzytkownik"},
    {"mail maila mailu mailowi mailem maile maili mailom mailami mailach",
     "mail"},
    {"zalogowany zalogowana zalogowane zalogowani zalogowac", "zaloguj"},
};

static bool one_of(const char *set, unsigned char flag)
{
    return flag && strchr(set, flag);
}

/* ISO 8859-2 to the letters that folding leaves; '?' where there is none. */
static char folded(char letter)
{
    static const char pairs[] = "\xb1"
                                "a\xe6"
                                "c\xea"
                                "e\xb3"
                                "l\xf1"
                                "n\xf3"
                                "o\xb6"
                                "s\xbc"
                                "z\xbf"
                                "z"
                                "\xa1"
                                "a\xc6"
                                "c\xca"
                                "e\xa3"
                                "l\xd1"
                                "n\xd3"
                                "o\xa6"
                                "s\xac"
                                "z\xaf"
                                "z"
                                "\xe9"
                                "e\xf6"
                                "o\xfc"
                                "u\xe4"
                                "a\xe1"
                                "a\xed"
                                "i\xe8"
                                "c\xb9"
                                "s\xbe"
                                "z"
                                "\xeb"
                                "e\xe7"
                                "c\xf8"
                                "r";

    if (letter >= 'A' && letter <= 'Z')
        return (char)(letter - 'A' + 'a');
    if ((unsigned char)letter < 128)
        return letter;
    for (const char *p = pairs; *p; p += 2) {
        if (*p == letter)
            return p[1];
    }
    return '?';
}

struct stem {
    char text[WORD_LONGEST + 1];
    size_t len;
};

static void fold(struct str word, struct stem *s)
{
    s->len = word.len < WORD_LONGEST ? word.len : WORD_LONGEST;
    for (size_t i = 0; i < s->len; i++)
        s->text[i] = folded(word.ptr[i]);
    s->text[s->len] = '\0';
}

static bool vowel_at_end(const struct stem *s)
{
    return s->len && strchr("aeiouy", s->text[s->len - 1]);
}

static void cut(struct stem *s, size_t n)
{
    s->len -= n;
    s->text[s->len] = '\0';
}

static bool ends(const struct stem *s, const char *end)
{
    return s->len > strlen(end) + 1 &&
           str_ends(str_of(s->text, s->len), str_from(end));
}

static void cut_vowels(struct stem *s)
{
    if (s->len > 2 && vowel_at_end(s)) {
        cut(s, 1);
        if (s->len > 2 && s->text[s->len - 1] == 'i')
            cut(s, 1);
    }
}

/* The shortest form that ends in a vowel, the endings of the second case
 * (klastra, rabatu) before others. */
struct oblique {
    struct stem best;
    bool found, second;
};

static void look_for_oblique(void *ctx, struct str form, unsigned char flag)
{
    struct oblique *o = ctx;
    struct stem s;
    bool second;

    (void)flag;
    fold(form, &s);
    if (!vowel_at_end(&s))
        return;
    second = s.text[s.len - 1] == 'a' || s.text[s.len - 1] == 'u';
    if (o->found &&
        (o->second > second || (o->second == second && o->best.len <= s.len)))
        return;
    *o = (struct oblique){s, true, second};
}

/* Whether a verb in -ywac or -iwac has -uje: pokazywac, but not plywac. */
static void look_for_uje(void *ctx, struct str form, unsigned char flag)
{
    (void)flag;
    if (str_ends(form, S("uje")))
        *(bool *)ctx = true;
}

static void verb_stem(const struct dictionary *d, const struct entry *entry,
                      struct stem *s)
{
    bool uje = ends(s, "owac");

    if (ends(s, "ywac") || ends(s, "iwac"))
        dictionary_forms(d, entry, look_for_uje, &uje);
    if (uje) {
        cut(s, 4);
        memcpy(s->text + s->len, "uj", 3);
        s->len += 2;
    } else if (ends(s, "nac")) {
        cut(s, 2);
    } else {
        cut(s, 1);
        if (!ends(s, "a"))
            cut_vowels(s);
    }
}

static void stem_of(const struct dictionary *d, const struct entry *entry,
                    struct stem *s)
{
    struct oblique o = {0};

    fold(str_from(entry->word), s);
    if (is_verb(entry)) {
        verb_stem(d, entry, s);
        return;
    }
    if (!vowel_at_end(s))
        dictionary_forms(d, entry, look_for_oblique, &o);
    if (o.found)
        *s = o.best;
    if (ends(s, "um"))
        cut(s, 2);
    else
        cut_vowels(s);
}

/* What one entry's forms vote for, and how much. */
struct voter {
    struct votes *votes;
    const char *stem;
    uint32_t weight;
    bool failed;
};

static uint32_t percent(uint32_t n, uint32_t p)
{
    return (uint32_t)((uint64_t)n * p / 100);
}

static void vote(struct voter *v, struct str form, uint32_t weight)
{
    struct stem s;

    fold(form, &s);
    v->failed = v->failed ||
                !votes_add(v->votes, str_of(s.text, s.len), v->stem, weight);
}

/* Of one form: -ze that only stresses (zwrocze) and the conditional, which the
 * stemmer takes off itself, teach nothing. */
static void vote_form(void *ctx, struct str form, unsigned char flag)
{
    struct voter *v = ctx;
    uint32_t share = 100;

    if (one_of(flags_impersonal, flag)) {
        if (str_ends(form, S("\xbf")) || str_ends(form, S("\xbf"
                                                          "e")))
            return;
        share = 30;
    } else if (one_of(flags_participle, flag)) {
        share = 40;
    } else if (one_of(flags_verbal_noun, flag)) {
        share = 70;
    } else if (one_of(flags_past, flag)) {
        struct str end = str_skip(form, form.len > 8 ? form.len - 8 : 0);

        if (str_search(end, S("by")) < end.len)
            return;
    }
    vote(v, form, percent(v->weight, share));
}

static bool is_capital(char letter)
{
    unsigned char c = (unsigned char)letter;

    return (c >= 'A' && c <= 'Z') || (c >= 0xa1 && c <= 0xaf) ||
           (c >= 0xc0 && c <= 0xde);
}

/* Long words are rare ones, so are names; a verb has many forms. What has no
 * flags is a form of something, mostly. */
static uint32_t weight_of(const struct entry *entry)
{
    uint32_t weight = 100000;

    for (const char *c = entry->word; *c; c++)
        weight = percent(weight, 86);
    if (is_capital(*entry->word))
        weight = percent(weight, 30);
    return percent(weight, !*entry->flags ? 30 : is_verb(entry) ? 40 : 45);
}

static bool vote_irregular(struct votes *v)
{
    bool fine = true;

    for (size_t i = 0; i < sizeof(irregular) / sizeof(*irregular); i++) {
        struct str rest = str_from(irregular[i].forms), form;

        while (str_cut(&rest, ' ', &form))
            fine = fine && votes_add(v, form, irregular[i].stem, 1000000);
    }
    return fine;
}

int polish_votes(const struct dictionary *d, struct votes *v, struct err *e)
{
    struct relatives *r = relatives_new(d);
    bool fine = r && vote_irregular(v);

    for (size_t i = 0; fine && i < d->n; i++) {
        const struct entry *entry = &d->entries[i];
        const struct entry *parent = relatives_of(r, entry);
        struct stem s;
        struct voter voter = {v, s.text, weight_of(entry), false};

        if (parent && !strncmp(entry->word, "nie", 3))
            continue;
        stem_of(d, parent ? parent : entry, &s);
        vote(&voter, str_from(entry->word), 2 * voter.weight);
        dictionary_forms(d, entry, vote_form, &voter);
        fine = !voter.failed;
    }
    relatives_free(r);
    return fine ? 0 : err_no_memory(e);
}
