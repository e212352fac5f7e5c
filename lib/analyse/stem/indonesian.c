/* Indonesian words are roots with up to three prefixes and a suffix, then
 * "-nya"
 * "-ku" "-mu" and "-lah" "-kah" "-pun". "meN-" and "peN-" swallow the root's
 * first k, p, s or t: "menulis" may be "tulis" or "nulis". So every way to take
 * the affixes off is tried, and the longest result that is a listed root wins;
 * where there is none, the likeliest affixes go. Speech is understood too:
 * "ngirim", "nyari", "dibalikin". */
#include <string.h>

#include "lib/analyse/stem/letters.h"
#include "lib/analyse/stem/roots.h"
#include "lib/analyse/stem/stem.h"

enum { WORD_MAX = 64, PREFIXES_MAX = 3, ROOT_MIN = 3 };

/* The longest root so far; of two as long the one with fewer prefixes. */
struct hunt {
    struct str root;
    size_t len;
    int prefixes;
};

/* What a prefix leaves: where `before` allows the letter that follows, `put` is
 * set before it. NULL allows any letter. LIKELY ones go where no root is
 * listed, too; SHORT roots are those of one syllable; SPOKEN ones begin a word.
 */
struct prefix {
    struct str text;
    const char *before;
    const char *put;
    enum { LISTED, LIKELY, SHORT, SPOKEN } kind;
};

static const char vowels[] = "aeiou";

static const struct prefix prefixes[] = {
    {STR("meng"), vowels, "", LIKELY},  {STR("meng"), vowels, "k", LISTED},
    {STR("meng"), NULL, "", LIKELY},    {STR("menge"), NULL, "", SHORT},
    {STR("meny"), vowels, "s", LIKELY}, {STR("me"), "lmnrwy", "", LISTED},
    {STR("men"), vowels, "t", LIKELY},  {STR("men"), "cdjstz", "", LIKELY},
    {STR("mem"), vowels, "p", LIKELY},  {STR("mem"), "bfpv", "", LIKELY},
    {STR("me"), "lrwy", "", LIKELY},    {STR("peng"), vowels, "", LIKELY},
    {STR("peng"), vowels, "k", LISTED}, {STR("peng"), NULL, "", LIKELY},
    {STR("penge"), NULL, "", SHORT},    {STR("peny"), vowels, "s", LIKELY},
    {STR("pe"), NULL, "", LISTED},      {STR("pen"), vowels, "t", LIKELY},
    {STR("pen"), "cdjstz", "", LIKELY}, {STR("pem"), vowels, "p", LIKELY},
    {STR("pem"), "bfpv", "", LIKELY},   {STR("per"), NULL, "", LISTED},
    {STR("ber"), NULL, "", LIKELY},     {STR("be"), "kpr", "", LISTED},
    {STR("ter"), NULL, "", LIKELY},     {STR("te"), "r", "", LISTED},
    {STR("di"), NULL, "", LIKELY},      {STR("ke"), NULL, "", LISTED},
    {STR("se"), NULL, "", LISTED},      {STR("nge"), NULL, "", SHORT},
    {STR("ng"), vowels, "", SPOKEN},    {STR("ng"), NULL, "k", SPOKEN},
    {STR("ng"), "bdghjlr", "", SPOKEN}, {STR("ny"), vowels, "s", SPOKEN},
    {STR("ny"), vowels, "c", SPOKEN},   {STR("n"), vowels, "t", SPOKEN},
    {STR("n"), "cdj", "", SPOKEN},      {STR("m"), "aiou", "p", SPOKEN},
    {STR("kau"), NULL, "", SPOKEN},     {STR("ku"), NULL, "", SPOKEN},
};

