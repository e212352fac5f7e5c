/* Filipino words are roots with prefixes, an infix after the first consonant
 * ("b-um-ili"), the first syllable said twice ("bi-bili"), a suffix, and the
 * linker "-ng"; "maN-" and "paN-" swallow the root's first consonant
 * ("mamimili"), "d" between vowels is "r" and "o" before a suffix "u". So every
 * way to take them off is tried, and the longest result that is a listed root
 * wins; where there is none, the likeliest affixes go. English words take the
 * same affixes ("nagrefund"), and keep their own endings ("orders"). */
#include <string.h>

#include "lib/analyse/stem/letters.h"
#include "lib/analyse/stem/roots.h"
#include "lib/analyse/stem/stem.h"

enum { WORD_MAX = 64, ROOT_MIN = 3 };

/* The longest root so far, and which rests of the word (by length, with and
 * without an infix taken out) were looked at. */
struct hunt {
    struct str root;
    size_t len;
    bool suffixed; /* what is walked lost a suffix */
    bool seen[2][WORD_MAX + 1];
};

static const char vowels[] = "aeiou";

/* The simple ones, of which the others are made: "maipag-" is "ma", "i", "pag";
 * "pinag-" is "pag" with an infix. */
static const struct str prefixes[] = {
    STR("i"),   STR("ka"),   STR("ki"),   STR("ma"),  STR("mag"), STR("mam"),
    STR("man"), STR("mang"), STR("mala"), STR("na"),  STR("nag"), STR("nam"),
    STR("nan"), STR("nang"), STR("ni"),   STR("pa"),  STR("pag"), STR("pam"),
    STR("pan"), STR("pang"), STR("sang"), STR("sim"), STR("sin"), STR("sing"),
    STR("tag"), STR("taga"),
};

/* What goes where no root is listed; the first that fits. */
static const struct str likely_prefixes[] = {
    STR("nakikipag"), STR("makikipag"), STR("pakikipag"), STR("nakapag"),
    STR("makapag"),   STR("ipinag"),    STR("pinaka"),    STR("pinag"),
    STR("napaka"),    STR("nagpa"),     STR("magpa"),     STR("pagpa"),
    STR("ipina"),     STR("napag"),     STR("mapag"),     STR("ipag"),
    STR("nakaka"),    STR("makaka"),    STR("nagka"),     STR("magka"),
    STR("pagka"),     STR("mapa"),      STR("napa"),      STR("naka"),
    STR("maka"),      STR("nang"),      STR("mang"),      STR("pang"),
    STR("nag"),       STR("mag"),       STR("pag"),       STR("ipa"),
    STR("nai"),       STR("mai"),       STR("taga"),      STR("na"),
    STR("ma"),        STR("ka"),
};

static const struct str suffixes[] = {
    STR(""),    STR("in"),  STR("an"),  STR("hin"),
    STR("han"), STR("nin"), STR("nan"),
};

