#include "lib/icu/fold.h"

#include <stdlib.h>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>

#include "lib/icu/text16.h"
#include "lib/utf8.h"

enum { SHORT_TEXT = 256, DECOMPOSED_MAX = 32 };

/* What ICU wrote: in `here` when it fits, else in memory of its own. */
struct units {
    uint16_t here[SHORT_TEXT];
    uint16_t *more; /* freed by the holder */
    const uint16_t *ptr;
    int32_t len;
};

/* Letters that do not decompose, apostrophes and Hebrew's quotes, and letters
 * that people type for one another: Cyrillic ghe with upturn, Arabic as its
 * keyboards have it or not (alef maqsura, teh marbuta, Persian yeh, kaf and
 * heh, the lengthening stroke). After case folding. */
static const struct {
    uint16_t letter;
    char as[3];
} special[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"},
    {0x0127, "h"},  {0x0131, "i"}, {0x0142, "l"}, {0x0153, "oe"}, {0x0167, "t"},
    {0x00DF, "ss"}, {0x02BC, "'"}, {0x2018, "'"}, {0x2019, "'"},  {0x05F3, "'"},
    {0x05F4, "\""}, {0x0491, "г"}, {0x0629, "ه"}, {0x0640, ""},   {0x0649, "ي"},
    {0x0671, "ا"},  {0x06A9, "ك"}, {0x06C1, "ه"}, {0x06CC, "ي"},
};

static void put_code_point(struct buf *out, uint32_t c)
{
    char *room = buf_room(out, 4);

    if (room)
        out->len += utf8_put(c, room);
}

static void put_units(struct buf *out, const uint16_t *units, int32_t len)
{
    for (int32_t i = 0; i < len;) {
        uint32_t c = text16_next(units, len, &i);
        put_code_point(out, c);
    }
}

typedef int32_t transform(const uint16_t *from, int32_t len, uint16_t *to,
                          int32_t room, UErrorCode *status);

static int32_t to_nfkc_casefold(const uint16_t *from, int32_t len, uint16_t *to,
                                int32_t room, UErrorCode *status)
{
    return unorm2_normalize(unorm2_getNFKCCasefoldInstance(status), from, len,
                            to, room, status);
}

static int32_t to_nfc(const uint16_t *from, int32_t len, uint16_t *to,
                      int32_t room, UErrorCode *status)
{
    return unorm2_normalize(unorm2_getNFCInstance(status), from, len, to, room,
                            status);
}

static int32_t to_case_folded(const uint16_t *from, int32_t len, uint16_t *to,
                              int32_t room, UErrorCode *status)
{
    return u_strFoldCase(to, room, from, len, U_FOLD_CASE_DEFAULT, status);
}

/* Marks beyond this in a row are left out: putting n of them in order takes
 * the square of n, and no word has that many. */
enum { MARKS_MAX = 32 };

static bool set_text(struct text16 *t, struct str s)
{
    int32_t kept = 0, marks = 0;

    if (!text16_set(t, s))
        return false;
    for (int32_t i = 0; i < t->len;) {
        int32_t start = i;
        uint32_t c = text16_next(t->units, t->len, &i);
        marks = u_getCombiningClass((UChar32)c) ? marks + 1 : 0;
        for (int32_t j = start; j < i && marks <= MARKS_MAX; j++)
            t->units[kept++] = t->units[j];
    }
    t->len = kept;
    return true;
}

static bool transform_units(transform *how, const uint16_t *from, int32_t len,
                            struct units *to)
{
    UErrorCode status = U_ZERO_ERROR;

    to->more = NULL;
    to->ptr = to->here;
    to->len = how(from, len, to->here, SHORT_TEXT, &status);
    if (status == U_BUFFER_OVERFLOW_ERROR) {
        status = U_ZERO_ERROR;
        to->ptr = to->more = malloc((size_t)to->len * sizeof(*to->more));
        if (to->more)
            to->len = how(from, len, to->more, to->len, &status);
    }
    return to->ptr && U_SUCCESS(status);
}

static void put_letter(struct buf *out, uint32_t c)
{
    size_t n = c < 0x80 ? 0 : sizeof(special) / sizeof(*special);

    for (size_t i = 0; i < n; i++) {
        if (special[i].letter == c) {
            buf_text(out, special[i].as);
            return;
        }
    }
    int32_t digit = c < 0x80 ? -1 : u_charDigitValue((UChar32)c);

    put_code_point(out, digit < 0 ? c : '0' + (uint32_t)digit);
}

