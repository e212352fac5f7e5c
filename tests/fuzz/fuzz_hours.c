/* Any bytes as opening hours: refused with a message and a column, or answered
 * at some moments of a zone whose clocks change. */
#include <stdlib.h>

#include "lib/hours/open.h"
#include "lib/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct zone *zone;

static void close_zone(void)
{
    zone_close(zone);
}

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_day(const struct hours *h, int64_t day, bool is_holiday)
{
    struct hours_span spans[HOURS_SPANS];
    size_t count = hours_on(h, day, is_holiday, spans);

    require(count <= h->span_count);
    for (size_t i = 0; i < count; i++) {
        require(spans[i].from >= 0 && spans[i].from < HOURS_DAY);
        require(spans[i].to > spans[i].from &&
                spans[i].to - spans[i].from <= HOURS_DAY);
        require(i == 0 || spans[i].from >= spans[i - 1].from);
    }
}

static void check_moment(const struct hours *h, int64_t now)
{
    static const int32_t holidays[] = {20812, 20819};
    struct opening o = {h, zone, holidays, 2};
    struct open_state s = open_at(&o, now);

    if (s.open && s.ends) {
        require(s.until > now);
        require(!open_at(&o, s.until).open);
        require(open_at(&o, s.until - 1).open);
    }
    if (s.opens) {
        require(!s.open && s.opens_at > now);
        require(open_at(&o, s.opens_at).open);
        require(!open_at(&o, s.opens_at - 1).open);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const int64_t moments[] = {1792882800, 1795305599, 1798070400,
                                      1806195600, 1835481600};
    struct str text = str_of((const char *)data, size);
    struct hours h;
    struct err e = {0};

    if (!zone) {
        zone = zone_open(S("Europe/Warsaw"), NULL);
        require(zone && atexit(close_zone) == 0);
    }
    if (hours_parse(text, &h, &e)) {
        require(e.code == ERR_CONTENT && e.message[0] && e.column > 0);
        require(e.column <= utf8_count(text) + 1);
        return 0;
    }
    for (int64_t day = 20700; day < 21100; day += 3)
        check_day(&h, day, day % 2 == 0);
    for (int weekday = 0; weekday < 7; weekday++) {
        struct hours_span spans[HOURS_SPANS];
        require(hours_in_week(&h, weekday, true, spans) <= h.span_count);
    }
    for (size_t i = 0; i < sizeof(moments) / sizeof(*moments); i++)
        check_moment(&h, moments[i]);
    return 0;
}
