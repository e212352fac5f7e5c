#include "server/contact.h"

#include "lib/timestamp.h"
#include "server/contact_text.h"
#include "server/page.h"

/* The order in which channels are shown. */
enum rank { RANK_OPEN, RANK_OPENS, RANK_ANY_TIME, RANK_CLOSED };

struct shown {
    enum rank rank;
    int64_t opens_at;
    struct value *value;
};

static void set_text(struct arena *a, struct value *v, const char *key,
                     struct str s)
{
    value_set(a, v, key, s.len ? value_text(a, s) : value_null(a));
}

static void set_time(struct arena *a, struct value *v, const char *key,
                     struct zone *zone, bool known, int64_t at)
{
    struct buf b = {0};

    if (known)
        timestamp_put_local(&b, at, zone_offset(zone, at));
    set_text(a, v, key, buf_copy(&b, a));
    buf_release(&b);
}

static struct str text_of(const struct contact_reader *r,
                          const struct channel *c, const char *key)
{
    const struct manifest *m = &r->locale->site->manifest;

    return value_str_in(value_get(c->is, str_from(key)), r->locale->is->tag,
                        m->locales[m->default_locale].tag);
}

static struct str label_of(const struct contact_reader *r,
                           const struct channel *c)
{
    struct str label = text_of(r, c, "label");
    struct str type = value_str(value_get(c->is, S("type")));
    struct str key = arena_fmt(r->a, "contact_type_%.*s", STR_ARG(type));

    if (!label.len && key.ptr)
        label = page_text(r->a, r->locale, key.ptr, NULL);
    return label.len ? label : type;
}

static struct open_state state_of(const struct contact_reader *r,
                                  const struct channel *c)
{
    return c->hours ? open_at(&c->opening, r->now) : (struct open_state){0};
}

/* As people write it: a link without what stands before its host. */
static struct str shown_value(struct str value)
{
    if (!str_starts(value, S("https://")) && !str_starts(value, S("http://")))
        return value;
    value = str_skip(value, str_search(value, S("://")) + 3);
    value.len -= str_ends(value, S("/"));
    return value;
}

static enum rank rank_of(const struct channel *c, struct open_state state)
{
    if (state.open)
        return RANK_OPEN;
    if (state.opens)
        return RANK_OPENS;
    return c->hours ? RANK_CLOSED : RANK_ANY_TIME;
}

static struct value *channel_value(const struct contact_reader *r,
                                   const struct channel *c,
                                   struct open_state state)
{
    struct arena *a = r->a;
    struct value *v = value_map(a);
    struct zone *zone = c->opening.zone;
    struct str value = value_str(value_get(c->is, S("value")));
    struct str url = value_str(value_get(c->is, S("url"))), none = {0};
    struct str id = value_str(value_get(c->is, S("id")));

    if (id.len)
        value_set(a, v, "id", value_text(a, id));
    set_text(a, v, "type", value_str(value_get(c->is, S("type"))));
    set_text(a, v, "label", label_of(r, c));
    set_text(a, v, "value", value);
    set_text(a, v, "shown", shown_value(value));
    value_set(a, v, "url", url.len ? value_url(a, url) : value_null(a));
    value_set(a, v, "open_now",
              c->hours ? value_bool(a, state.open) : value_null(a));
    set_time(a, v, "until", zone, state.ends, state.until);
    set_time(a, v, "opens_at", zone, state.opens, state.opens_at);
    set_text(a, v, "reply_time", text_of(r, c, "reply_time"));
    set_text(a, v, "status", c->hours ? contact_status(r, c, state) : none);
    value_set(a, v, "hours", c->hours ? contact_hours(r, c) : value_list(a));
    set_text(a, v, "zone", c->zone);
    set_text(a, v, "zone_name", c->hours ? contact_zone_name(r, c) : none);
    return v;
}

static bool is_before(const struct shown *a, const struct shown *b)
{
    if (a->rank != b->rank)
        return a->rank < b->rank;
    return a->rank == RANK_OPENS && a->opens_at < b->opens_at;
}

/* Behind all that are not later: as in site.yaml where nothing differs. */
static void insert(struct shown *shown, size_t count, struct shown one)
{
    size_t at = count;

    for (; at > 0 && is_before(&one, &shown[at - 1]); at--)
        shown[at] = shown[at - 1];
    shown[at] = one;
}

static size_t collect(const struct contact_reader *r, struct shown *shown)
{
    const struct channels *all = &r->locale->site->channels;
    size_t count = 0;

    for (size_t i = 0; i < all->count; i++) {
        const struct channel *c = &all->items[i];
        if (!channel_is_for(c, r->locale->is->tag))
            continue;
        struct open_state state = state_of(r, c);
        struct shown one = {
            .rank = rank_of(c, state),
            .opens_at = state.opens_at,
            .value = channel_value(r, c, state),
        };
        insert(shown, count++, one);
    }
    return count;
}

static struct value *build(const struct contact_reader *r, struct shown *shown,
                           size_t count)
{
    struct value *v = value_map(r->a);
    struct value *channels = value_list(r->a), *open = value_list(r->a);
    size_t open_count = 0;

    for (size_t i = 0; i < count; i++) {
        bool is_open = shown[i].rank == RANK_OPEN;
        value_push(r->a, channels, shown[i].value);
        if (is_open)
            value_push(r->a, open, shown[i].value);
        open_count += is_open;
    }
    value_set(r->a, v, "channels", channels);
    value_set(r->a, v, "has_channels", value_bool(r->a, count > 0));
    value_set(r->a, v, "open_channels", open);
    value_set(r->a, v, "has_open", value_bool(r->a, open_count > 0));
    return v;
}

struct value *contact_value(struct site *site, struct site_locale *l,
                            int64_t now, struct str reader_zone,
                            struct arena *a)
{
    struct contact_reader r = {.locale = l, .a = a, .now = now};
    struct shown *shown = arena_new(a, struct shown, site->channels.count);
    struct value *v = NULL;

    r.zone = reader_zone.len ? zone_open(reader_zone, NULL) : NULL;
    r.formats = site_take_formats(l);
    if (shown && r.formats)
        v = build(&r, shown, collect(&r, shown));
    site_give_formats(l, r.formats);
    zone_close(r.zone);
    return v;
}

static struct value *chosen(struct arena *a, const struct value *list,
                            struct str words)
{
    struct value *out = value_list(a);

    for (size_t i = 0; list && i < list->list.count; i++)
        if (channel_is_one_of(list->list.items[i], words))
            value_push(a, out, list->list.items[i]);
    return out;
}

void contact_choose(struct arena *a, struct value *contact, struct str words)
{
    struct value *channels =
        chosen(a, value_get(contact, S("channels")), words);
    struct value *open =
        chosen(a, value_get(contact, S("open_channels")), words);

    if (!contact || !channels || !open || channels->list.count == 0)
        return;
    value_set(a, contact, "channels", channels);
    value_set(a, contact, "open_channels", open);
    value_set(a, contact, "has_open", value_bool(a, open->list.count > 0));
}

struct str contact_words(const struct site_locale *l, struct str article)
{
    const struct article_row *row = article_table_find(&l->articles, article);

    return row ? row->contact : (struct str){0};
}