/* The lengthening stroke belongs to many scripts, says Unicode. */
static bool takes_marks_off(uint32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode script = uscript_getScript((UChar32)c, &status);

    return script == USCRIPT_LATIN || script == USCRIPT_GREEK ||
           script == USCRIPT_CYRILLIC || script == USCRIPT_ARABIC ||
           script == USCRIPT_HEBREW || c == 0x0640;
}

static void put_bare(struct buf *out, uint32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    uint16_t pieces[DECOMPOSED_MAX];
    int32_t len =
        unorm2_getDecomposition(unorm2_getNFCInstance(&status), (UChar32)c,
                                pieces, DECOMPOSED_MAX, &status);

    if (len < 0 || U_FAILURE(status)) {
        put_letter(out, c);
        return;
    }
    for (int32_t i = 0; i < len;) {
        uint32_t piece = text16_next(pieces, len, &i);
        if (u_charType((UChar32)piece) != U_NON_SPACING_MARK)
            put_letter(out, piece);
    }
}

/* The text is in NFC and stays so: bare letters compose with nothing, since
 * the marks behind them go too. */
static void put_folded(struct buf *out, const uint16_t *units, int32_t len)
{
    bool bare = false;

    for (int32_t i = 0; i < len;) {
        uint32_t c = text16_next(units, len, &i);
        if (u_charType((UChar32)c) == U_NON_SPACING_MARK) {
            if (!bare)
                put_code_point(out, c);
            continue;
        }
        bare = takes_marks_off(c);
        if (bare && c >= 0x80)
            put_bare(out, c);
        else
            put_letter(out, c);
    }
}

static bool put_ascii(const uint16_t *units, int32_t len, struct buf *out)
{
    char *room = buf_room(out, (size_t)len);

    if (!room)
        return true;
    for (int32_t i = 0; i < len; i++) {
        uint16_t u = units[i];

        if (u >= 0x80)
            return false;
        room[i] = (char)(u >= 'A' && u <= 'Z' ? u + ('a' - 'A') : u);
    }
    out->len += (size_t)len;
    return true;
}

typedef void writer(struct buf *out, const uint16_t *units, int32_t len);

static void write_as(transform *how, writer *write, const uint16_t *units,
                     int32_t len, struct buf *out)
{
    struct units to;

    if (transform_units(how, units, len, &to))
        write(out, to.ptr, to.len);
    else
        out->failed = true;
    free(to.more);
}

void fold_units(const uint16_t *units, int32_t len, struct buf *out)
{
    if (!put_ascii(units, len, out))
        write_as(to_nfkc_casefold, put_folded, units, len, out);
}

void fold_compatible(const uint16_t *units, int32_t len, struct buf *out)
{
    if (!put_ascii(units, len, out))
        write_as(to_nfkc_casefold, put_units, units, len, out);
}

void fold_utf8(struct str s, struct buf *out)
{
    struct text16 text = {0};

    if (set_text(&text, s))
        fold_units(text.units, text.len, out);
    else
        out->failed = true;
    text16_release(&text);
}

void fold_nfc(struct str s, struct buf *out)
{
    struct text16 text = {0};

    if (set_text(&text, s))
        write_as(to_nfc, put_units, text.units, text.len, out);
    else
        out->failed = true;
    text16_release(&text);
}

void fold_case(struct str s, struct buf *out)
{
    struct text16 text = {0};
    struct units composed = {0}, folded = {0};

    if (set_text(&text, s) &&
        transform_units(to_nfc, text.units, text.len, &composed) &&
        transform_units(to_case_folded, composed.ptr, composed.len, &folded))
        write_as(to_nfc, put_units, folded.ptr, folded.len, out);
    else
        out->failed = true;
    free(composed.more);
    free(folded.more);
    text16_release(&text);
}

bool fold_is_word(uint32_t code_point)
{
    return (U_GET_GC_MASK((UChar32)code_point) &
            (U_GC_L_MASK | U_GC_M_MASK | U_GC_N_MASK)) != 0;
}

bool fold_is_mark(uint32_t code_point)
{
    return (U_GET_GC_MASK((UChar32)code_point) & U_GC_M_MASK) != 0;
}
