#include "server/handoff.h"

#include "server/contact.h"

enum { MINUTE = 60 };

/* The keys of a channel as answers have them. */
static const struct str keys[] = {
    STR("type"),     STR("label"), STR("value"),    STR("url"),
    STR("open_now"), STR("until"), STR("opens_at"), STR("reply_time"),
};
enum { KEYS = sizeof(keys) / sizeof(*keys) };

void handoff_init(struct handoff *h)
{
    pthread_mutex_init(&h->lock, NULL);
}

void handoff_release(struct handoff *h)
{
    pthread_mutex_destroy(&h->lock);
    arena_release(&h->arena);
}

static struct value *copy_plain(struct arena *a, const struct value *v)
{
    if (!v || v->kind == VALUE_NULL)
        return value_null(a);
    if (v->kind == VALUE_BOOL)
        return value_bool(a, v->boolean);
    struct str text = arena_str(a, value_str(v));
    return v->kind == VALUE_URL ? value_url(a, text) : value_text(a, text);
}

static bool has_one_of(const struct value *list, struct str words)
{
    for (size_t i = 0; words.len && list && i < list->list.count; i++)
        if (channel_is_one_of(list->list.items[i], words))
            return true;
    return false;
}

static struct value *copy_channels(struct arena *a, const struct value *from,
                                   struct str words)
{
    bool choose = has_one_of(from, words);
    struct value *list = value_list(a);
    size_t count = from && from->kind == VALUE_LIST ? from->list.count : 0;

    for (size_t i = 0; i < count; i++) {
        struct value *v = value_map(a);
        if (choose && !channel_is_one_of(from->list.items[i], words))
            continue;
        for (size_t k = 0; k < KEYS; k++)
            value_add(a, v, keys[k],
                      copy_plain(a, value_get(from->list.items[i], keys[k])));
        value_push(a, list, v);
    }
    return a->failed ? NULL : list;
}

/* With the lock held. */
static void make(struct handoff *h, struct site_locale *l, int64_t now)
{
    const struct value *contact;

    arena_reset(&h->arena);
    contact = contact_value(l->site, l, now, (struct str){0}, &h->arena);
    h->channels = value_get(contact, S("channels"));
    h->minute = now / MINUTE;
}

struct value *handoff_channels(struct site_locale *l, int64_t now,
                               struct str words, struct arena *a)
{
    struct handoff *h = &l->handoff;

    pthread_mutex_lock(&h->lock);
    if (!h->channels || h->minute != now / MINUTE)
        make(h, l, now);
    struct value *list = copy_channels(a, h->channels, words);
    pthread_mutex_unlock(&h->lock);
    return list;
}
