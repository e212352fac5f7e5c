#include "server/channels.h"

#include "lib/civil.h"
#include "lib/timestamp.h"

static int load_holidays(struct channel *c, struct arena *a, struct err *e)
{
    const struct value *list = value_get(c->is, S("holidays"));

    if (!list || list->kind != VALUE_LIST)
        return 0;
    int32_t *days = arena_new(a, int32_t, list->list.count);
    if (!days)
        return err_no_memory(e);
    for (size_t i = 0; i < list->list.count; i++) {
        int64_t seconds;
        if (!timestamp_read(value_str(list->list.items[i]), &seconds))
            return err_set(e, ERR_CONTENT, "a holiday is no date");
        days[i] = (int32_t)civil_day_of(seconds);
    }
    c->opening.holidays = days;
    c->opening.holiday_count = list->list.count;
    return 0;
}

static int load(struct channel *c, struct arena *a, struct err *e)
{
    struct str hours = value_str(value_get(c->is, S("hours")));

    if (!hours.len)
        return 0;
    c->hours = arena_new(a, struct hours, 1);
    if (!c->hours)
        return err_no_memory(e);
    if (hours_parse(hours, c->hours, e))
        return -1;
    c->zone = value_str(value_get(c->is, S("zone")));
    c->opening.zone = zone_open(c->zone, e);
    if (!c->opening.zone)
        return -1;
    c->opening.hours = c->hours;
    return load_holidays(c, a, e);
}

int channels_load(struct channels *c, const struct value *list, struct arena *a,
                  struct err *e)
{
    if (!list)
        return 0;
    if (list->kind != VALUE_LIST)
        return err_set(e, ERR_CONTENT, "the manifest has a bad channel");
    c->items = arena_new(a, struct channel, list->list.count);
    if (!c->items)
        return err_no_memory(e);
    c->count = list->list.count;
    for (size_t i = 0; i < c->count; i++) {
        struct err why = {0};
        c->items[i].is = list->list.items[i];
        if (load(&c->items[i], a, &why) == 0)
            continue;
        return why.code == ERR_CONTENT
                   ? err_set(e, ERR_CONTENT,
                             "the manifest has a bad channel: %s", why.message)
                   : err_no_memory(e);
    }
    return 0;
}

void channels_release(struct channels *c)
{
    for (size_t i = 0; i < c->count; i++)
        zone_close(c->items[i].opening.zone);
    c->count = 0;
}

bool channel_is_for(const struct channel *c, struct str tag)
{
    const struct value *tags = value_get(c->is, S("locales"));

    if (!tags || tags->kind != VALUE_LIST)
        return true;
    for (size_t i = 0; i < tags->list.count; i++)
        if (str_eq(value_str(tags->list.items[i]), tag))
            return true;
    return false;
}

bool channel_is_one_of(const struct value *channel, struct str words)
{
    struct str id = value_str(value_get(channel, S("id"))), word;
    struct str type = value_str(value_get(channel, S("type")));

    while (str_cut(&words, ' ', &word))
        if (word.len && (str_eq(word, id) || str_eq(word, type)))
            return true;
    return false;
}
