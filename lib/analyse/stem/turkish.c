/* Turkish: the endings of nouns, and what stands behind an apostrophe. Words
 * are folded, so that "şifremi" and "sifremi" meet: vowel harmony is not asked
 * for, since i stands for two vowels then, and u, and o. Ends are cut until
 * none is left, so that a word which happens to end like them ("sistem") loses
 * the same in all of its forms; three letters stay. */
#include "lib/analyse/stem/letters.h"
#include "lib/analyse/stem/stem.h"

enum { LEAST = 3, ROUNDS = 8 };

/* Plural, possessive and case, those of two parts first; then one by one. */
static const char ends[] =
    "larindan lerinden larinda lerinde larinin lerinin larina lerine larini "
    "lerini lariyla leriyle lari leri indan inden undan unden inda inde unda "
    "unde inin unun iyla iyle uyla uyle ina ine una une ini unu dan den tan "
    "ten da de ta te yla yle imiz umuz iniz unuz miz muz niz nuz lar ler im um "
    "in un i u a e";

/* "faturam": my invoice. And the sounds between two vowels, which cannot be
 * told from a word's own: "kargosu" is kargo's, "siparisi" siparis's. */
static bool cut_after_vowel(struct str *w)
{
    return w->len > LEAST && is_vowel_at(*w, w->len - 2) &&
           word_cut_any(w, "m s y", LEAST);
}

/* "kitabi" is of "kitap": the last sound hardens where nothing follows. */
static char hardened(char c)
{
    static const char soft[] = "bdg", hard[] = "ptk";

    for (size_t i = 0; soft[i]; i++)
        if (soft[i] == c)
            return hard[i];
    return c;
}

bool stem_turkish(struct str word, struct buf *out)
{
    size_t mark = str_find(word, '\'');
    struct str w = mark >= 2 ? str_sub(word, 0, mark) : word;

    if (!word_is_ascii_small(w))
        return false;
    if (w.len > 5 && (str_ends(w, S("mek")) || str_ends(w, S("mak"))))
        w.len--;
    for (int i = 0; i < ROUNDS; i++)
        if (!word_cut_any(&w, ends, LEAST) && !cut_after_vowel(&w))
            break;
    buf_put(out, w);
    if (w.len > LEAST && !out->failed)
        out->ptr[out->len - 1] = hardened(out->ptr[out->len - 1]);
    return true;
}
