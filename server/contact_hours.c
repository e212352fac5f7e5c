/* Opening hours as lines for readers. */
#include "lib/civil.h"
#include "lib/icu/format.h"
#include "server/contact_text.h"
#include "server/page.h"

enum {
    MINUTE = 60,
    DAY = 86400,
    WEEK = 7,
    EVERY_DAY = (1 << WEEK) - 1,
    RUN = 3,     /* so many days in a row are "from - to" */
    A_MONDAY = 4 /* 1970-01-05 */
};

/* The times of one day, or of days that are alike. */
struct times {
    struct hours_span spans[HOURS_SPANS];
    size_t count;
};

/* What touches or overlaps becomes one. */
static void join(struct times *t)
{
    size_t kept = 0;

    for (size_t i = 0; i < t->count; i++) {
        struct hours_span one = t->spans[i];
        if (kept && one.from <= t->spans[kept - 1].to) {
            if (one.to > t->spans[kept - 1].to)
                t->spans[kept - 1].to = one.to;
        } else {
            t->spans[kept++] = one;
        }
    }
    t->count = kept;
}

static void on_weekday(const struct hours *h, int weekday, bool is_holiday,
                       struct times *out)
{
    out->count = hours_in_week(h, weekday, is_holiday, out->spans);
    join(out);
}

static bool is_same(const struct times *a, const struct times *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->spans[i].from != b->spans[i].from ||
            a->spans[i].to != b->spans[i].to)
            return false;
    return true;
}

static struct str text(const struct contact_reader *r, const char *key)
{
    return page_text(r->a, r->locale, key, NULL);
}

static struct str list_text(const struct contact_reader *r,
                            const struct str *items, size_t count)
{
    struct buf b = {0};

    if (count == 1)
        return items[0];
    format_list(r->formats, items, count, &b);
    struct str joined = buf_copy(&b, r->a);
    buf_release(&b);
    return joined;
}

/* Beyond midnight the formatter would take both ends for one morning's: 12:00
 * for 0:00 in languages that count to twelve. */
static void put_span(const struct contact_reader *r, int from, int to,
                     struct buf *out)
{
    if (to < HOURS_DAY) {
        format_times(r->formats, from * MINUTE, to * MINUTE, out);
        return;
    }
    format_time(r->formats, from * MINUTE, out);
    buf_text(out, "–");
    format_time(r->formats, to % HOURS_DAY * MINUTE, out);
}

static struct str times_text(const struct contact_reader *r,
                             const struct times *t)
{
    struct str items[HOURS_SPANS];

    if (t->spans[0].from == 0 && t->spans[0].to >= HOURS_DAY)
        return text(r, "contact_all_day");
    for (size_t i = 0; i < t->count; i++) {
        struct buf b = {0};
        put_span(r, t->spans[i].from, t->spans[i].to, &b);
        items[i] = buf_copy(&b, r->a);
        buf_release(&b);
    }
    return list_text(r, items, t->count);
}

static struct str weekdays_text(const struct contact_reader *r, int first,
                                int last)
{
    struct buf b = {0};

    format_weekdays(r->formats, (int64_t)(A_MONDAY + first) * DAY,
                    (int64_t)(A_MONDAY + last) * DAY, &b);
    struct str s = buf_copy(&b, r->a);
    buf_release(&b);
    return s;
}

/* How many days in a row begin with this one. */
static int run_from(unsigned days, int first)
{
    int n = 0;

    while (first + n < WEEK && (days >> (first + n) & 1))
        n++;
    return n;
}

/* "Monday – Friday, Public holidays". */
static struct str days_text(const struct contact_reader *r, unsigned days,
                            bool holidays)
{
    struct str items[WEEK + 1];
    size_t count = 0;

    if (days == EVERY_DAY && !holidays)
        return text(r, "contact_every_day");
    for (int day = 0; day < WEEK;) {
        int run = run_from(days, day);
        int taken = run >= RUN ? run : 1;
        if (run > 0)
            items[count++] = weekdays_text(r, day, day + taken - 1);
        day += taken;
    }
    if (holidays)
        items[count++] = text(r, "contact_holidays");
    return list_text(r, items, count);
}

static void push_line(const struct contact_reader *r, struct value *lines,
                      struct str days, const struct times *t)
{
    struct value *args = value_map(r->a);
    const char *key = t->count ? "contact_hours_line" : "contact_hours_closed";