/* The endings of speech ("-in") after those of writing. */
static const struct str suffixes[] = {
    STR(""), STR("kan"), STR("an"), STR("i"), STR("in"),
};
static const struct str possessives[] = {
    STR(""),
    STR("nya"),
    STR("ku"),
    STR("mu"),
};
static const struct str particles[] = {
    STR(""), STR("lah"), STR("kah"), STR("pun"), STR("tah"),
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* `room` takes WORD_MAX bytes: what is left is never longer than the word. */
static bool cut_prefix(struct str w, const struct prefix *p, char *room,
                       struct str *cut)
{
    size_t put = strlen(p->put);

    if (w.len < p->text.len + ROOT_MIN - put || !str_starts(w, p->text))
        return false;
    *cut = str_skip(w, p->text.len);
    if (p->before && !letter_among(cut->ptr[0], p->before))
        return false;
    if (put > 0) {
        memcpy(room, p->put, put);
        memcpy(room + put, cut->ptr, cut->len);
        *cut = str_of(room, put + cut->len);
    }
    return true;
}

static void hunt_prefixes(struct hunt *h, struct str w, int depth)
{
    struct str root = roots_find(&indonesian_roots, w), cut;
    char room[WORD_MAX];

    if (root.ptr &&
        (w.len > h->len || (w.len == h->len && depth < h->prefixes)))
        *h = (struct hunt){root, w.len, depth};
    if (depth == PREFIXES_MAX)
        return;
    for (size_t i = 0; i < COUNT(prefixes); i++) {
        const struct prefix *p = &prefixes[i];

        if (p->kind == SPOKEN && (depth > 0 || w.len < 5))
            continue;
        if (cut_prefix(w, p, room, &cut) && cut.len >= h->len &&
            (p->kind != SHORT || word_vowels(cut) == 1))
            hunt_prefixes(h, cut, depth + 1);
    }
}

static struct str listed_root(struct str word)
{
    struct hunt h = {.prefixes = PREFIXES_MAX};
    struct str plain, noun, cut;

    for (size_t i = 0; i < COUNT(particles); i++) {
        if (!word_cut_end(word, particles[i], ROOT_MIN, &plain))
            continue;
        for (size_t j = 0; j < COUNT(possessives); j++) {
            if (!word_cut_end(plain, possessives[j], ROOT_MIN, &noun))
                continue;
            for (size_t k = 0; k < COUNT(suffixes); k++)
                if (word_cut_end(noun, suffixes[k], ROOT_MIN, &cut))
                    hunt_prefixes(&h, cut, 0);
        }
    }
    return h.root;
}

/* Letters that Indonesian words have not: names and English. */
static bool is_foreign(struct str w)
{
    if (letter_among(w.ptr[w.len - 1], "cjqvwxyz"))
        return true;
    for (size_t i = 0; i + 1 < w.len; i++) {
        if (letter_among(w.ptr[i], "qx") ||
            (w.ptr[i] == w.ptr[i + 1] && !letter_among(w.ptr[i], "agikm")))
            return true;
        if ((w.ptr[i + 1] == 'h' && letter_among(w.ptr[i], "cptg")) ||
            (w.ptr[i] == 'c' && w.ptr[i + 1] == 'k'))
            return true;
    }
    return false;
}

/* No Indonesian root ends in these: "pods", "volumes", "updates". */
static struct str without_plural(struct str w)
{
    if (w.len < 4 || w.ptr[w.len - 1] != 's')
        return w;
    char before = w.ptr[w.len - 2];
    struct str cut = str_sub(w, 0, w.len - 1);

    if (letter_among(before, "bdgmnprtwy") ||
        (before == 'e' && w.len > 5 &&
         (letter_among(w.ptr[w.len - 3], "cdglmv") ||
          roots_find(&indonesian_roots, cut).ptr)))
        return cut;
    return w;
}

/* Two syllables, and not the rest of "distribute". */
static bool is_rootlike(struct str w)
{
    return w.len >= 4 && word_vowels(w) >= 2 &&
           (w.ptr[0] != 's' || letter_among(w.ptr[1], vowels) ||
            w.ptr[1] == 'y');
}

/* The likeliest root of a word of none that is listed. */
static struct str likely_root(struct str w, char *room)
{
    struct str cut;
    bool verb = false, circumfix = false;

    if (word_cut_end(w, S("nya"), 4, &cut) ||
        word_cut_end(w, S("lah"), 5, &cut))
        w = cut;
    for (size_t i = 0; i < COUNT(prefixes) && !verb; i++) {
        if (prefixes[i].kind == LIKELY &&
            cut_prefix(w, &prefixes[i], room, &cut) && is_rootlike(cut)) {
            w = cut;
            verb = true;
        }
    }
    if (!verb && (str_starts(w, S("ke")) || str_starts(w, S("per"))) &&
        word_cut_end(w, S("an"), 7, &cut)) {
        w = str_skip(cut, w.ptr[0] == 'k' ? 2 : 3);
        circumfix = true;
    }
    if (!circumfix &&
        ((word_cut_end(w, S("kan"), 4, &cut) && is_rootlike(cut)) ||
         (word_cut_end(w, S("an"), 4, &cut) && is_rootlike(cut))))
        return cut;
    if (verb && word_cut_end(w, S("i"), 4, &cut) && is_rootlike(cut) &&
        !letter_among(cut.ptr[cut.len - 1], "saeo"))
        return cut;
    return w;
}

bool stem_indonesian(struct str word, struct buf *out)
{
    char room[WORD_MAX];

    if (word.len == 0 || word.len > WORD_MAX || !word_is_ascii_small(word))
        return false;
    struct str singular = without_plural(word);
    struct str root = roots_find(&indonesian_roots, word);

    if (!root.ptr)
        root = listed_root(singular);
    if (!root.ptr)
        root = is_foreign(word) || singular.len < word.len
                   ? singular
                   : likely_root(word, room);
    buf_put(out, root);
    return true;
}
