/* A locale's numbers, plurals, dates and collation, opened when first used.
 * One thread at a time; open one per thread and locale. */
#ifndef GABAY_ICU_FORMAT_H
#define GABAY_ICU_FORMAT_H

#include <stdint.h>

#include "lib/buf.h"
#include "lib/err.h"
#include "lib/str.h"

struct formats;
struct zone; /* lib/icu/zone.h */

/* `locale` is a BCP 47 tag ("zh-Hans"). NULL with the error set on failure. */
struct formats *formats_new(struct str locale, struct err *e);
void formats_free(struct formats *f);

/* Digits and grouping as the locale writes them. */
void format_integer(struct formats *f, int64_t n, struct buf *out);
void format_number(struct formats *f, double n, struct buf *out);
/* The long date without time ("21 November 2026"), of seconds since 1970 in
 * UTC. */
void format_date(struct formats *f, int64_t seconds, struct buf *out);
/* The CLDR plural category of n: "zero" "one" "two" "few" "many" "other". */
struct str format_plural(struct formats *f, double n);
/* "a, b, c", as short as the locale has it ("a, b i c"); for a few short
 * items. */
void format_list(struct formats *f, const struct str *items, size_t count,
                 struct buf *out);
/* "Ann, Ben and Kim", as a sentence has them. */
void format_names(struct formats *f, const struct str *names, size_t count,
                  struct buf *out);
/* Bytes that compare as the collation does, appended; of a long text those of
 * its beginning. Nothing when ICU fails. */
void format_sort_key(struct formats *f, struct str s, struct buf *out);
/* ICU's name of the locale; "", its root, for a language that it has no data
 * for. */
const char *format_locale(const struct formats *f);
/* Compares two UTF-8 strings by the locale's collation. */
int format_compare(struct formats *f, struct str a, struct str b);

/* Clocks and calendars: seconds are wall times (lib/icu/zone.h). English
 * without a country is written as in Britain: "15:00", "28 December". */

/* "09:00". */
void format_time(struct formats *f, int64_t wall, struct buf *out);
/* "Monday". */
void format_weekday(struct formats *f, int64_t wall, struct buf *out);
/* "28 December". */
void format_day(struct formats *f, int64_t wall, struct buf *out);
/* "December 2026", with a capital as a heading: "Grudzień 2026". */
void format_month(struct formats *f, int64_t wall, struct buf *out);
/* From one to the other, or both in one when they are the same: "09:00–12:00",
 * "Monday – Friday", "24–26 December", "24 December 2026 – 6 January 2027". */
void format_times(struct formats *f, int64_t from, int64_t to, struct buf *out);
void format_weekdays(struct formats *f, int64_t from, int64_t to,
                     struct buf *out);
void format_days(struct formats *f, int64_t from, int64_t to, struct buf *out);
void format_dates(struct formats *f, int64_t from, int64_t to, struct buf *out);
/* What the zone's clocks are called after: "Warsaw", or "GMT+5" where that is
 * no city. */
void format_city(struct formats *f, struct zone *z, int64_t moment,
                 struct buf *out);

#endif
