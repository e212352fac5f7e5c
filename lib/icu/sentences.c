#include "lib/icu/sentences.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "lib/icu/locale.h"

/* ICU knows abbreviations of a few languages only, as suppressions. The rest
 * stands here, in lower case; of a single letter none is needed. */
static const struct language {
    const char *tag;
    const char *rules; /* ICU's: never a reader's wish */
    const char *abbreviations;
} languages[] = {
    {"de", "de@ss=standard", "bzw. ca. evtl. nr. str. vgl. z.b."},
    {"el", "el", ""},
    {"en", "en@ss=standard", "approx. e.g. etc. i.e. incl. no. vs."},
    {"es", "es@ss=standard", "ej. p.ej."},
    {"fil", "root", "bb. blg. bgy. brgy. dr. g. gng. hal. no. p. st."},
    {"fr", "fr@ss=standard", "ex. p.ex."},
    {"id", "root", "bpk. d.a. dr. dsb. hlm. jl. kec. no. rp. tgl. yth."},
    {"it", "it@ss=standard", "es."},
    {"pl", "root",
     "al. art. dr. godz. in. inż. m.in. np. nr. os. pkt. pl. prof. str. "
     "św. tel. tj. tzn. tzw. ul. ust. woj. wyd. zob."},
    {"pt", "pt@ss=standard", "ex. p.ex."},
    {"ru", "ru@ss=standard", "г. ул. тел. т.е. т.к."},
};

static const struct language *language_of(struct str locale)
{
    static const struct language other = {"", "root", ""};
    struct str tag = str_sub(locale, 0, str_find(locale, '-'));

    for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++)
        if (str_eq(tag, str_from(languages[i].tag)))
            return &languages[i];
    return &other;
}

/* The word that ends the text: behind a space or an opening bracket. */
static struct str last_word(struct str s)
{
    size_t i = s.len;

    while (i > 0 && (unsigned char)s.ptr[i - 1] > ' ' && s.ptr[i - 1] != '(')
        i--;
    return str_skip(s, i);
}

static bool is_abbreviation(const struct language *l, struct str sentence)
{
    struct str word = last_word(sentence), rest, one;

    if (!str_ends(word, S(".")))
        return false;
    if (word.len == 2)
        return (word.ptr[0] | 32) >= 'a' && (word.ptr[0] | 32) <= 'z';
    rest = str_from(l->abbreviations);
    while (str_cut(&rest, ' ', &one))
        if (str_eq_nocase(one, word))
            return true;
    return false;
}

/* The last border among the first `max` bytes that ends something. */
static size_t last_border(UBreakIterator *b, const struct language *l,
                          struct str text, size_t max)
{
    size_t end = 0;

    for (int32_t at = ubrk_next(b); at != UBRK_DONE; at = ubrk_next(b)) {
        struct str piece = str_trim(str_sub(text, 0, (size_t)at));
        size_t length =
            piece.len ? (size_t)(piece.ptr - text.ptr) + piece.len : 0;
        if (length > max)
            break;
        if (length && !(l && is_abbreviation(l, piece)))
            end = length;
    }
    return end;
}

static int find_end(UBreakIteratorType type, const char *rules,
                    const struct language *l, struct str text, size_t max,
                    size_t *end, struct err *e)
{
    UErrorCode status = U_ZERO_ERROR;
    UText *source = utext_openUTF8(NULL, text.ptr ? text.ptr : "",
                                   (int64_t)text.len, &status);
    UBreakIterator *b = ubrk_open(type, rules, NULL, 0, &status);

    ubrk_setUText(b, source, &status);
    *end = U_SUCCESS(status) ? last_border(b, l, text, max) : 0;
    if (b)
        ubrk_close(b);
    utext_close(source);
    if (U_FAILURE(status))
        return err_set(e, ERR_SYSTEM, "ICU cannot cut a text (%s)",
                       u_errorName(status));
    return 0;
}

int sentences_end(struct str locale, struct str text, size_t max, size_t *end,
                  struct err *e)
{
    const struct language *l = language_of(locale);

    return find_end(UBRK_SENTENCE, l->rules, l, text, max, end, e);
}

int sentences_line_end(struct str text, size_t max, size_t *end, struct err *e)
{
    return find_end(UBRK_LINE, "root", NULL, text, max, end, e);
}
