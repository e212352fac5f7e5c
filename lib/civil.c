#include "lib/civil.h"

enum { ERA_DAYS = 146097, EPOCH = 719468 }; /* of 400 years; 0000-03-01 */

/* Rounds down, as `/` does for positive numbers only. */
static int64_t floor_div(int64_t n, int64_t by)
{
    return n / by - (n % by < 0);
}

/* Years are counted from March, so that the leap day is their last. */
int64_t civil_days(int year, int month, int day)
{
    int64_t y = month > 2 ? year : (int64_t)year - 1;
    int64_t m = month > 2 ? month - 3 : month + 9;
    int64_t era = floor_div(y, 400), in_era = y - era * 400;

    return era * ERA_DAYS + in_era * 365 + in_era / 4 - in_era / 100 +
           (m * 153 + 2) / 5 + day - 1 - EPOCH;
}

struct civil civil_of(int64_t days)
{
    int64_t since = days + EPOCH, era = floor_div(since, ERA_DAYS);
    int64_t left = since - era * ERA_DAYS;
    int64_t y = (left - left / 1460 + left / 36524 - left / 146096) / 365;
    int64_t in_year = left - (365 * y + y / 4 - y / 100);
    int64_t m = (5 * in_year + 2) / 153;
    int month = (int)(m < 10 ? m + 3 : m - 9);

    return (struct civil){
        .year = (int)(y + era * 400 + (month <= 2)),
        .month = month,
        .day = (int)(in_year - (153 * m + 2) / 5 + 1),
    };
}

int civil_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return days[month - 1] + (month == 2 && leap);
}

bool civil_exists(int year, int month, int day)
{
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= civil_month_days(year, month);
}

int civil_weekday(int64_t days)
{
    /* 1970-01-01 was a Thursday. */
    int64_t since = days + 3;

    return (int)(since - floor_div(since, 7) * 7);
}

int64_t civil_day_of(int64_t seconds)
{
    return floor_div(seconds, 86400);
}
