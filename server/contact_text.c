#include "server/contact_text.h"

#include "lib/civil.h"
#include "lib/icu/format.h"
#include "server/page.h"

enum {
    DAY = 86400,
    NIGHT_ENDS = 6 * 3600, /* what closes before is of the night before */
    WEEK_DAYS = 7,
    YEAR_NAMED = 300, /* days ahead from which a date needs its year */
};

/* How a day is named that lies ahead. */
enum distance { TODAY, TOMORROW, THIS_WEEK, LATER, DISTANCES };

typedef void put_wall(struct formats *f, int64_t wall, struct buf *out);

static struct value *formatted(const struct contact_reader *r, put_wall *put,
                               int64_t wall)
{
    struct buf b = {0};

    put(r->formats, wall, &b);
    struct value *v = value_text(r->a, buf_copy(&b, r->a));
    buf_release(&b);
    return v;
}

static void put_date(struct formats *f, int64_t wall, struct buf *out)
{
    format_dates(f, wall, wall, out);
}

/* Do both clocks show the same at that moment? */
static bool same_clock(const struct contact_reader *r, const struct channel *c,
                       int64_t at)
{
    return r->zone &&
           zone_offset(r->zone, at) == zone_offset(c->opening.zone, at);
}

static struct value *city(const struct contact_reader *r,
                          const struct channel *c)
{
    struct buf b = {0};

    format_city(r->formats, c->opening.zone, r->now, &b);
    struct value *v = value_text(r->a, buf_copy(&b, r->a));
    buf_release(&b);
    return v;
}

/* "09:00", "09:00 (11:00 your time)", "09:00 Warsaw time". */
static struct value *clock_text(const struct contact_reader *r,
                                const struct channel *c, int64_t at)
{
    int64_t wall = zone_wall(c->opening.zone, at);
    struct value *time = formatted(r, format_time, wall);
    struct value *args = value_map(r->a);
    const char *key = "contact_time_in";

    if (same_clock(r, c, at))
        return time;
    value_set(r->a, args, "time", time);
    if (r->zone) {
        int64_t yours = zone_wall(r->zone, at);
        key = civil_day_of(yours) == civil_day_of(wall)
                  ? "contact_time_yours"
                  : "contact_time_yours_day";
        value_set(r->a, args, "yours", formatted(r, format_time, yours));
        value_set(r->a, args, "weekday", formatted(r, format_weekday, yours));
    } else {
        value_set(r->a, args, "city", city(r, c));
    }
    return value_text(r->a, page_text(r->a, r->locale, key, args));
}

/* "Today" must be the same day for both. */
static bool share_today(const struct contact_reader *r, const struct channel *c)
{
    return !r->zone || civil_day_of(zone_wall(r->zone, r->now)) ==
                           civil_day_of(zone_wall(c->opening.zone, r->now));
}

static int64_t days_ahead(const struct contact_reader *r,
                          const struct channel *c, int64_t at)
{
    return civil_day_of(zone_wall(c->opening.zone, at)) -
           civil_day_of(zone_wall(c->opening.zone, r->now));
}

static enum distance distance_of(const struct contact_reader *r,
                                 const struct channel *c, int64_t at,
                                 bool closes)
{
    int64_t days = days_ahead(r, c, at);
    int64_t wall = zone_wall(c->opening.zone, at);
    int64_t clock = wall - civil_day_of(wall) * DAY;

    if (closes && (days == 0 || (days == 1 && clock < NIGHT_ENDS)))
        return TODAY;
    if (days >= WEEK_DAYS)
        return LATER;
    if (days > 1 || !share_today(r, c))
        return THIS_WEEK;
    return days == 0 ? TODAY : TOMORROW;
}

static struct str when_text(const struct contact_reader *r,
                            const struct channel *c, int64_t at, bool closes)
{
    static const char *const keys[2][DISTANCES] = {
        {"contact_opens_today", "contact_opens_tomorrow",
         "contact_opens_weekday", "contact_opens_date"},
        {"contact_open_until", "contact_open_until_tomorrow",
         "contact_open_until_weekday", "contact_open_until_date"},
    };
    struct value *args = value_map(r->a);
    int64_t wall = zone_wall(c->opening.zone, at);
    bool far = days_ahead(r, c, at) > YEAR_NAMED;

    value_set(r->a, args, "time", clock_text(r, c, at));
    value_set(r->a, args, "weekday", formatted(r, format_weekday, wall));
    value_set(r->a, args, "date",
              formatted(r, far ? put_date : format_day, wall));
    return page_text(r->a, r->locale,
                     keys[closes][distance_of(r, c, at, closes)], args);
}

struct str contact_status(const struct contact_reader *r,
                          const struct channel *c, struct open_state state)
{
    if (state.open && state.ends)
        return when_text(r, c, state.until, true);
    if (state.opens)
        return when_text(r, c, state.opens_at, false);
    return page_text(r->a, r->locale,
                     state.open ? "contact_open_always" : "contact_closed",
                     NULL);
}

struct str contact_zone_name(const struct contact_reader *r,
                             const struct channel *c)
{
    struct value *args = value_map(r->a);

    if (same_clock(r, c, r->now))
        return (struct str){0};
    value_set(r->a, args, "city", city(r, c));
    return page_text(r->a, r->locale, "contact_zone", args);
}
