#include "lib/icu/index_letters.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>

#include <unicode/ucol.h>
#include <unicode/ulocdata.h>
#include <unicode/uscript.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

#include "lib/arena.h"
#include "lib/icu/fold.h"
#include "lib/utf8.h"

enum {
    LETTERS_MAX = 512, /* the longest list has 250, Chinese radicals */
    UNITS_MAX = 16,
    /* CLDR's Chinese orders hold a mark before the first ideograph of each
     * letter of pinyin: U+FDD0 and the letter; of each number of strokes:
     * U+FDD0 and U+2800 plus the number. */
    MARK = 0xFDD0,
    STROKES = 0x2800,
    STROKES_MAX = 0x28FF,
};

/* What sorts at or behind it, up to the next, stands under the label. */
struct border {
    struct str text;
    UScriptCode script;
    struct str name;
    size_t label;
};

struct index_letters {
    UCollator *collator; /* compares letters, not their accents */
    struct arena arena;
    struct border borders[LETTERS_MAX];
    size_t border_count;
    struct str labels[LETTERS_MAX];
    size_t label_count;
    bool marked; /* the order has marks for ideographs */
};

static int compare(const struct index_letters *l, struct str a, struct str b)
{
    UErrorCode status = U_ZERO_ERROR;

    if (a.len > INT_MAX || b.len > INT_MAX)
        return str_cmp(a, b);

    UCollationResult order =
        ucol_strcollUTF8(l->collator, a.ptr ? a.ptr : "", (int32_t)a.len,
                         b.ptr ? b.ptr : "", (int32_t)b.len, &status);

    return U_FAILURE(status) ? str_cmp(a, b) : (int)order;
}

static UScriptCode script_of(struct str text)
{
    UErrorCode status = U_ZERO_ERROR;
    size_t at = 0;
    uint32_t c = text.len ? utf8_next(text, &at, NULL) : 0;
    UScriptCode script = uscript_getScript((UChar32)c, &status);

    /* One alphabet in two forms. */
    return script == USCRIPT_KATAKANA ? USCRIPT_HIRAGANA : script;
}

static struct str to_utf8(struct arena *a, const UChar *units, int32_t len)
{
    char text[UNITS_MAX * 3];
    UErrorCode status = U_ZERO_ERROR;
    int32_t used = 0;

    u_strToUTF8(text, sizeof(text), &used, units, len, &status);
    return U_SUCCESS(status) ? arena_str(a, str_of(text, (size_t)used))
                             : (struct str){0};
}

/* In its place by the collation; of those that sort alike the first stays. */
static void add_border(struct index_letters *l, struct border b)
{
    size_t at = l->border_count;

    if (at == LETTERS_MAX || b.text.len == 0)
        return;
    while (at > 0 && compare(l, l->borders[at - 1].text, b.text) > 0)
        at--;
    if (at > 0 && compare(l, l->borders[at - 1].text, b.text) == 0)
        return;
    for (size_t i = l->border_count; i > at; i--)
        l->borders[i] = l->borders[i - 1];
    l->borders[at] = b;
    l->border_count++;
}

/* "NG" is a letter only where it sorts otherwise than N and G. */
static bool is_one_letter(const struct index_letters *l, const UChar *units,
                          int32_t len)
{
    static const UChar joiner = 0x034F; /* hinders a contraction, else unseen */
    UChar parted[UNITS_MAX * 2];
    int32_t n = 0;

    for (int32_t i = 0; i < len; i++) {
        if (i > 0 && !U16_IS_TRAIL(units[i]))
            parted[n++] = joiner;
        parted[n++] = units[i];
    }
    return n == len || ucol_strcoll(l->collator, units, len, parted, n) != 0;
}

static void add_letter(struct index_letters *l, const UChar *units, int32_t len)
{
    struct str text = to_utf8(&l->arena, units, len);
    UScriptCode script = script_of(text);

    if ((l->marked && script == USCRIPT_HAN) || !is_one_letter(l, units, len))
        return;
    add_border(l,
               (struct border){.text = text, .script = script, .name = text});
}

static void add_mark(struct index_letters *l, const UChar *units, int32_t len)
{
    struct border b = {.script = USCRIPT_HAN};

    if (len != 2 || units[0] != MARK)
        return;
    if (units[1] >= 'A' && units[1] <= 'Z')
        b.name = to_utf8(&l->arena, units + 1, 1);
    else if (units[1] > STROKES && units[1] <= STROKES_MAX)
        b.name = arena_fmt(&l->arena, "%d劃", units[1] - STROKES);
    if (b.name.len == 0)
        return;
    b.text = to_utf8(&l->arena, units, len);
    l->marked = true;
    add_border(l, b);
}

