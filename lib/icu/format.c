#include "lib/icu/format.h"

#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <unicode/ustring.h>

#include "lib/icu/format_parts.h"
#include "lib/utf8.h"

enum {
    SORTED_MAX = 512, /* bytes of a text that its place depends on */
    LIST_ITEMS = 8,   /* more, or longer ones, are written plain */
    LIST_MAX = 1024,  /* units */
};

/* ICU falls back to the process's default locale for a language it has no
 * data for; the root locale gives the same everywhere. */
static bool has_data(const char *locale)
{
    char language[ULOC_LANG_CAPACITY], other[ULOC_LANG_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;

    uloc_getLanguage(locale, language, sizeof(language), &status);
    for (int32_t i = 0; i < uloc_countAvailable(); i++) {
        uloc_getLanguage(uloc_getAvailable(i), other, sizeof(other), &status);
        if (U_SUCCESS(status) && strcmp(language, other) == 0)
            return true;
    }
    return false;
}

struct formats *formats_new(struct str locale, struct err *e)
{
    char tag[64];
    UErrorCode status = U_ZERO_ERROR;
    int32_t used = 0;
    struct formats *f = calloc(1, sizeof(*f));

    if (!f) {
        err_no_memory(e);
        return NULL;
    }
    snprintf(tag, sizeof(tag), "%.*s", STR_ARG(locale));
    uloc_forLanguageTag(tag, f->locale, sizeof(f->locale), &used, &status);
    if (U_FAILURE(status) || locale.len >= sizeof(tag) ||
        (size_t)used != locale.len) {
        err_set(e, ERR_CONTENT, "'%.*s' is not a locale tag", STR_ARG(locale));
        free(f);
        return NULL;
    }
    if (!has_data(f->locale))
        f->locale[0] = '\0';
    return f;
}

void formats_free(struct formats *f)
{
    if (!f)
        return;
    unum_close(f->numbers);
    udat_close(f->dates);
    uplrules_close(f->plurals);
    ucol_close(f->collator);
    format_clock_release(f);
    ulistfmt_close(f->lists);
    ulistfmt_close(f->names);
    free(f);
}

static bool open_numbers(struct formats *f)
{
    UErrorCode status = U_ZERO_ERROR;

    if (!f->numbers)
        f->numbers = unum_open(UNUM_DECIMAL, NULL, 0, f->locale, NULL, &status);
    return U_SUCCESS(status) && f->numbers;
}

static bool open_dates(struct formats *f)
{
    UErrorCode status = U_ZERO_ERROR;

    if (!f->dates)
        f->dates = udat_open(UDAT_NONE, UDAT_LONG, f->locale, u"UTC", 3, NULL,
                             0, &status);
    return U_SUCCESS(status) && f->dates;
}

bool format_put_units(struct buf *out, const UChar *units, int32_t len,
                      UErrorCode status)
{
    char text[FORMAT_UNITS * 3];
    int32_t used = 0;

    if (U_FAILURE(status) || len > FORMAT_UNITS)
        return false;
    u_strToUTF8(text, sizeof(text), &used, units, len, &status);
    if (U_FAILURE(status))
        return false;
    buf_add(out, text, (size_t)used);
    return true;
}

void format_integer(struct formats *f, int64_t n, struct buf *out)
{
    UChar units[FORMAT_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;

    if (open_numbers(f))
        len =
            unum_formatInt64(f->numbers, n, units, FORMAT_UNITS, NULL, &status);
    if (len == 0 || !format_put_units(out, units, len, status))
        buf_fmt(out, "%" PRId64, n);
}

void format_number(struct formats *f, double n, struct buf *out)
{
    UChar units[FORMAT_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;

    if (open_numbers(f))
        len = unum_formatDouble(f->numbers, n, units, FORMAT_UNITS, NULL,
                                &status);
    if (len == 0 || !format_put_units(out, units, len, status))
        buf_fmt(out, "%.15g", n);
}

void format_date(struct formats *f, int64_t seconds, struct buf *out)
{
    UChar units[FORMAT_UNITS];
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;

    if (open_dates(f))
        len = udat_format(f->dates, (UDate)seconds * 1000, units, FORMAT_UNITS,
                          NULL, &status);
    if (len == 0 || !format_put_units(out, units, len, status))
        buf_fmt(out, "%" PRId64, seconds);
}

static const UListFormatter *open_lists(UListFormatter **lists,
                                        const char *locale,
                                        UListFormatterWidth width)
{
    UErrorCode status = U_ZERO_ERROR;

    if (!*lists)
        *lists =
            ulistfmt_openForType(locale, ULISTFMT_TYPE_AND, width, &status);
    return U_SUCCESS(status) ? *lists : NULL;
}

/* The items in UTF-16, one behind the other; false when they are too many. */
static bool list_units(const struct str *items, size_t count, UChar *units,
                       const UChar **starts, int32_t *lengths)
{
    UErrorCode status = U_ZERO_ERROR;
    int32_t used = 0;

    if (count > LIST_ITEMS)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (items[i].len > LIST_MAX)
            return false;
        starts[i] = units + used;
        u_strFromUTF8(units + used, LIST_MAX - used, &lengths[i], items[i].ptr,
                      (int32_t)items[i].len, &status);
        if (U_FAILURE(status))
            return false;
        used += lengths[i];
    }
    return true;
}

static bool format_items(const UListFormatter *lists, const struct str *items,
                         size_t count, struct buf *out)
{
    UChar units[LIST_MAX], list[LIST_MAX];
    const UChar *starts[LIST_ITEMS];
    int32_t lengths[LIST_ITEMS], used = 0;
    char text[LIST_MAX * 3];
    UErrorCode status = U_ZERO_ERROR;

    if (!lists || !list_units(items, count, units, starts, lengths))
        return false;

    int32_t len = ulistfmt_format(lists, starts, lengths, (int32_t)count, list,
                                  LIST_MAX, &status);

    if (U_SUCCESS(status))
        u_strToUTF8(text, sizeof(text), &used, list, len, &status);
    if (U_FAILURE(status))
        return false;
    buf_add(out, text, (size_t)used);
    return true;
}

static void put_list(const UListFormatter *lists, const struct str *items,
                     size_t count, struct buf *out)
{
    if (format_items(lists, items, count, out))
        return;
    for (size_t i = 0; i < count; i++) {
        buf_text(out, i ? ", " : "");
        buf_put(out, items[i]);
    }
}

void format_list(struct formats *f, const struct str *items, size_t count,
                 struct buf *out)
{
    put_list(open_lists(&f->lists, f->locale, ULISTFMT_WIDTH_NARROW), items,
             count, out);
}

void format_names(struct formats *f, const struct str *names, size_t count,
                  struct buf *out)
{
    put_list(open_lists(&f->names, format_british(f), ULISTFMT_WIDTH_WIDE),
             names, count, out);
}

struct str format_plural(struct formats *f, double n)
{
    static const struct str names[] = {STR("zero"), STR("one"),  STR("two"),
                                       STR("few"),  STR("many"), STR("other")};
    UErrorCode status = U_ZERO_ERROR;
    UChar units[16];
    char name[16];
    int32_t len = 0;

    if (!f->plurals)
        f->plurals =
            uplrules_openForType(f->locale, UPLURAL_TYPE_CARDINAL, &status);
    if (U_SUCCESS(status))
        len = uplrules_select(f->plurals, n, units, 16, &status);
    if (U_SUCCESS(status) && len < 16) {
        u_UCharsToChars(units, name, len);
        for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
            if (str_eq(str_of(name, (size_t)len), names[i]))
                return names[i];
    }
    return S("other");
}

const char *format_locale(const struct formats *f)
{
    return f->locale;
}

static bool open_collator(struct formats *f)
{
    UErrorCode status = U_ZERO_ERROR;

    if (!f->collator)
        f->collator = ucol_open(f->locale, &status);
    return U_SUCCESS(status) && f->collator;
}

void format_sort_key(struct formats *f, struct str s, struct buf *out)
{
    UChar units[SORTED_MAX];
    UErrorCode status = U_ZERO_ERROR;
    int32_t len = 0;

    s = utf8_cut(s, SORTED_MAX);
    u_strFromUTF8WithSub(units, SORTED_MAX, &len, s.ptr ? s.ptr : "",
                         (int32_t)s.len, 0xFFFD, NULL, &status);
    if (U_FAILURE(status) || !open_collator(f))
        return;

    int32_t size = ucol_getSortKey(f->collator, units, len, NULL, 0);
    char *room = size > 0 ? buf_room(out, (size_t)size) : NULL;

    if (!room)
        return;
    ucol_getSortKey(f->collator, units, len, (uint8_t *)room, size);
    out->len += (size_t)size;
}

int format_compare(struct formats *f, struct str a, struct str b)
{
    UErrorCode status = U_ZERO_ERROR;

    if (!open_collator(f) || a.len > INT_MAX || b.len > INT_MAX)
        return str_cmp(a, b);

    UCollationResult order =
        ucol_strcollUTF8(f->collator, a.len ? a.ptr : "", (int32_t)a.len,
                         b.len ? b.ptr : "", (int32_t)b.len, &status);

    return U_FAILURE(status) ? str_cmp(a, b) : (int)order;
}
