/* Ukrainian: the endings of nouns, adjectives and verbs, nouns made of verbs
 * ("повернення" meets "повернути"), the fleeting o ("посилок") and the k that
 * softens ("доставці"). Words are folded: й is и, ї is і, ґ is г. */
#include "lib/analyse/stem/letters.h"
#include "lib/analyse/stem/stem.h"

/* Bytes of a Cyrillic letter. */
enum { LETTER = 2 };

/* Longer ends first. Those of verbs leave four letters: "оплати" is no verb. */
static const char verb_ends[] =
    "увати ювати ували ювали увала ювала уємо юємо уєте юєте ують юють ував "
    "ював уєш юєш ати яти ити іти ути али яли или іли ала яла ила іла ають "
    "яють емо имо ете ите ує ює ає яє ить ять уть ють";
static const char ends[] =
    "ого ому ими іми ями ами ові еві єві оі ою ею єю их іх ах ях ів ом ем єм "
    "ам ям им ім ии іи ую юю іі а я у ю о е є и і ь";
/* What is left of nouns made of verbs. */
static const char verbal[] = "уванн юванн енн анн янн інн";
static const char verbal_plural[] = "увань ювань ень ань янь";
static const char labials[] = "вл бл пл мл";

bool stem_ukrainian(struct str word, struct buf *out)
{
    struct str w = word;

    word_cut_any(&w, "ся сь", 4 * LETTER);
    if (!word_cut_any(&w, verbal_plural, 4 * LETTER)) {
        if (!word_cut_any(&w, verb_ends, 4 * LETTER))
            word_cut_any(&w, ends, 3 * LETTER);
        word_cut_any(&w, verbal, 3 * LETTER);
    }
    /* "замовлення" and "замовлю" are of "замовити". */
    if (word_cut_any(&w, labials, 2 * LETTER))
        w.len += LETTER;
    bool is_k =
        word_cut_any(&w, "ок", 3 * LETTER) || word_cut_any(&w, "ц", 3 * LETTER);

    buf_put(out, w);
    buf_text(out, is_k ? "к" : "");
    return true;
}