/* What a swallowed consonant may have been. */
static const struct {
    struct str nasal;
    const char *roots;
} nasals[] = {
    {STR("ng"), "k"},
    {STR("m"), "bp"},
    {STR("n"), "tds"},
    {STR("r"), "d"},
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static size_t first_vowel(struct str w)
{
    size_t at = 0;

    while (at < w.len && !is_vowel_at(w, at))
        at++;
    return at;
}

/* "produktong" -> "produkto", "bayang" -> "bayan". */
static bool cut_linker(struct str w, size_t from, struct str *cut)
{
    return word_cut_end(w, from == 0 ? S("ng") : S("g"), ROOT_MIN, cut) &&
           (from == 0 ? is_vowel_at(*cut, cut->len - 1)
                      : str_ends(*cut, S("n")));
}

static bool is_same_vowel(char a, char b)
{
    return a == b || (letter_among(a, "ei") && letter_among(b, "ei")) ||
           (letter_among(a, "ou") && letter_among(b, "ou"));
}

/* "bibili" -> "bili", "aalis" -> "alis", "shiship" -> "ship", and "darating"
 * -> "rating". */
static bool cut_repeated(struct str w, struct str *cut)
{
    size_t v = first_vowel(w), next;

    if (v + 1 >= w.len)
        return false;
    *cut = str_skip(w, v + 1);
    next = first_vowel(*cut);
    if (next >= cut->len || !is_same_vowel(w.ptr[v], cut->ptr[next]))
        return false;
    if (v == 0)
        return next == 0;
    return next > 0 &&
           (cut->ptr[0] == w.ptr[0] || (w.ptr[0] == 'd' && cut->ptr[0] == 'r'));
}

/* "bumili" -> "bili", "prinint" -> "print", "umalis" -> "alis". */
static bool cut_infix(struct str w, char *room, struct str *cut)
{
    size_t v = first_vowel(w);

    if (v > 2 || v + 2 >= w.len || !is_vowel_at(w, v + 2))
        return false;
    struct str infix = str_sub(w, v, 2);

    if (!str_eq(infix, S("um")) && !str_eq(infix, S("in")))
        return false;
    if (v > 0)
        memcpy(room, w.ptr, v);
    memcpy(room + v, w.ptr + v + 2, w.len - v - 2);
    *cut = str_of(room, w.len - 2);
    return true;
}

static void look_up(struct hunt *h, struct str w)
{
    struct str root = {0};

    if (w.len >= ROOT_MIN && w.len > h->len)
        root = roots_find(&filipino_roots, w);
    if (root.ptr) {
        h->root = root;
        h->len = w.len;
    }
}

/* The word, and the word as it is where no suffix follows: "tapus" -> "tapos",
 * "bayar" -> "bayad". */
static void look_up_ends(struct hunt *h, struct str w)
{
    char room[WORD_MAX + 1] = "";
    struct str changed = str_of(room, w.len);
    size_t at = w.len;

    look_up(h, w);
    if (w.len <= h->len || w.len == 0)
        return;
    memcpy(room, w.ptr, w.len);
    while (at > 0 && !is_vowel_at(w, at - 1))
        at--;
    if (at > 0 && letter_among(w.ptr[at - 1], "ui") &&
        (h->suffixed || word_vowels(w) > 1)) {
        room[at - 1] = w.ptr[at - 1] == 'u' ? 'o' : 'e';
        look_up(h, changed);
        room[at - 1] = w.ptr[at - 1];
    }
    if (h->suffixed && w.ptr[w.len - 1] == 'r') {
        room[w.len - 1] = 'd';
        look_up(h, changed);
    }
}

/* The word, and what it was before a prefix changed its first letter. */
static void look_up_all(struct hunt *h, struct str w, bool prefixed)
{
    char room[WORD_MAX + 1] = "";

    look_up_ends(h, w);
    for (size_t i = 0; prefixed && i < COUNT(nasals); i++) {
        struct str rest = str_skip(w, nasals[i].nasal.len);

        if (!str_starts(w, nasals[i].nasal) || !is_vowel_at(rest, 0))
            continue;
        memcpy(room + 1, rest.ptr, rest.len);
        for (const char *c = nasals[i].roots; *c; c++) {
            room[0] = *c;
            look_up_ends(h, str_of(room, rest.len + 1));
        }
        break;
    }
}

static void walk(struct hunt *h, struct str w, bool prefixed, bool infixed)
{
    char room[WORD_MAX] = "";
    struct str cut;

    if (w.len < ROOT_MIN || w.len < h->len || h->seen[infixed][w.len])
        return;
    h->seen[infixed][w.len] = true;
    look_up_all(h, w, prefixed);
    if (cut_repeated(w, &cut))
        walk(h, cut, true, infixed);
    if (!infixed && cut_infix(w, room, &cut))
        walk(h, cut, prefixed, true);
    for (size_t i = 0; i < COUNT(prefixes); i++)
        if (str_starts(w, prefixes[i]))
            walk(h, str_skip(w, prefixes[i].len), true, infixed);
}

static void hunt_suffixes(struct hunt *h, struct str w)
{
    struct str cut;

    for (size_t i = 0; i < COUNT(suffixes); i++) {
        if (!word_cut_end(w, suffixes[i], ROOT_MIN, &cut))
            continue;
        memset(h->seen, 0, sizeof(h->seen));
        h->suffixed = i > 0;
        walk(h, cut, false, false);
    }
}

static struct str listed_root(struct str w)
{
    struct hunt h = {0};
    struct str cut;

    hunt_suffixes(&h, w);
    for (size_t i = 0; i < 2; i++)
        if (cut_linker(w, i, &cut))
            hunt_suffixes(&h, cut);
    return h.root;
}

/* The listed verb of "tracking", "shipped", "damaged", "deliveries". */
static struct str english_root(struct str w)
{
    static const struct {
        struct str end, put;
    } endings[] = {
        {STR("s"), STR("")},   {STR("es"), STR("")},   {STR("ies"), STR("y")},
        {STR("ed"), STR("")},  {STR("ed"), STR("e")},  {STR("ied"), STR("y")},
        {STR("ing"), STR("")}, {STR("ing"), STR("e")},
    };
    char room[WORD_MAX] = "";
    struct str cut, root = {0};

    for (size_t i = 0; i < COUNT(endings) && !root.ptr; i++) {
        if (!word_cut_end(w, endings[i].end, ROOT_MIN, &cut))
            continue;
        memcpy(room, cut.ptr, cut.len);
        if (endings[i].put.len > 0)
            room[cut.len] = endings[i].put.ptr[0];
        root = roots_find(&filipino_roots,
                          str_of(room, cut.len + endings[i].put.len));
        if (!root.ptr && cut.ptr[cut.len - 1] == cut.ptr[cut.len - 2] &&
            !is_vowel_at(cut, cut.len - 1))
            root = roots_find(&filipino_roots, str_sub(cut, 0, cut.len - 1));
    }
    return root;
}

/* Letters that Filipino words have not: names and English. */
static bool is_foreign(struct str w)
{
    for (size_t i = 0; i < w.len; i++) {
        char c = w.ptr[i], before = i > 0 ? w.ptr[i - 1] : '\0';

        if (letter_among(c, "cfjqvxz") ||
            (c == 'h' && letter_among(before, "pst")) ||
            (c == before && !letter_among(c, "agiou")))
            return true;
    }
    return false;
}

static bool is_rootlike(struct str w)
{
    return w.len >= 4 && word_vowels(w) >= 2;
}

/* "mag" before a vowel would be written "mag-": "maganda" is "ma", "ganda". */
static bool cut_likely_prefix(struct str w, struct str *cut)
{
    for (size_t i = 0; i < COUNT(likely_prefixes); i++) {
        struct str p = likely_prefixes[i];

        *cut = str_skip(w, p.len);
        if (str_starts(w, p) && is_rootlike(*cut) &&
            !(p.ptr[p.len - 1] == 'g' && is_vowel_at(*cut, 0)))
            return true;
    }
    return false;
}

static struct str likely_start(struct str w, char *room)
{
    struct str cut;

    if (cut_likely_prefix(w, &cut))
        w = cut;
    if (w.ptr[0] == 'i' && cut_infix(str_skip(w, 1), room, &cut) &&
        is_rootlike(cut))
        w = cut;
    else if (!is_foreign(w) && cut_infix(w, room, &cut) && is_rootlike(cut))
        w = cut;
    if (cut_repeated(w, &cut) && is_rootlike(cut))
        w = cut;
    return w;
}

/* The likeliest root of a word of none that is listed, with the last vowel as
 * it is before a suffix. */
static void put_likely_root(struct str w, struct buf *out)
{
    char room[WORD_MAX] = "";
    struct str cut;
    bool foreign = is_foreign(w);

    if (cut_linker(w, 0, &cut) && cut.len > 3 && !foreign)
        w = cut;
    if (!foreign || str_starts(w, S("mag")) || str_starts(w, S("nag")) ||
        str_starts(w, S("pag")))
        w = likely_start(w, room);
    for (size_t i = COUNT(suffixes); i-- > 1 && !foreign;) {
        if (suffixes[i].ptr[0] != 'n' &&
            word_cut_end(w, suffixes[i], 4, &cut) && is_rootlike(cut)) {
            w = cut;
            break;
        }
    }
    size_t at = out->len + w.len;

    buf_put(out, w);
    if (out->failed || foreign || word_vowels(w) < 2)
        return;
    while (at > out->len - w.len && !letter_among(out->ptr[at - 1], vowels))
        at--;
    if (at > out->len - w.len && out->ptr[at - 1] == 'o')
        out->ptr[at - 1] = 'u';
}

/* No Filipino root ends in these: "pods", "images". */
static struct str without_plural(struct str w)
{
    if (w.len > 4 && w.ptr[w.len - 1] == 's' &&
        (letter_among(w.ptr[w.len - 2], "bdgklmnprtwy") ||
         (w.ptr[w.len - 2] == 'e' && w.len > 6)))
        return str_sub(w, 0, w.len - 1);
    return w;
}

bool stem_filipino(struct str word, struct buf *out)
{
    word = str_sub(word, 0, str_find(word, '\'')); /* "ako'y", "bayaran'ng" */
    if (word.len == 0 || word.len > WORD_MAX || !word_is_ascii_small(word))
        return false;
    struct str root = roots_find(&filipino_roots, word);

    if (!root.ptr)
        root = english_root(word);
    if (!root.ptr)
        root = listed_root(without_plural(word));
    if (root.ptr)
        buf_put(out, root);
    else
        put_likely_root(without_plural(word), out);
    return true;
}
