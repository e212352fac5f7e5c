#include "lib/icu/sentences.h"

#include <stdbool.h>

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "lib/icu/locale.h"

/* ICU knows abbreviations of a few languages only, as suppressions. The rest
 * stands here, in lower case; of a single letter none is needed. */
static const struct language {
    const char *tag;
    const char *rules; /* ICU's: never a reader's wish */
    const char *abbreviations;
    bool ordinals; /* "15. Mai" */
    bool spaced;   /* ICU breaks lines between syllables, readers do not */
} languages[] = {
    {"de", "de@ss=standard", "bzw. ca. evtl. nr. str. vgl. z.b.", true, false},
    {"el", "el", "", false, false},
    {"en", "en@ss=standard", "approx. e.g. etc. i.e. incl. no. vs.", false,
     false},
    {"es", "es@ss=standard", "ej. p.ej.", false, false},
    {"fil", "root", "bb. blg. bgy. brgy. dr. g. gng. hal. no. p. st.", false,
     false},
    {"fr", "fr@ss=standard", "ex. p.ex.", false, false},
    {"id", "root", "bpk. d.a. dr. dsb. hlm. jl. kec. no. rp. tgl. yth.", false,
     false},
    {"it", "it@ss=standard", "es.", false, false},
    {"ko", "root", "", false, true},
    {"pl", "root",
     "al. art. dr. godz. in. inż. m.in. np. nr. os. pkt. pl. prof. str. "
     "św. tel. tj. tzn. tzw. ul. ust. woj. wyd. zob.",
     false, false},
    {"pt", "pt@ss=standard", "ex. p.ex.", false, false},
    {"ru", "ru@ss=standard", "г. ул. тел. т.е. т.к.", false, false},
};

static const struct language *language_of(struct str locale)
{
    static const struct language other = {"", "root", "", false, false};
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
    uint64_t number;
    if (l->ordinals && str_to_u64(str_sub(word, 0, word.len - 1), &number))
        return number < 100;
    if (word.len == 2)
        return (word.ptr[0] | 32) >= 'a' && (word.ptr[0] | 32) <= 'z';
    rest = str_from(l->abbreviations);
    while (str_cut(&rest, ' ', &one))
        if (str_eq_nocase(one, word))
            return true;
    return false;
}

static bool may_end(const struct language *l, UBreakIteratorType type,
                    struct str piece, bool spaced)
{
    if (type == UBRK_SENTENCE)
        return !is_abbreviation(l, piece);
    return !l->spaced || spaced;
}

/* The last border among the first `max` bytes that ends something. */
static size_t last_border(UBreakIterator *b, const struct language *l,
                          UBreakIteratorType type, struct str text, size_t max)
{
    size_t end = 0;

    for (int32_t at = ubrk_next(b); at != UBRK_DONE; at = ubrk_next(b)) {
        struct str piece = str_trim(str_sub(text, 0, (size_t)at));
        size_t length =
            piece.len ? (size_t)(piece.ptr - text.ptr) + piece.len : 0;
        if (length > max)
            break;
        if (length && may_end(l, type, piece, (size_t)at > length))
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
    *end = U_SUCCESS(status) ? last_border(b, l, type, text, max) : 0;
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

int sentences_line_end(struct str locale, struct str text, size_t max,
                       size_t *end, struct err *e)
{
    return find_end(UBRK_LINE, "root", language_of(locale), text, max, end, e);
}
