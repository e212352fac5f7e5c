#include "lib/hours/hours.h"

#include "lib/civil.h"

int32_t hours_yearly(int month, int day)
{
    return month * 32 + day;
}

bool hours_hold(const struct hours_dates *dates, int64_t day)
{
    struct civil c = civil_of(day);
    int64_t at = dates->every_year ? hours_yearly(c.month, c.day) : day;

    if (dates->from > dates->to) /* over the end of the year */
        return at >= dates->from || at <= dates->to;
    return at >= dates->from && at <= dates->to;
}

bool hours_know_holidays(const struct hours *h)
{
    for (size_t i = 0; i < h->rule_count; i++)
        if (h->rules[i].holidays)
            return true;
    return false;
}

bool hours_hide_holidays(const struct hours *h)
{
    bool hidden = false, known = false;

    for (size_t i = 0; i < h->rule_count; i++) {
        const struct hours_rule *r = &h->rules[i];
        if (r->date_count)
            continue;
        known |= r->holidays;
        if (r->holidays || !r->adds)
            hidden = known && !r->holidays;
    }
    return hidden;
}

static bool fits_days(const struct hours_rule *r, int weekday, bool is_holiday)
{
    if (!r->days && !r->holidays)
        return true;
    return (r->days >> weekday & 1) || (r->holidays && is_holiday);
}

static bool fits_dates(const struct hours *h, const struct hours_rule *r,
                       int64_t day)
{
    for (size_t i = 0; i < r->date_count; i++)
        if (hours_hold(&h->dates[r->first_date + i], day))
            return true;
    return r->date_count == 0;
}

/* Sorted by their beginning. */
static size_t insert(struct hours_span *spans, size_t count,
                     struct hours_span one)
{
    size_t at = count;

    for (; at > 0 && spans[at - 1].from > one.from; at--)
        spans[at] = spans[at - 1];
    spans[at] = one;
    return count + 1;
}

static size_t apply(const struct hours *h, const struct hours_rule *r,
                    struct hours_span *out, size_t count)
{
    if (!r->adds || r->span_count == 0)
        count = 0;
    for (size_t i = 0; i < r->span_count; i++)
        count = insert(out, count, h->spans[r->first_span + i]);
    return count;
}

size_t hours_on(const struct hours *h, int64_t day, bool is_holiday,
                struct hours_span out[HOURS_SPANS])
{
    int weekday = civil_weekday(day);
    size_t count = 0;

    for (size_t i = 0; i < h->rule_count; i++) {
        const struct hours_rule *r = &h->rules[i];
        if (fits_days(r, weekday, is_holiday) && fits_dates(h, r, day))
            count = apply(h, r, out, count);
    }
    return count;
}

size_t hours_in_week(const struct hours *h, int weekday, bool is_holiday,
                     struct hours_span out[HOURS_SPANS])
{
    size_t count = 0;

    for (size_t i = 0; i < h->rule_count; i++) {
        const struct hours_rule *r = &h->rules[i];
        if (r->date_count == 0 && fits_days(r, weekday, is_holiday))
            count = apply(h, r, out, count);
    }
    return count;
}
