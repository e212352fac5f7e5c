#include "indexer/content/publication.h"

#include "indexer/front_matter/front_matter_place.h"
#include "indexer/base/schedule.h"
#include "lib/icu/zone.h"

static void set_dates(const struct site *site, struct article *a)
{
    const struct {
        struct str text;
        int64_t *at;
    } dates[] = {
        {a->updated, &a->updated_at},
        {a->date, &a->date_at},
        {a->publish_date, &a->published_at},
        {a->expires, &a->expires_at},
    };

    for (size_t i = 0; i < sizeof(dates) / sizeof(*dates); i++)
        if (dates[i].text.len)
            schedule_time(site, dates[i].text, SCHEDULE_FROM, dates[i].at);
    if (!a->publish_date.len)
        a->published_at = a->date_at;
}

static void warn_of_order(struct site *site, const struct page *p)
{
    const struct article *a = &p->article;
    unsigned line, column;

    if (a->expires_at == 0 || a->expires_at > a->published_at)
        return;
    front_matter_place(a, S("expires"), &line, &column);
    problem_add(&site->problems, CHECK_FRONT_MATTER, p->file, line, column,
                "expires before it is published, so nobody ever sees it: "
                "correct 'expires' or '%s'",
                a->publish_date.len ? "publish_date" : "date");
}

void publication_settle_one(struct site *site, struct page *p)
{
    struct article *a = &p->article;

    set_dates(site, a);
    if (p->dropped)
        return;
    warn_of_order(site, p);
    a->is_out = !schedule_is_now(site, a->published_at, a->expires_at);
    p->dropped = a->is_out;
}

int publication_settle(struct site *site, struct err *e)
{
    if (site->config.zone.len && !site->zone)
        site->zone = zone_open(site->config.zone, e);
    if (site->config.zone.len && !site->zone)
        return -1;
    for (size_t i = 0; i < site->page_count; i++)
        publication_settle_one(site, &site->pages[i]);
    return 0;
}
