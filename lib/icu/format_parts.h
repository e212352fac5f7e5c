/* Inside of formats: format.c and format_clock.c share the struct. */
#ifndef GABAY_ICU_FORMAT_PARTS_H
#define GABAY_ICU_FORMAT_PARTS_H

#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/udateintervalformat.h>
#include <unicode/uloc.h>
#include <unicode/ulistformatter.h>
#include <unicode/unum.h>
#include <unicode/upluralrules.h>

#include "lib/icu/format.h"

enum { FORMAT_UNITS = 128 }; /* numbers and dates are shorter */

/* What a wall time shows of itself. */
enum clock_part {
    CLOCK_TIME,
    CLOCK_WEEKDAY,
    CLOCK_DAY,
    CLOCK_DATE,
    CLOCK_MONTH,
    CLOCK_PARTS,
};

struct formats {
    char locale[ULOC_FULLNAME_CAPACITY];
    UNumberFormat *numbers;
    UDateFormat *dates;
    UPluralRules *plurals;
    UCollator *collator;
    UDateIntervalFormat *parts[CLOCK_PARTS];
    UListFormatter *lists, *names;
    UDateFormat *cities, *offsets;
};

/* False when ICU failed, so that the caller writes something plain. */
bool format_put_units(struct buf *out, const UChar *units, int32_t len,
                      UErrorCode status);
/* The locale; of English without a country that of Britain. */
const char *format_british(const struct formats *f);
/* Of format_clock.c, for formats_free(). */
void format_clock_release(struct formats *f);

#endif
