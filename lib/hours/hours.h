/* Opening hours, as shops write them in the form of OpenStreetMap's
 * opening_hours:
 *
 *     Mo-Fr 09:00-12:00,13:00-15:00; Sa 22:00-02:00; PH off; Dec 24 off
 *
 *     hours  = rule { (";" | ",") rule } [ ";" ]
 *     rule   = "24/7" | [ dates ] [ days ] (times | "off" | "closed")
 *     dates  = date { "," date }       2026-12-24, 2026-12-24-2026-12-31,
 *                                      Dec 24, Dec 24-26, Dec 24-Jan 2, Jul-Aug
 *     days   = day { "," day }         Mo, Mo-Fr, Fr-Mo, PH
 *     times  = time { "," time }       09:00-12:00, 22:00-02:00, 22:00-26:00
 *
 * A rule counts on the days that fit its dates and its days; without either it
 * counts every day. Behind ";" it takes the place of all rules before it on
 * those days, behind "," it adds to them ("off" always closes). PH are the
 * holidays that the caller names. Times belong to the day on which they begin:
 * what reaches over midnight is not cut short by the next day's rules.
 *
 * All functions are pure; any thread. */
#ifndef GABAY_HOURS_HOURS_H
#define GABAY_HOURS_HOURS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "lib/err.h"
#include "lib/str.h"

enum {
    HOURS_TEXT_MAX = 1024, /* bytes */
    HOURS_RULES = 64,
    HOURS_SPANS = 64,   /* from-to, of all rules */
    HOURS_DATES = 64,   /* of all rules */
    HOURS_AHEAD = 400,  /* days that are looked into */
    HOURS_DAY = 24 * 60 /* minutes */
};

/* Minutes from the midnight that the day begins with: from < HOURS_DAY,
 * from < to, no more than a day. */
struct hours_span {
    int from, to;
};

struct hours_dates {
    bool every_year;
    int32_t from, to; /* days since 1970, or hours_yearly(); both count */
};

struct hours_rule {
    unsigned days; /* bit 0: Monday; 0: none is named */
    bool holidays, adds;
    size_t first_span, span_count; /* none: closed */
    size_t first_date, date_count; /* none: any */
};

struct hours {
    struct hours_rule rules[HOURS_RULES];
    struct hours_span spans[HOURS_SPANS];
    struct hours_dates dates[HOURS_DATES];
    size_t rule_count, span_count, date_count;
};

/* ERR_CONTENT says what is not understood, in `column`, and what may stand
 * there. */
int hours_parse(struct str text, struct hours *out, struct err *e);

/* A day of any year as a number that grows through the year. */
int32_t hours_yearly(int month, int day);
/* Do these dates hold the day, counted since 1970? */
bool hours_hold(const struct hours_dates *dates, int64_t day);
/* Does a rule name PH? */
bool hours_know_holidays(const struct hours *h);
/* Is what is said of PH overruled on some weekday by a rule behind it? */
bool hours_hide_holidays(const struct hours *h);

/* The times of a day in order, which may overlap. How many there are. */
size_t hours_on(const struct hours *h, int64_t day, bool is_holiday,
                struct hours_span out[HOURS_SPANS]);
/* The same for a weekday (0: Monday) that no date is known of. */
size_t hours_in_week(const struct hours *h, int weekday, bool is_holiday,
                     struct hours_span out[HOURS_SPANS]);

#endif
