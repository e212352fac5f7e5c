/* Days of the Gregorian calendar as numbers: 0 is 1970-01-01. Pure; any
 * thread. */
#ifndef GABAY_CIVIL_H
#define GABAY_CIVIL_H

#include <stdbool.h>
#include <stdint.h>

struct civil {
    int year, month, day; /* month and day from 1 */
};

int64_t civil_days(int year, int month, int day);
struct civil civil_of(int64_t days);
/* 28 to 31; `month` from 1 to 12. */
int civil_month_days(int year, int month);
/* Is there such a day? */
bool civil_exists(int year, int month, int day);
/* 0 is Monday, 6 is Sunday. */
int civil_weekday(int64_t days);
/* The day that a moment, in seconds since 1970, falls on. */
int64_t civil_day_of(int64_t seconds);

#endif