    value_set(r->a, args, "days", value_text(r->a, days));
    if (t->count)
        value_set(r->a, args, "times", value_text(r->a, times_text(r, t)));
    value_push(r->a, lines,
               value_text(r->a, page_text(r->a, r->locale, key, args)));
}

/* Weekdays that are alike share a line. */
static void push_week(const struct contact_reader *r, const struct hours *h,
                      struct value *lines)
{
    unsigned said = 0;

    for (int day = 0; day < WEEK; day++) {
        struct times t, other;
        unsigned alike = 0;
        if (said >> day & 1)
            continue;
        on_weekday(h, day, false, &t);
        for (int next = day; next < WEEK; next++) {
            on_weekday(h, next, false, &other);
            alike |= (unsigned)is_same(&t, &other) << next;
        }
        /* Of hours that are dates only, the dates say all. */
        if (alike != EVERY_DAY || t.count || !h->date_count)
            push_line(r, lines, days_text(r, alike, false), &t);
        said |= alike;
    }
}

/* On any date, that is: what a dated rule says of them stands with its dates.
 */
static bool knows_holidays(const struct hours *h)
{
    for (size_t i = 0; i < h->rule_count; i++)
        if (h->rules[i].holidays && h->rules[i].date_count == 0)
            return true;
    return false;
}

/* Nothing where holidays differ by weekday. */
static void push_holidays(const struct contact_reader *r, const struct hours *h,
                          struct value *lines)
{
    struct times first, other;

    if (!knows_holidays(h))
        return;
    on_weekday(h, 0, true, &first);
    for (int day = 1; day < WEEK; day++) {
        on_weekday(h, day, true, &other);
        if (!is_same(&first, &other))
            return;
    }
    push_line(r, lines, text(r, "contact_holidays"), &first);
}

static int64_t yearly_wall(int32_t yearly)
{
    return civil_days(2000, yearly / 32, yearly % 32) * DAY;
}

static struct str dates_text(const struct contact_reader *r,
                             const struct hours_rule *rule,
                             const struct hours_dates *d)
{
    struct value *args = value_map(r->a);
    struct buf b = {0};

    if (d->every_year)
        format_days(r->formats, yearly_wall(d->from), yearly_wall(d->to), &b);
    else
        format_dates(r->formats, (int64_t)d->from * DAY, (int64_t)d->to * DAY,
                     &b);
    struct str dates = buf_copy(&b, r->a);
    buf_release(&b);
    if (!rule->days && !rule->holidays)
        return dates;
    value_set(r->a, args, "dates", value_text(r->a, dates));
    value_set(r->a, args, "days",
              value_text(r->a, days_text(r, rule->days, rule->holidays)));
    return page_text(r->a, r->locale, "contact_hours_dates", args);
}

/* Of one day all that is known; of several what the rule says. */
static void on_dates(const struct channel *c, const struct hours_rule *rule,
                     const struct hours_dates *d, struct times *out)
{
    const struct hours *h = c->hours;

    if (!d->every_year && d->from == d->to) {
        bool is_holiday = opening_is_holiday(&c->opening, d->from);
        out->count = hours_on(h, d->from, is_holiday, out->spans);
    } else {
        struct hours alone = *h;
        alone.rules[0] = *rule;
        alone.rules[0].days = 0;
        alone.rules[0].date_count = 0;
        alone.rules[0].holidays = false;
        alone.rule_count = 1;
        out->count = hours_in_week(&alone, 0, false, out->spans);
    }
    join(out);
}

static void push_dates(const struct contact_reader *r, const struct channel *c,
                       struct value *lines)
{
    const struct hours *h = c->hours;
    int64_t today = civil_day_of(zone_wall(c->opening.zone, r->now));

    for (size_t i = 0; i < h->rule_count; i++) {
        const struct hours_rule *rule = &h->rules[i];
        for (size_t k = 0; k < rule->date_count; k++) {
            const struct hours_dates *d = &h->dates[rule->first_date + k];
            struct times t;
            if (!d->every_year && d->to < today)
                continue;
            on_dates(c, rule, d, &t);
            push_line(r, lines, dates_text(r, rule, d), &t);
        }
    }
}

struct value *contact_hours(const struct contact_reader *r,
                            const struct channel *c)
{
    struct value *lines = value_list(r->a);

    push_week(r, c->hours, lines);
    push_holidays(r, c->hours, lines);
    push_dates(r, c, lines);
    return lines;
}
