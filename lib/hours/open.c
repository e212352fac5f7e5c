#include "lib/hours/open.h"

#include "lib/civil.h"

/* Looked at before today: a span that began a day ago may reach into today,
 * and a zone may leave out a whole day. */
enum { DAYS_BEFORE = 3, MINUTE = 60, DAY = 86400 };

struct interval {
    bool known;
    int64_t from, to;
};

/* Days are walked through in order; what touches grows together, first by the
 * clocks, then by moments, since clocks may jump from an end to a beginning. */
struct walk {
    const struct opening *opening;
    int64_t now;
    struct interval wall, moments;
    bool found; /* `moments` is whole, and not over yet */
};

bool opening_is_holiday(const struct opening *o, int64_t day)
{
    for (size_t i = 0; i < o->holiday_count; i++)
        if (o->holidays[i] == day)
            return true;
    return false;
}

static void add_moments(struct walk *w, int64_t from, int64_t to)
{
    if (from >= to)
        return;
    if (w->moments.known && from <= w->moments.to) {
        if (to > w->moments.to)
            w->moments.to = to;
        return;
    }
    if (w->moments.known && w->moments.to > w->now) {
        w->found = true;
        return;
    }
    w->moments = (struct interval){true, from, to};
}

static void end_wall(struct walk *w)
{
    struct zone *zone = w->opening->zone;

    if (w->wall.known)
        add_moments(w, zone_moment(zone, w->wall.from),
                    zone_moment(zone, w->wall.to));
}

static void add_wall(struct walk *w, int64_t from, int64_t to)
{
    if (w->wall.known && from <= w->wall.to) {
        if (to > w->wall.to)
            w->wall.to = to;
        return;
    }
    end_wall(w);
    w->wall = (struct interval){true, from, to};
}

static void add_day(struct walk *w, int64_t day)
{
    struct hours_span spans[HOURS_SPANS];
    bool is_holiday = opening_is_holiday(w->opening, day);
    size_t count = hours_on(w->opening->hours, day, is_holiday, spans);

    for (size_t i = 0; i < count && !w->found; i++)
        add_wall(w, day * DAY + spans[i].from * MINUTE,
                 day * DAY + spans[i].to * MINUTE);
}

struct open_state open_at(const struct opening *o, int64_t now)
{
    struct walk w = {.opening = o, .now = now};
    struct open_state state = {0};
    int64_t today = civil_day_of(zone_wall(o->zone, now));
    int64_t last = today + HOURS_AHEAD;

    for (int64_t day = today - DAYS_BEFORE; day <= last && !w.found; day++)
        add_day(&w, day);
    if (!w.found)
        end_wall(&w);
    if (!w.moments.known || w.moments.to <= now)
        return state;
    state.open = w.moments.from <= now;
    state.opens = !state.open;
    state.opens_at = state.opens ? w.moments.from : 0;
    /* What lasts as far as was looked may last longer. */
    state.ends = state.open && (w.found || w.wall.to < (last + 1) * DAY);
    state.until = state.ends ? w.moments.to : 0;
    return state;
}