typedef void add_item(struct index_letters *l, const UChar *units, int32_t len);

/* A set's strings, and its ranges code point by code point; `strings_only`
 * where those are not wanted. */
static void each_item(struct index_letters *l, const USet *set,
                      bool strings_only, add_item *add)
{
    for (int32_t i = 0; i < uset_getItemCount(set); i++) {
        UErrorCode status = U_ZERO_ERROR;
        UChar units[UNITS_MAX];
        UChar32 first = 0, last = 0;
        int32_t len =
            uset_getItem(set, i, &first, &last, units, UNITS_MAX, &status);

        if (U_FAILURE(status) || len > UNITS_MAX)
            continue;
        if (len >= 2)
            add(l, units, len);
        for (UChar32 c = first; len == 0 && !strings_only && c <= last; c++) {
            int32_t n = 0;
            U16_APPEND_UNSAFE(units, n, c);
            add(l, units, n);
        }
    }
}

static void add_marks(struct index_letters *l)
{
    UErrorCode status = U_ZERO_ERROR;
    USet *set = uset_openEmpty();

    ucol_getContractionsAndExpansions(l->collator, set, NULL, false, &status);
    if (U_SUCCESS(status))
        each_item(l, set, true, add_mark);
    uset_close(set);
}

static void add_letters(struct index_letters *l, const char *locale)
{
    UErrorCode status = U_ZERO_ERROR;
    ULocaleData *data = ulocdata_open(locale, &status);

    if (U_FAILURE(status))
        return;
    USet *set =
        ulocdata_getExemplarSet(data, NULL, 0, ULOCDATA_ES_INDEX, &status);
    if (U_SUCCESS(status))
        each_item(l, set, false, add_letter);
    uset_close(set);
    ulocdata_close(data);
}

static size_t label_named(struct index_letters *l, struct str name)
{
    size_t i = 0;

    while (i < l->label_count && !str_eq(l->labels[i], name))
        i++;
    if (i == l->label_count)
        l->labels[l->label_count++] = name;
    return i;
}

/* Titles in Latin letters and in ideographs share the letters of pinyin. The
 * order of the letters is that of the alphabet: ideographs may have no mark for
 * one of them. */
static void name_labels(struct index_letters *l)
{
    for (int han = 0; han < 2; han++)
        for (size_t i = 0; i < l->border_count; i++)
            if ((l->borders[i].script == USCRIPT_HAN) == han)
                l->borders[i].label = label_named(l, l->borders[i].name);
}

static void read_letters(struct index_letters *l, const char *locale)
{
    add_marks(l);
    add_letters(l, locale);
    if (l->border_count == 0)
        add_letters(l, "en");
    name_labels(l);
}

struct index_letters *index_letters_new(const struct formats *f, struct err *e)
{
    UErrorCode status = U_ZERO_ERROR;
    struct index_letters *l = calloc(1, sizeof(*l));

    if (!l) {
        err_no_memory(e);
        return NULL;
    }
    l->collator = ucol_open(format_locale(f), &status);
    if (U_SUCCESS(status)) {
        ucol_setStrength(l->collator, UCOL_PRIMARY);
        read_letters(l, format_locale(f));
    }
    if (U_FAILURE(status) || l->arena.failed) {
        err_set(e, ERR_SYSTEM, "no collation for '%s'", format_locale(f));
        index_letters_free(l);
        return NULL;
    }
    return l;
}

void index_letters_free(struct index_letters *l)
{
    if (!l)
        return;
    ucol_close(l->collator);
    arena_release(&l->arena);
    free(l);
}

size_t index_letters_count(const struct index_letters *l)
{
    return l->label_count;
}

struct str index_letters_label(const struct index_letters *l, size_t i)
{
    return l->labels[i];
}

struct str index_start(struct str title)
{
    for (size_t at = 0, next = 0; at < title.len; at = next)
        if (fold_is_word(utf8_next(title, &next, NULL)))
            return str_skip(title, at);
    return title;
}

size_t index_letters_find(const struct index_letters *l, struct str title)
{
    struct str text = index_start(title);
    size_t low = 0, high = l->border_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (compare(l, l->borders[mid].text, text) <= 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == 0 || l->borders[low - 1].script != script_of(text))
        return l->label_count;
    return l->borders[low - 1].label;
}
