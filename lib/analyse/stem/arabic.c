/* Arabic: the article with what is written on to it ("والطلب" -> "طلب"), the
 * pronouns at the end ("طلبك", "بطاقتها"), the feminine and plural endings.
 * Words are folded, so that teh marbuta is heh and alef maqsura yeh. Single
 * letters before a word (b, l, k, f) stay: too many roots begin with them. */
#include "lib/analyse/stem/letters.h"
#include "lib/analyse/stem/stem.h"

/* Bytes of an Arabic letter. */
enum { LETTER = 2 };

static const char articles[] = "وال بال كال فال ولل لل ال";
static const char pronouns[] = "ها هم كم نا ه ك ي";
static const char plurals[] = "ات ان ون ين";

static bool cut_article(struct str *w)
{
    struct str rest = str_from(articles), article;

    while (str_cut(&rest, ' ', &article))
        if (str_starts(*w, article) && w->len >= article.len + 2 * LETTER) {
            *w = str_skip(*w, article.len);
            return true;
        }
    return false;
}

bool stem_arabic(struct str word, struct buf *out)
{
    struct str w = word, conjunction = S("و");

    if (!cut_article(&w) && str_starts(w, conjunction) && w.len >= 6 * LETTER)
        w = str_skip(w, conjunction.len);

    /* No pronouns: the accusative of "مجانا", the root of "اشتراك". */
    bool pronoun = !str_ends(w, S("انا")) && !str_ends(w, S("اك")) &&
                   word_cut_any(&w, pronouns, 3 * LETTER);

    if (!pronoun)
        word_cut_any(&w, "ا", 3 * LETTER);
    /* The feminine ending is a teh before a pronoun. */
    if (!word_cut_any(&w, plurals, 3 * LETTER) && pronoun)
        word_cut_any(&w, "ت", 3 * LETTER);
    word_cut_any(&w, "ي", 3 * LETTER);
    buf_put(out, w);
    return true;
}
